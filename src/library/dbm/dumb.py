"""A database of byte strings in plain files, slow and simple, for want of a better one.

NAME.dat holds the values, each at a multiple of 512 bytes; a value that grows beyond its blocks moves to the end and leaves
them unused. NAME.dir holds the index, a line `'key', (position, size)` for each key, and NAME.bak the index before.
The index is written by sync() and close().
"""

import ast
import collections.abc
import io
import os

__all__ = ["error", "open"]

_BLOCKSIZE = 512

error = OSError


def _bytes(text):
    return text.encode("utf-8") if isinstance(text, str) else text


class _Database(collections.abc.MutableMapping):
    # Kept here for __del__, which may run when modules are gone already.
    _os = os
    _io = io

    def __init__(self, filebasename, mode, flag="c"):
        filebasename = self._os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == "r"
        self._dirfile = filebasename + b".dir"
        self._datfile = filebasename + b".dat"
        self._bakfile = filebasename + b".bak"
        # Where each key's value is: (position, size). None when the database is closed.
        self._index = None
        self._modified = False
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        if flag == "n":
            for path in (self._datfile, self._bakfile, self._dirfile):
                try:
                    self._os.remove(path)
                except OSError:
                    pass
        try:
            self._io.open(self._datfile, "rb").close()
        except OSError:
            if flag not in ("c", "n"):
                raise
            self._io.open(self._datfile, "wb").close()
            self._chmod(self._datfile)

    def _update(self, flag):
        self._index = {}
        try:
            file = self._io.open(self._dirfile, "r", encoding="Latin-1")
        except OSError:
            if flag not in ("c", "n"):
                self._index = None
                raise
            self._io.open(self._dirfile, "w", encoding="Latin-1").close()
            self._chmod(self._dirfile)
        else:
            with file:
                for line in file:
                    key, place = ast.literal_eval(line.rstrip())
                    self._index[key.encode("Latin-1")] = place

    def _commit(self):
        if self._index is None or not self._modified:
            return
        try:
            self._os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            self._os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with self._io.open(self._dirfile, "w", encoding="Latin-1") as file:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                file.write("%r, %r\n" % (key.decode("Latin-1"), place))
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error("DBM object has already been closed")

    def _check_writable(self):
        if self._readonly:
            raise error("The database is opened for reading only")

    def __getitem__(self, key):
        self._verify_open()
        position, size = self._index[_bytes(key)]
        with self._io.open(self._datfile, "rb") as file:
            file.seek(position)
            return file.read(size)

    def _append(self, value):
        with self._io.open(self._datfile, "rb+") as file:
            file.seek(0, 2)
            end = file.tell()
            position = -(-end // _BLOCKSIZE) * _BLOCKSIZE
            file.write(b"\0" * (position - end))
            file.write(value)
        return position, len(value)

    def _overwrite(self, position, value):
        with self._io.open(self._datfile, "rb+") as file:
            file.seek(position)
            file.write(value)
        return position, len(value)

    def __setitem__(self, key, value):
        self._verify_open()
        self._check_writable()
        key = _bytes(key)
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("keys must be bytes or strings")
        value = _bytes(value)
        if not isinstance(value, (bytes, bytearray)):
            raise TypeError("values must be bytes or strings")
        self._modified = True
        if key in self._index:
            position, size = self._index[key]
            blocks = -(-size // _BLOCKSIZE)
            if -(-len(value) // _BLOCKSIZE) <= blocks:
                self._index[key] = self._overwrite(position, value)
            else:
                self._index[key] = self._append(value)
        else:
            place = self._append(value)
            self._index[bytes(key)] = place
            # A new key goes into the index at once, so that it is there after a crash.
            with self._io.open(self._dirfile, "a", encoding="Latin-1") as file:
                self._chmod(self._dirfile)
                file.write("%r, %r\n" % (key.decode("Latin-1"), place))

    def __delitem__(self, key):
        self._verify_open()
        self._check_writable()
        self._modified = True
        del self._index[_bytes(key)]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        self._verify_open()
        return _bytes(key) in self._index

    def iterkeys(self):
        self._verify_open()
        return iter(self._index)

    __iter__ = iterkeys

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = None

    __del__ = close

    def _chmod(self, path):
        self._os.chmod(path, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def open(file, flag="c", mode=0o666):
    """Open the database of files that begin with *file*; *flag* and *mode* as for dbm.open()."""
    umask = os.umask(0)
    os.umask(umask)
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(file, mode & ~umask, flag=flag)
