/**
 * Node's files. Node has no `lseek`, so this keeps the offset of each regular file that has one itself and reads and
 * writes at explicit places; an inherited descriptor starts where the system says it is.
 */
import * as fs from "node:fs";
import { type DirectoryEntry, type Files, type FileStatus, HostError, type OpenFlags } from "../host.ts";
import * as kinds from "../host.ts";
import { system } from "./errors.ts";
import type { Interrupts } from "./interrupts.ts";
import { decodePath, encodePath } from "./paths.ts";
import { makeNode, modifiedAt, makePipes, openAt, reopen } from "./pipes.ts";
import { Stream } from "./stream.ts";

/** Linux's flag of descriptors that are closed when another program takes the process over. */
const CLOEXEC = 0o2000000;

/** Flags that Node passes on without a name for them. */
const LINUX_FLAGS: Readonly<Record<string, number>> = {
  ACCMODE: 0o3,
  ASYNC: 0o20000,
  CLOEXEC,
  FSYNC: 0o4010000,
  LARGEFILE: 0,
  NDELAY: 0o4000,
  PATH: 0o10000000,
  RSYNC: 0o4010000,
  TMPFILE: 0o20000000 | (fs.constants.O_DIRECTORY ?? 0),
};

/** How many pipes are made when one is asked for. */
const PIPES_AT_ONCE = 4;

/** An open file. Descriptors made by `duplicate` share it. */
interface OpenFile {
  /** Offset of the next read or write; undefined for what cannot seek. */
  offset: number | undefined;
  append: boolean;
  /** The system's descriptors that lead here. */
  descriptors: number;
  /** Set once it is asked what a pipe is ready for. */
  stream: Stream | undefined;
  /** What `setBlocking` said of something that never waits. */
  nonBlocking?: boolean;
  /** The opening that child processes have got, with the offset where they found it. */
  shared: { fd: number; offset: number } | undefined;
}

const openFile = (offset: number | undefined, append: boolean): OpenFile => ({
  offset,
  append,
  descriptors: 1,
  stream: undefined,
  shared: undefined,
});

export class NodeFiles implements Files {
  readonly flags: OpenFlags = openFlags();
  readonly #open = new Map<number, OpenFile>();
  readonly #interrupts: Interrupts;
  /** The system's descriptors of those that `duplicate` put in the place of others. */
  readonly #placed = new Map<number, number>();
  /** How many further numbers lead to a descriptor of the system. */
  readonly #aliases = new Map<number, number>();
  readonly #inheritable = new Set<number>();
  /** Closed pipes to which something is still to be written. */
  readonly #lingering = new Set<Stream>();
  readonly #pipes: [number, number][] = [];

  constructor(interrupts: Interrupts) {
    this.#interrupts = interrupts;
  }

  cwd(): string {
    const text = system(() => process.cwd());
    // Node shows bytes that are not UTF-8 so.
    if (!text.includes("\ufffd") || process.platform !== "linux") return text;
    return this.readLink("/proc/self/cwd");
  }

  chdir(path: string): void {
    const encoded = encodePath(path);
    if (typeof encoded === "string") {
      system(() => process.chdir(encoded));
      return;
    }
    // Node takes only text here: the directory's descriptor has a name that is.
    system(() => {
      const fd = fs.openSync(encoded, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
      try {
        process.chdir(`/dev/fd/${fd}`);
      } finally {
        fs.closeSync(fd);
      }
    });
  }

  open(path: string, flags: number, mode: number): number {
    return system(() => {
      const fd = fs.openSync(encodePath(path), flags, mode);
      const append = (flags & fs.constants.O_APPEND) !== 0;
      const file = openFile(fs.fstatSync(fd).isFile() ? 0 : undefined, append);
      this.#open.set(fd, file);
      const number = this.#numbered(fd);
      if ((flags & fs.constants.O_NONBLOCK) !== 0 && file.offset === undefined)
        this.#stream(number).blocking = false;
      return number;
    });
  }

  close(fd: number): void {
    const real = this.#real(fd);
    const aliases = this.#aliases.get(real) ?? 0;
    if (aliases > 0 && real !== fd) {
      this.#aliases.set(real, aliases - 1);
      this.#placed.delete(fd);
      return;
    }
    const file = this.#open.get(real);
    if (file === undefined && fd === real && isOurs(real)) throw new HostError("EBADF");
    this.#open.delete(real);
    this.#placed.delete(fd);
    this.#inheritable.delete(fd);
    if (file !== undefined && --file.descriptors === 0) this.#release(file, real);
    // The system's standard streams stay open under those put in their place.
    system(() => fs.closeSync(real));
  }

  /** Another number for a descriptor of the system. */
  #alias(real: number, onto: number | undefined): number {
    let fd = onto ?? 3;
    if (onto === undefined) while (this.#placed.has(fd) || this.#isOpen(fd)) fd++;
    else if (this.#placed.has(onto) || (onto > 2 && this.#isOpen(onto))) this.close(onto);
    if (fd === real) return fd;
    this.#placed.set(fd, real);
    this.#aliases.set(real, (this.#aliases.get(real) ?? 0) + 1);
    return fd;
  }

  #release({ stream, shared }: OpenFile, real: number): void {
    if (shared !== undefined && shared.fd !== real) fs.closeSync(shared.fd);
    if (stream === undefined) return;
    if (stream.flush()) stream.close();
    else this.#lingering.add(stream);
  }

  /** Goes on writing what was taken for pipes that are closed by now. */
  readonly carryOn = (): void => {
    for (const stream of this.#lingering) {
      if (!stream.flush()) continue;
      stream.close();
      this.#lingering.delete(stream);
    }
  };

  pipe(): [number, number] {
    if (this.#pipes.length === 0) system(() => this.#pipes.push(...makePipes(PIPES_AT_ONCE)));
    const ends = this.#pipes.shift() as [number, number];
    for (const fd of ends) this.#open.set(fd, openFile(undefined, false));
    return [this.#numbered(ends[0]), this.#numbered(ends[1])];
  }

  ready(fd: number, writing: boolean): boolean {
    this.carryOn();
    this.status(fd);
    if (this.#file(fd).offset !== undefined) return true;
    const stream = this.#stream(fd);
    return system(() => (writing ? stream.writable : stream.readable));
  }

  blocking(fd: number): boolean {
    this.status(fd);
    const file = this.#file(fd);
    return file.nonBlocking !== true && (file.stream?.blocking ?? true);
  }

  setBlocking(fd: number, blocking: boolean): void {
    this.status(fd);
    const file = this.#file(fd);
    if (file.offset === undefined) this.#stream(fd).blocking = blocking;
    else file.nonBlocking = !blocking;
  }

  inheritable(fd: number): boolean {
    this.status(fd);
    return fd <= 2 || this.#inheritable.has(fd);
  }

  setInheritable(fd: number, inheritable: boolean): void {
    this.status(fd);
    if (inheritable) this.#inheritable.add(fd);
    else this.#inheritable.delete(fd);
  }

  /** Descriptors beyond the standard ones that children get when nothing else is said. */
  get inherited(): Iterable<number> {
    return this.#inheritable;
  }

  /**
   * The system's descriptor that a child gets for one of ours. The system knows no offset of files that we read and write
   * at explicit places: the child's opening is taken there first, and where it leaves off, this side goes on.
   */
  share(fd: number): number {
    const real = this.#real(fd);
    const file = this.#file(fd);
    this.#rejoin(file);
    if (file.offset === undefined || file.append) return real;
    if (file.shared !== undefined && systemOffset(file.shared.fd) === file.offset) return file.shared.fd;
    const offset = systemOffset(real);
    if (offset === undefined) return real;
    if (offset === file.offset) {
      file.shared = { fd: real, offset: file.offset };
      return real;
    }
    return system(() => {
      if (file.shared !== undefined && file.shared.fd !== real) fs.closeSync(file.shared.fd);
      const opening = openAt(real, this.#accessMode(real), file.offset ?? 0);
      file.shared = { fd: opening, offset: file.offset ?? 0 };
      return opening;
    });
  }

  /** Goes on where children left off. */
  #rejoin(file: OpenFile): void {
    if (file.shared === undefined) return;
    const offset = systemOffset(file.shared.fd);
    if (offset === undefined || offset === file.shared.offset) return;
    file.shared.offset = offset;
    file.offset = offset;
  }

  #real(fd: number): number {
    return this.#placed.size === 0 ? fd : (this.#placed.get(fd) ?? fd);
  }

  /** Our number for a descriptor of the system: its own, unless something else was put in its place. */
  #numbered(real: number): number {
    if (!this.#placed.has(real)) return real;
    let fd = 3;
    while (this.#placed.has(fd) || this.#isOpen(fd)) fd++;
    this.#placed.set(fd, real);
    return fd;
  }

  #stream(fd: number): Stream {
    const file = this.#file(fd);
    file.stream ??= new Stream(this.#real(fd));
    return file.stream;
  }

  read(fd: number, into: Uint8Array): number {
    const file = this.#file(fd);
    fd = this.#real(fd);
    // What may block must be open to interrupts.
    if (file.offset === undefined && this.#interrupts.pending) throw new HostError("EINTR");
    if (file.shared !== undefined) this.#rejoin(file);
    return system(() => {
      try {
        if (file.stream !== undefined) return file.stream.read(into);
        const count = fs.readSync(fd, into, 0, into.length, file.offset ?? null);
        if (file.offset !== undefined) file.offset += count;
        return count;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // Windows says so at the end of a pipe.
        if (code === "EOF") return 0;
        if (code === "EINTR") this.#interrupts.settle();
        if (code === "EAGAIN" && fd === 0) {
          return whenReady(() => fs.readSync(fd, into, 0, into.length, null));
        }
        throw error;
      }
    });
  }

  write(fd: number, bytes: Uint8Array): number {
    const file = this.#file(fd);
    fd = this.#real(fd);
    if (file.shared !== undefined) this.#rejoin(file);
    return system(() => {
      if (file.stream !== undefined) return file.stream.write(bytes);
      if (file.offset === undefined) return writeWhenReady(fd, bytes);
      if (file.append) {
        const count = fs.writeSync(fd, bytes);
        file.offset = fs.fstatSync(fd).size;
        return count;
      }
      const count = fs.writeSync(fd, bytes, 0, bytes.length, file.offset);
      file.offset += count;
      return count;
    });
  }

  readAt(fd: number, into: Uint8Array, position: number): number {
    return system(() => fs.readSync(this.#real(fd), into, 0, into.length, position));
  }

  writeAt(fd: number, bytes: Uint8Array, position: number): number {
    return system(() => fs.writeSync(this.#real(fd), bytes, 0, bytes.length, position));
  }

  seek(fd: number, offset: number, whence: number): number {
    const file = this.#file(fd);
    if (file.offset === undefined) {
      this.status(fd);
      throw new HostError("ESPIPE");
    }
    this.#rejoin(file);
    if (whence === kinds.SEEK_DATA || whence === kinds.SEEK_HOLE) {
      file.offset = kinds.seekHole(whence, offset, this.status(fd).size);
      return file.offset;
    }
    const base = whence === 0 ? 0 : whence === 1 ? file.offset : this.status(fd).size;
    if (base + offset < 0 || whence < 0 || whence > 2) throw new HostError("EINVAL");
    file.offset = base + offset;
    return file.offset;
  }

  truncate(fd: number, size: number): void {
    if (fd < 0) throw new HostError("EBADF");
    system(() => fs.ftruncateSync(this.#real(fd), size));
  }

  sync(fd: number): void {
    if (fd < 0) throw new HostError("EBADF");
    system(() => fs.fsyncSync(this.#real(fd)));
  }

  isTerminal(fd: number): boolean {
    // Node's `tty` loads a good part of Node: ask only about what may be a terminal.
    fd = this.#real(fd);
    try {
      const status = fs.fstatSync(fd);
      const isMemoryDevice = process.platform === "linux" && status.rdev >> 8 === 1;
      return status.isCharacterDevice() && !isMemoryDevice && terminals().isatty(fd);
    } catch {
      return false;
    }
  }

  terminalSize(fd: number): [number, number] {
    if (!this.isTerminal(fd)) throw new HostError(this.#isOpen(fd) ? "ENOTTY" : "EBADF");
    const [columns, rows] = new (terminals().WriteStream)(this.#real(fd)).getWindowSize();
    return [columns, rows];
  }

  duplicate(fd: number, onto?: number): number {
    const file = this.#file(fd);
    const real = this.#real(fd);
    if (onto === fd) {
      this.status(fd);
      return fd;
    }
    // Opening the descriptor's own name makes a new open file, so the offset is shared by us, not by the system.
    const copy = system(() => {
      try {
        return reopen(real, this.#accessMode(real) | (file.append ? fs.constants.O_APPEND : 0));
      } catch (error) {
        // Sockets, which the standard streams may be, have no name: they get another number of ours alone.
        if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
        return undefined;
      }
    });
    if (copy === undefined) return this.#alias(real, onto);
    if (file.offset !== undefined) file.descriptors++;
    this.#open.set(copy, file.offset === undefined ? openFile(undefined, file.append) : file);
    if (onto === undefined) return this.#numbered(copy);
    if (this.#placed.has(onto) || (onto > 2 && this.#isOpen(onto))) this.close(onto);
    if (onto !== copy) this.#placed.set(onto, copy);
    return onto;
  }

  status(fd: number): FileStatus {
    return system(() => fileStatus(fs.fstatSync(this.#real(fd), { bigint: true })));
  }

  stat(path: string, followLinks: boolean): FileStatus {
    const encoded = encodePath(path);
    return system(() =>
      fileStatus(
        followLinks ? fs.statSync(encoded, { bigint: true }) : fs.lstatSync(encoded, { bigint: true }),
      ),
    );
  }

  pathOf(fd: number): string {
    this.status(fd);
    if (process.platform !== "linux") throw new HostError("ENOSYS");
    return `/proc/self/fd/${this.#real(fd)}`;
  }

  makeNode(path: string, mode: number, major: number, minor: number): void {
    makeNode(path, mode & ~process.umask(), major, minor);
  }

  fileSystem(path: string): readonly number[] {
    const { bsize, blocks, bfree, bavail, files, ffree } = system(() => fs.statfsSync(encodePath(path)));
    // Node tells neither the flags nor the longest name, which is this on all of Linux's file systems in use.
    return [bsize, bsize, blocks, bfree, bavail, files, ffree, ffree, 0, 255];
  }

  kind(path: string): number {
    try {
      return (fs.statSync(encodePath(path), { throwIfNoEntry: false })?.mode ?? 0) & kinds.S_IFMT;
    } catch {
      return 0;
    }
  }

  list(path: string): DirectoryEntry[] {
    return system(() => {
      const entries = fs.readdirSync(encodePath(path), { withFileTypes: true });
      const plain = entries.every((entry) => !entry.name.includes("\ufffd"));
      const names = plain ? undefined : fs.readdirSync(encodePath(path), { encoding: "buffer" });
      return entries.map((entry, i) => ({
        name: names === undefined ? entry.name : decodePath(names[i] as Buffer),
        kind: entryKind(entry),
      }));
    });
  }

  makeDirectory(path: string, mode: number): void {
    system(() => fs.mkdirSync(encodePath(path), { mode }));
  }

  removeDirectory(path: string): void {
    system(() => fs.rmdirSync(encodePath(path)));
  }

  remove(path: string): void {
    system(() => fs.unlinkSync(encodePath(path)));
  }

  rename(from: string, to: string): void {
    system(() => fs.renameSync(encodePath(from), encodePath(to)));
  }

  link(existing: string, path: string): void {
    system(() => fs.linkSync(encodePath(existing), encodePath(path)));
  }

  symbolicLink(target: string, path: string): void {
    system(() => fs.symlinkSync(encodePath(target), encodePath(path)));
  }

  readLink(path: string): string {
    return system(() => decodePath(fs.readlinkSync(encodePath(path), { encoding: "buffer" })));
  }

  changeMode(path: string, mode: number): void {
    system(() => fs.chmodSync(encodePath(path), mode));
  }

  changeOwner(path: string, uid: number, gid: number, followLinks: boolean): void {
    system(() => (followLinks ? fs.chownSync : fs.lchownSync)(encodePath(path), uid, gid));
  }

  setTimes(path: string, atime: bigint, mtime: bigint, followLinks: boolean): void {
    // Node cuts off what is below a microsecond, so from the middle of one it cannot miss it.
    const seconds = (time: bigint): number => (Number(time / 1000n) + 0.5) / 1e6;
    system(() =>
      // A copy is not read before its original.
      (followLinks ? fs.utimesSync : fs.lutimesSync)(encodePath(path), seconds(atime + 999n), seconds(mtime)),
    );
    // Whether a copy is as old as its original is asked to the last digit.
    if (mtime % 1000n !== 0n) modifiedAt(path, mtime, followLinks);
  }

  access(path: string, mode: number): void {
    system(() => fs.accessSync(encodePath(path), mode));
  }

  umask(mask: number): number {
    return process.umask(mask);
  }

  #file(fd: number): OpenFile {
    const real = this.#real(fd);
    let file = this.#open.get(real);
    if (file === undefined) {
      file = openFile(inheritedOffset(real), false);
      this.#open.set(real, file);
    }
    return file;
  }

  #isOpen(fd: number): boolean {
    try {
      fs.fstatSync(this.#real(fd));
      return true;
    } catch {
      return false;
    }
  }

  #accessMode(fd: number): number {
    const match = procInfo(fd)?.match(/^flags:\s*([0-7]+)/m);
    return match === null || match === undefined
      ? fs.constants.O_RDWR
      : Number.parseInt(match[1] as string, 8) & 3;
  }
}

const terminals = (): typeof import("node:tty") => process.getBuiltinModule("node:tty");

/**
 * The standard streams may be non-blocking, when who holds the other end of a terminal or pipe made them so: waits in
 * slices.
 */
function whenReady<T>(attempt: () => T): T {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
    Atomics.wait(cell, 0, 0, 10);
  }
}

function writeWhenReady(fd: number, bytes: Uint8Array): number {
  try {
    return fs.writeSync(fd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN" || fd > 2) throw error;
    return whenReady(() => fs.writeSync(fd, bytes));
  }
}

/**
 * Where an inherited descriptor stands. Only input needs to be told: output that others share (`>> log`, a parent that
 * goes on writing) must be written where the system has its offset.
 */
function inheritedOffset(fd: number): number | undefined {
  if (fd !== 0) return undefined;
  try {
    if (!fs.fstatSync(fd).isFile()) return undefined;
  } catch {
    return undefined;
  }
  return systemOffset(fd) ?? 0;
}

/** The system's offset of a descriptor, where the system tells. */
function systemOffset(fd: number): number | undefined {
  const match = procInfo(fd)?.match(/^pos:\s*(\d+)/m);
  return match === null || match === undefined ? undefined : Number(match[1]);
}

/** Whether a descriptor that the program did not open is one of Node's own: those are not passed on, inherited ones were. */
function isOurs(fd: number): boolean {
  const flags = fd > 2 ? procInfo(fd)?.match(/^flags:\s*([0-7]+)/m) : undefined;
  return flags !== undefined && flags !== null && (Number.parseInt(flags[1] as string, 8) & CLOEXEC) !== 0;
}

/** Linux alone says where a descriptor stands and how it was opened. */
function procInfo(fd: number): string | undefined {
  try {
    return fs.readFileSync(`/proc/self/fdinfo/${fd}`, "latin1");
  } catch {
    return undefined;
  }
}

function openFlags(): OpenFlags {
  const flags: Record<string, number> = {};
  for (const [name, value] of Object.entries(fs.constants))
    if (name.startsWith("O_")) flags[name.slice(2)] = value;
  // Node opens all files this way; the name is what `os` shows.
  if (process.platform === "linux") Object.assign(flags, LINUX_FLAGS);
  return flags as unknown as OpenFlags;
}

function fileStatus(stats: fs.BigIntStats): FileStatus {
  return {
    mode: Number(stats.mode),
    ino: stats.ino,
    dev: stats.dev,
    nlink: Number(stats.nlink),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    rdev: Number(stats.rdev),
    size: Number(stats.size),
    blksize: Number(stats.blksize ?? 0n),
    blocks: Number(stats.blocks ?? 0n),
    atime: stats.atimeNs,
    mtime: stats.mtimeNs,
    ctime: stats.ctimeNs,
    birthtime: stats.birthtimeNs,
  };
}

function entryKind(entry: fs.Dirent): number {
  if (entry.isFile()) return kinds.S_IFREG;
  if (entry.isDirectory()) return kinds.S_IFDIR;
  if (entry.isSymbolicLink()) return kinds.S_IFLNK;
  if (entry.isFIFO()) return kinds.S_IFIFO;
  if (entry.isCharacterDevice()) return kinds.S_IFCHR;
  return 0;
}
