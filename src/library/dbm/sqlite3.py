"""A database of byte strings in a table of an SQLite database."""

import os
import sqlite3
from contextlib import closing
from collections.abc import MutableMapping
from pathlib import Path

__all__ = ["error", "open"]

_CLOSED = "DBM object has already been closed"
_TABLE = "CREATE TABLE IF NOT EXISTS Dict (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"


class error(OSError):
    pass


def _normalize_uri(path):
    uri = Path(path).absolute().as_uri()
    while "//" in uri:
        uri = uri.replace("//", "/")
    return uri


class _Database(MutableMapping):
    def __init__(self, path, /, *, flag, mode):
        if hasattr(self, "_cx"):
            raise error(_CLOSED)
        path = os.fsdecode(path)
        match flag:
            case "r":
                access = "ro"
            case "w":
                access = "rw"
            case "c":
                access = "rwc"
                Path(path).touch(mode=mode, exist_ok=True)
            case "n":
                access = "rwc"
                Path(path).unlink(missing_ok=True)
                Path(path).touch(mode=mode)
            case _:
                raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n', not " + repr(flag))
        self._cx = None
        try:
            self._cx = sqlite3.connect(
                f"{_normalize_uri(path)}?mode={access}", autocommit=True, uri=True
            )
        except sqlite3.Error as exc:
            raise error(str(exc))
        if flag != "r":
            # WAL is for several processes at once; where a file system has none of it, nothing is lost.
            try:
                self._cx.execute("PRAGMA journal_mode = wal")
            except sqlite3.OperationalError:
                pass
        if access == "rwc":
            self._execute(_TABLE)

    def _execute(self, *args):
        if not self._cx:
            raise error(_CLOSED)
        try:
            return self._cx.execute(*args)
        except sqlite3.Error as exc:
            raise error(str(exc))

    def __len__(self):
        with closing(self._execute("SELECT COUNT(*) FROM Dict")) as rows:
            return rows.fetchone()[0]

    def __getitem__(self, key):
        with closing(self._execute("SELECT value FROM Dict WHERE key = CAST(? AS BLOB)", (key,))) as rows:
            row = rows.fetchone()
        if not row:
            raise KeyError(key)
        return row[0]

    def __setitem__(self, key, value):
        self._execute(
            "REPLACE INTO Dict (key, value) VALUES (CAST(? AS BLOB), CAST(? AS BLOB))", (key, value)
        )

    def __delitem__(self, key):
        with closing(self._execute("DELETE FROM Dict WHERE key = CAST(? AS BLOB)", (key,))) as rows:
            if not rows.rowcount:
                raise KeyError(key)

    def __iter__(self):
        with closing(self._execute("SELECT key FROM Dict")) as rows:
            for row in rows:
                yield row[0]

    def keys(self):
        return list(super().keys())

    def close(self):
        if self._cx:
            self._cx.close()
            self._cx = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(filename, /, flag="r", mode=0o666):
    """Open the database in the file *filename*; *flag* and *mode* as for dbm.open()."""
    return _Database(filename, flag=flag, mode=mode)
