"""What the benchmark scripts of pyperformance ask of pyperf, timed inside one process.

Stands on the path in pyperf's place, which is a package of its own and starts processes to measure. A benchmark is run in
samples: the number of loops in a sample is doubled until one takes LEAST seconds, then SAMPLES more are taken, fewer where they come to
more than MOST seconds. Each benchmark prints a line of JSON: its name, and the seconds per loop of its first sample and of
all later ones, as `first` and `values`. The interface follows https://pyperf.readthedocs.io/en/latest/api.html
"""
import argparse
import asyncio
import json
from time import perf_counter

__all__ = ["Runner", "perf_counter", "python_implementation"]

LEAST = 0.05
SAMPLES = 5
MOST = 3.0


def python_implementation():
    import sys

    return sys.implementation.name


class Runner:
    def __init__(self, add_cmdline_args=None, **options):
        self.metadata = {}
        self.argparser = argparse.ArgumentParser()
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_time_func(self, name, time_func, *args, inner_loops=1, **options):
        """Measures time_func(loops, *args), which tells the seconds that it took."""
        self.parse_args()
        loops = 1
        elapsed = spent = time_func(loops, *args)
        first = elapsed
        while elapsed < LEAST:
            loops *= 2
            elapsed = time_func(loops, *args)
            spent += elapsed
        values = []
        while len(values) < SAMPLES and (len(values) < 3 or spent < MOST):
            elapsed = time_func(loops, *args)
            spent += elapsed
            values.append(elapsed / loops / inner_loops)
        print(json.dumps({"name": name, "first": first / inner_loops, "values": values}), flush=True)

    def bench_func(self, name, func, *args, inner_loops=1, **options):
        """Measures func(*args)."""

        def time_func(loops):
            start = perf_counter()
            for _ in range(loops):
                func(*args)
            return perf_counter() - start

        self.bench_time_func(name, time_func, inner_loops=inner_loops)

    def bench_async_func(self, name, func, *args, inner_loops=1, loop_factory=None, **options):
        """Measures `await func(*args)` in an event loop of its own for each sample."""

        async def run(loops):
            start = perf_counter()
            for _ in range(loops):
                await func(*args)
            return perf_counter() - start

        def time_func(loops):
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(run(loops))

        self.bench_time_func(name, time_func, inner_loops=inner_loops)
