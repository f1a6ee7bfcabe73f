"""Generic interface to databases of byte strings by byte strings.

    import dbm
    with dbm.open("file", "c") as db:
        db[b"key"] = b"value"

open() takes the kind of database that whichdb() finds in the file, and for a new one the first kind that can be had.
The object it returns is like a dictionary whose keys and values are bytes; str is encoded as UTF-8.
"""

__all__ = ["open", "whichdb", "error"]

import io
import os
import struct


class error(Exception):
    pass


# The kinds of databases, preferred ones first, and the modules of those that have been imported.
_names = ["dbm.sqlite3", "dbm.gnu", "dbm.ndbm", "dbm.dumb"]
_defaultmod = None
_modules = {}

error = (error, OSError)


def _load(name):
    """The module of a kind of database, None where it cannot be had."""
    if name not in _modules:
        try:
            _modules[name] = __import__(name, fromlist=["open"])
        except ImportError:
            return None
    return _modules[name]


def _default():
    global _defaultmod
    if _defaultmod is None:
        _defaultmod = next((module for name in _names if (module := _load(name)) is not None), None)
        if _defaultmod is None:
            raise ImportError("no dbm clone found; tried %s" % _names)
    return _defaultmod


def open(file, flag="r", mode=0o666):
    """Open or create the database at path *file*.

    *flag* is 'r' to read an existing database, 'w' to change one, 'c' to create it when it is missing, 'n' for a new,
    empty one in any case. *mode* are the permissions of a new file.
    """
    default = _default()
    kind = None if "n" in flag else whichdb(file)
    if kind is None:
        if "c" not in flag and "n" not in flag:
            raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        module = default
    elif kind == "":
        raise error[0]("db type could not be determined")
    else:
        module = _load(kind)
        if module is None:
            raise error[0]("db type is %s, but the module is not available" % kind)
    return module.open(file, flag, mode)


def _readable(path):
    try:
        io.open(path, "rb").close()
    except OSError:
        return False
    return True


def whichdb(filename):
    """The name of the module that can open a database: 'dbm.dumb', say.

    None when there is no file to be read, '' when its kind is not known.
    """
    path = os.fsencode(filename)

    # ndbm: two files, or one file that says that it is of Berkeley DB.
    if _readable(path + b".pag") and _readable(path + b".dir"):
        return "dbm.ndbm"
    if _readable(path + b".db"):
        ndbm = _load("dbm.ndbm")
        if ndbm is not None:
            try:
                ndbm.open(os.fsdecode(path), "r").close()
            except OSError:
                pass
            else:
                return "dbm.ndbm"

    # dumb: an index whose first line begins with a quotation mark, or is not there.
    try:
        os.stat(path + b".dat")
        size = os.stat(path + b".dir").st_size
        if size == 0:
            return "dbm.dumb"
        with io.open(path + b".dir", "rb") as index:
            if index.read(1) in (b"'", b'"'):
                return "dbm.dumb"
    except OSError:
        pass

    try:
        with io.open(path, "rb") as file:
            head = file.read(16)
    except OSError:
        return None
    if head == b"SQLite format 3\0":
        return "dbm.sqlite3"
    if len(head) >= 4 and struct.unpack("=l", head[:4])[0] in (0x13579ACE, 0x13579ACD, 0x13579ACF):
        return "dbm.gnu"
    return ""


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        print(whichdb(name) or "UNKNOWN", name)
