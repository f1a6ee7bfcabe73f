"""A million rows into SQLite, and an aggregate over them."""
import sqlite3

SIZE = 1_000_000


def run(size):
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t(a integer, b text, c real)")
    connection.executemany("insert into t values(?, ?, ?)", ((i, "name", i * 0.5) for i in range(size)))
    connection.commit()
    result = connection.execute("select count(*), sum(a), avg(c), max(b) from t where a % 3 = 0").fetchone()
    connection.close()
    return result
