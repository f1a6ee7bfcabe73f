/**
 * Files in memory. Descriptors 0, 1 and 2 are the console: input comes from a given source, output goes to given sinks.
 */
import { type DirectoryEntry, type Files, type FileStatus, HostError, S_IFCHR, S_IFMT } from "../host.ts";
import { type FileNode, Tree, type TreeNode } from "./tree.ts";

/** Linux's numbers. */
const flags = {
  RDONLY: 0,
  WRONLY: 1,
  RDWR: 2,
  CREAT: 0o100,
  EXCL: 0o200,
  NOCTTY: 0o400,
  TRUNC: 0o1000,
  APPEND: 0o2000,
  NONBLOCK: 0o4000,
  SYNC: 0o4010000,
  DIRECTORY: 0o200000,
  NOFOLLOW: 0o400000,
  CLOEXEC: 0o2000000,
} as const;

/** The standard streams of a memory host. */
export interface MemoryConsole {
  /** Fills `into` with the next input, 0 at the end. */
  read(into: Uint8Array): number;
  write(fd: 1 | 2, bytes: Uint8Array): void;
  /** Columns and rows when the console is a terminal. */
  size?: [number, number];
}

interface OpenFile {
  /** Undefined for the console. */
  node: TreeNode | undefined;
  access: number;
  append: boolean;
  offset: number;
}

export class MemoryFiles implements Files {
  readonly flags = flags;
  readonly tree: Tree;
  readonly #console: MemoryConsole;
  readonly #open: (OpenFile | undefined)[];
  #mask = 0o022;

  constructor(console: MemoryConsole, now: () => bigint) {
    this.#console = console;
    this.tree = new Tree(now);
    const stream = (access: number): OpenFile => ({ node: undefined, access, append: false, offset: 0 });
    this.#open = [stream(flags.RDONLY), stream(flags.WRONLY), stream(flags.WRONLY)];
  }

  cwd(): string {
    return this.tree.path;
  }

  chdir(path: string): void {
    const node = this.tree.node(path);
    if (node.kind !== "directory") throw new HostError("ENOTDIR");
    this.tree.directory = node;
    this.tree.path = this.tree.pathOf(node);
  }

  open(path: string, mode: number, permissions: number): number {
    const { tree } = this;
    const place = tree.place(path, (mode & flags.NOFOLLOW) === 0);
    let { node } = place;
    const access = mode & 3;
    if (node === undefined) {
      if ((mode & flags.CREAT) === 0) throw new HostError("ENOENT");
      if (path.endsWith("/")) throw new HostError("EISDIR");
      node = tree.newFile(permissions & ~this.#mask);
      place.directory.entries.set(place.name, node);
      tree.touch(place.directory);
    } else if ((mode & flags.CREAT) !== 0 && (mode & flags.EXCL) !== 0) throw new HostError("EEXIST");
    else if (node.kind === "link") throw new HostError("ELOOP");
    else if (node.kind === "directory" && (access !== 0 || (mode & flags.CREAT) !== 0))
      throw new HostError("EISDIR");
    else if (node.kind !== "directory" && (mode & flags.DIRECTORY) !== 0) throw new HostError("ENOTDIR");
    else if (node.kind === "file" && (mode & flags.TRUNC) !== 0 && access !== 0) {
      node.size = 0;
      tree.touch(node);
    }
    return this.#add({ node, access, append: (mode & flags.APPEND) !== 0, offset: 0 });
  }

  #add(file: OpenFile): number {
    let fd = this.#open.indexOf(undefined);
    if (fd < 0) fd = this.#open.length;
    this.#open[fd] = file;
    return fd;
  }

  #file(fd: number): OpenFile {
    const file = this.#open[fd];
    if (file === undefined) throw new HostError("EBADF");
    return file;
  }

  /** The regular file behind a descriptor; undefined for the console. */
  #regular(fd: number): FileNode | undefined {
    const { node } = this.#file(fd);
    if (node === undefined) return undefined;
    if (node.kind !== "file") throw new HostError("EISDIR");
    return node;
  }

  close(fd: number): void {
    this.#file(fd);
    this.#open[fd] = undefined;
  }

  read(fd: number, into: Uint8Array): number {
    const file = this.#file(fd);
    if (file.access === flags.WRONLY) throw new HostError("EBADF");
    const node = this.#regular(fd);
    if (node === undefined) return this.#console.read(into);
    const count = Math.max(0, Math.min(into.length, node.size - file.offset));
    into.set(node.bytes.subarray(file.offset, file.offset + count));
    file.offset += count;
    return count;
  }

  write(fd: number, bytes: Uint8Array): number {
    const file = this.#file(fd);
    if (file.access === flags.RDONLY) throw new HostError("EBADF");
    const node = this.#regular(fd);
    if (node === undefined) {
      // The sink may keep what it gets; the writer may use its buffer again.
      this.#console.write(fd as 1 | 2, bytes.slice());
      return bytes.length;
    }
    if (file.append) file.offset = node.size;
    reserve(node, file.offset + bytes.length);
    node.bytes.set(bytes, file.offset);
    file.offset += bytes.length;
    node.size = Math.max(node.size, file.offset);
    this.tree.touch(node);
    return bytes.length;
  }

  readAt(fd: number, into: Uint8Array, position: number): number {
    return this.#at(fd, position, () => this.read(fd, into));
  }

  writeAt(fd: number, bytes: Uint8Array, position: number): number {
    return this.#at(fd, position, () => this.write(fd, bytes));
  }

  #at<T>(fd: number, position: number, call: () => T): T {
    const file = this.#file(fd);
    if (file.node === undefined) throw new HostError("ESPIPE");
    const { offset } = file;
    file.offset = position;
    try {
      return call();
    } finally {
      file.offset = offset;
    }
  }

  seek(fd: number, offset: number, whence: number): number {
    const file = this.#file(fd);
    const { node } = file;
    if (node === undefined) throw new HostError("ESPIPE");
    const base = whence === 0 ? 0 : whence === 1 ? file.offset : node.kind === "file" ? node.size : 0;
    if (base + offset < 0 || whence < 0 || whence > 2) throw new HostError("EINVAL");
    file.offset = base + offset;
    return file.offset;
  }

  truncate(fd: number, size: number): void {
    const node = this.#regular(fd);
    if (node === undefined || this.#file(fd).access === flags.RDONLY) throw new HostError("EINVAL");
    if (size > node.size) reserve(node, size);
    else node.bytes.fill(0, size, node.size);
    node.size = size;
    this.tree.touch(node);
  }

  sync(fd: number): void {
    this.#file(fd);
  }

  isTerminal(fd: number): boolean {
    return (
      this.#open[fd] !== undefined && this.#file(fd).node === undefined && this.#console.size !== undefined
    );
  }

  terminalSize(fd: number): [number, number] {
    if (!this.isTerminal(fd)) throw new HostError(this.#open[fd] === undefined ? "EBADF" : "ENOTTY");
    return this.#console.size as [number, number];
  }

  duplicate(fd: number, onto?: number): number {
    const file = this.#file(fd);
    if (onto === undefined) return this.#add(file);
    this.#open[onto] = file;
    return onto;
  }

  pipe(): [number, number] {
    throw new HostError("ENOSYS");
  }

  ready(fd: number): boolean {
    this.#file(fd);
    return true;
  }

  blocking(fd: number): boolean {
    this.#file(fd);
    return true;
  }

  setBlocking(fd: number, blocking: boolean): void {
    this.#file(fd);
    if (!blocking) throw new HostError("ENOSYS");
  }

  inheritable(fd: number): boolean {
    this.#file(fd);
    return fd <= 2;
  }

  setInheritable(fd: number): void {
    // There is nobody to inherit.
    this.#file(fd);
  }

  status(fd: number): FileStatus {
    const { node } = this.#file(fd);
    return statusOf(node, fd);
  }

  pathOf(fd: number): string {
    const { node } = this.#file(fd);
    if (node?.kind !== "directory") throw new HostError("ENOTDIR");
    return this.tree.pathOf(node);
  }

  makeNode(): void {
    throw new HostError("ENOSYS");
  }

  fileSystem(): readonly number[] {
    throw new HostError("ENOSYS");
  }

  stat(path: string, followLinks: boolean): FileStatus {
    return statusOf(this.tree.node(path, followLinks), 0);
  }

  kind(path: string): number {
    try {
      return this.tree.node(path).mode & S_IFMT;
    } catch {
      return 0;
    }
  }

  list(path: string): DirectoryEntry[] {
    const node = this.tree.node(path);
    if (node.kind !== "directory") throw new HostError("ENOTDIR");
    return [...node.entries].map(([name, entry]) => ({ name, kind: entry.mode & S_IFMT }));
  }

  makeDirectory(path: string, mode: number): void {
    const { directory, name, node } = this.tree.place(path, false);
    if (node !== undefined) throw new HostError("EEXIST");
    directory.entries.set(name, this.tree.newDirectory(mode & ~this.#mask, directory));
    this.tree.touch(directory);
  }

  removeDirectory(path: string): void {
    const { directory, name, node } = this.tree.place(path, false);
    if (node === undefined) throw new HostError("ENOENT");
    if (node.kind !== "directory") throw new HostError("ENOTDIR");
    if (name === "." || name === "..") throw new HostError("EINVAL");
    if (node.entries.size > 0) throw new HostError("ENOTEMPTY");
    directory.entries.delete(name);
    this.tree.touch(directory);
  }

  remove(path: string): void {
    const { directory, name, node } = this.tree.place(path, false);
    if (node === undefined) throw new HostError("ENOENT");
    if (node.kind === "directory") throw new HostError("EISDIR");
    directory.entries.delete(name);
    node.links--;
    this.tree.touch(directory);
  }

  rename(from: string, to: string): void {
    const source = this.tree.place(from, false);
    const target = this.tree.place(to, false);
    const { node } = source;
    if (node === undefined) throw new HostError("ENOENT");
    if (node === target.node) return;
    if (node.kind === "directory") {
      for (let at: TreeNode | undefined = target.directory; at !== undefined; at = at.parent) {
        if (at === node) throw new HostError("EINVAL");
      }
      if (target.node !== undefined && target.node.kind !== "directory") throw new HostError("ENOTDIR");
      if (target.node?.kind === "directory" && target.node.entries.size > 0) throw new HostError("ENOTEMPTY");
      node.parent = target.directory;
    } else if (target.node?.kind === "directory") throw new HostError("EISDIR");
    source.directory.entries.delete(source.name);
    target.directory.entries.set(target.name, node);
    this.tree.touch(source.directory);
    this.tree.touch(target.directory);
  }

  link(existing: string, path: string): void {
    const node = this.tree.node(existing, false);
    if (node.kind === "directory") throw new HostError("EPERM");
    const place = this.tree.place(path, false);
    if (place.node !== undefined) throw new HostError("EEXIST");
    place.directory.entries.set(place.name, node);
    node.links++;
  }

  symbolicLink(target: string, path: string): void {
    const place = this.tree.place(path, false);
    if (place.node !== undefined) throw new HostError("EEXIST");
    place.directory.entries.set(place.name, this.tree.newLink(target));
    this.tree.touch(place.directory);
  }

  readLink(path: string): string {
    const node = this.tree.node(path, false);
    if (node.kind !== "link") throw new HostError("EINVAL");
    return node.target;
  }

  changeMode(path: string, mode: number): void {
    const node = this.tree.node(path);
    node.mode = (node.mode & S_IFMT) | (mode & 0o7777);
  }

  changeOwner(path: string): void {
    this.tree.node(path);
  }

  setTimes(path: string, atime: bigint, mtime: bigint, followLinks: boolean): void {
    const node = this.tree.node(path, followLinks);
    node.atime = atime;
    node.mtime = mtime;
  }

  access(path: string, mode: number): void {
    const node = this.tree.node(path);
    if (mode !== 0 && ((node.mode >> 6) & mode) !== mode) throw new HostError("EACCES");
  }

  umask(mask: number): number {
    const before = this.#mask;
    this.#mask = mask & 0o777;
    return before;
  }
}

/** Makes room for `size` bytes; what lies between the end and an offset beyond it reads as zeros. */
function reserve(node: FileNode, size: number): void {
  if (size <= node.bytes.length) return;
  const bytes = new Uint8Array(Math.max(size, node.bytes.length * 2, 64));
  bytes.set(node.bytes.subarray(0, node.size));
  node.bytes = bytes;
}

function statusOf(node: TreeNode | undefined, fd: number): FileStatus {
  const size = node?.kind === "file" ? node.size : node?.kind === "link" ? node.target.length : 0;
  return {
    mode: node?.mode ?? S_IFCHR | 0o620,
    ino: BigInt(node?.ino ?? fd),
    dev: 1n,
    nlink: node?.kind === "directory" ? 2 : (node?.links ?? 1),
    uid: 1000,
    gid: 1000,
    rdev: 0,
    size,
    blksize: 4096,
    blocks: Math.ceil(size / 512),
    atime: node?.atime ?? 0n,
    mtime: node?.mtime ?? 0n,
    ctime: node?.ctime ?? 0n,
    birthtime: node?.ctime ?? 0n,
  };
}
