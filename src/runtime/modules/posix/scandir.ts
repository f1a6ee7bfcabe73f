/** `os.scandir` and `os.DirEntry`. Follows Modules/posixmodule.c.
 * https://docs.python.org/3.14/library/os.html#os.scandir */
import { type DirectoryEntry, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from "../../../host/host.ts";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { track, untrack } from "../../core/finalizable.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { OSError, ResourceWarning, StopIteration } from "../../exceptions/hierarchy.ts";
import { PyBaseException } from "../../core/exception.ts";
import { newException, typeError } from "../../exceptions/raise.ts";
import { int, isInt } from "../../objects/int.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { str } from "../../objects/str.ts";
import { truthy } from "../../protocols/compare.ts";
import { reprText } from "../../protocols/repr.ts";
import { hostCall } from "../_io/errors.ts";
import { warn } from "../_warnings.ts";
import { files, like, target } from "./arguments.ts";
import { makeStat } from "./stat-result.ts";
import { classGetItem } from "../../types/class-getitem.ts";

export class PyDirEntry extends PyInstance {
  name: Value = null;
  path: Value = null;
  /** The host's form of the path. */
  target = "";
  /** `S_IF...` of the entry itself, 0 where unknown. */
  kind = 0;
  stat: Value | undefined = undefined;
  linkStat: Value | undefined = undefined;
}

export const dirEntryType = declareType("posix.DirEntry", PyDirEntry);

export class PyScandirIterator extends PyIterator {
  entries: DirectoryEntry[] = [];
  directory = "";
  original: Value = null;
  /** Closed, or at the end. */
  closed = false;

  nx(): Value | undefined {
    const next = this.entries.shift();
    if (next === undefined) {
      this.close();
      return undefined;
    }
    const entry = new PyDirEntry();
    const separator = this.directory === "" || this.directory.endsWith("/") ? "" : "/";
    entry.target = this.directory + separator + next.name;
    entry.name = this.original === null ? str(next.name) : like(this.original, next.name);
    // In a directory that is open, the name alone is the path.
    if (isInt(this.original)) entry.path = entry.name;
    else entry.path = this.original === null ? str(entry.target) : like(this.original, entry.target);
    entry.kind = next.kind;
    return entry;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.entries = [];
    untrack(this);
  }
}

export const scandirIteratorType = declareType("posix.ScandirIterator", PyScandirIterator);

/** `os.scandir(path)` */
export function scandir(name: Value = null): Value {
  const directory = name === null ? "." : target(name, "scandir");
  const iterator = new PyScandirIterator();
  iterator.entries = hostCall(() => files().list(directory), name ?? ".");
  iterator.directory = directory;
  iterator.original = name;
  track(iterator);
  return iterator;
}

function entryStat(self: PyDirEntry, follow: boolean): Value {
  if (!follow || (self.kind !== 0 && self.kind !== S_IFLNK)) {
    self.linkStat ??= makeStat(hostCall(() => files().stat(self.target, false), self.path));
    return self.linkStat;
  }
  self.stat ??= makeStat(hostCall(() => files().stat(self.target, true), self.path));
  return self.stat;
}

/** Whether the entry, or what it links to, is of a kind; a broken link is of none. */
function isKind(self: PyDirEntry, kind: number, follow: boolean): boolean {
  if (self.kind !== 0 && !(follow && self.kind === S_IFLNK)) return self.kind === kind;
  try {
    return (hostCall(() => files().stat(self.target, follow), self.path).mode & S_IFMT) === kind;
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(OSError)) return false;
    throw error;
  }
}

const notMade = (name: string): TypeSpec["new"] => [
  "(*args, **kwargs)",
  () => {
    throw typeError(`cannot create 'posix.${name}' instances`);
  },
];

export const dirEntrySpec: TypeSpec = {
  new: notMade("DirEntry"),
  classMethods: classGetItem,
  methods: {
    is_dir: [
      "(self, /, *, follow_symlinks=True)",
      (self: PyDirEntry, follow: Value = true) => isKind(self, S_IFDIR, truthy(follow)),
    ],
    is_file: [
      "(self, /, *, follow_symlinks=True)",
      (self: PyDirEntry, follow: Value = true) => isKind(self, S_IFREG, truthy(follow)),
    ],
    is_symlink: ["(self, /)", (self: PyDirEntry) => isKind(self, S_IFLNK, false)],
    is_junction: ["(self, /)", () => false],
    stat: [
      "(self, /, *, follow_symlinks=True)",
      (self: PyDirEntry, follow: Value = true) => entryStat(self, truthy(follow)),
    ],
    inode: [
      "(self, /)",
      (self: PyDirEntry) => int(hostCall(() => files().stat(self.target, false), self.path).ino),
    ],
    __fspath__: ["(self, /)", (self: PyDirEntry) => self.path],
    __repr__: ["(self, /)", (self: PyDirEntry) => str(`<DirEntry ${reprText(self.name)}>`)],
  },
  getset: {
    name: { get: (self: PyDirEntry) => self.name, member: true },
    path: { get: (self: PyDirEntry) => self.path, member: true },
  },
};

export const scandirIteratorSpec: TypeSpec = {
  new: notMade("ScandirIterator"),
  methods: {
    __iter__: ["(self, /)", (self: Value) => self],
    __next__: [
      "(self, /)",
      (self: PyScandirIterator) => {
        const next = self.nx();
        if (next === undefined) throw newException(StopIteration);
        return next;
      },
    ],
    __del__: [
      "(self, /)",
      (self: PyScandirIterator) => {
        if (!self.closed)
          warn(ResourceWarning, `unclosed scandir iterator ${reprText(self)}`, { source: self });
        self.close();
        return null;
      },
    ],
    __enter__: ["(self, /)", (self: Value) => self],
    __exit__: [
      "(self, *args)",
      (self: PyScandirIterator) => {
        self.close();
        return null;
      },
    ],
    close: [
      "(self, /)",
      (self: PyScandirIterator) => {
        self.close();
        return null;
      },
    ],
  },
};
