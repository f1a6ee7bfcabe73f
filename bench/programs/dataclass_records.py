"""Dataclasses: creation, comparison, hashing, sorting."""
from dataclasses import dataclass, field

SIZE = 36_000


@dataclass(order=True)
class Job:
    priority: int
    name: str
    cost: float = 1.5
    tags: list = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Key:
    a: int
    b: str


def run(n):
    jobs = [Job(i * 7919 % 101, f"job{i % 50}") for i in range(n)]
    jobs.sort()
    table = {}
    for job in jobs:
        key = Key(job.priority, job.name)
        table[key] = table.get(key, 0) + job.cost
    return jobs[0].name, len(table), sum(table.values()), jobs[5] == jobs[6], max(jobs).priority
