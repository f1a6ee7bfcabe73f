/**
 * The host: everything that the interpreter takes from the world around it. Node's version stands in `node/`, a world
 * that exists only in memory (tests, sandboxes, pages) in `memory/`. Nothing else in Tython touches an operating system.
 *
 * Invariants
 * - All of it is synchronous, as Python is. A host that cannot block (a page's main thread) raises where it would
 *   have to; suspending instead is the business of a code shape, not of the host.
 * - Files are POSIX file descriptors, because `os`, `_io` and the programs that use them are written against those;
 *   0, 1 and 2 are open from the start. Offsets and sizes are JavaScript numbers, times are nanoseconds in bigints.
 * - Failures are {@link HostError}s with the name of the errno; the runtime makes `OSError`s of them. Anything else that a
 *   host throws is a fault of the host.
 * - Paths and texts are JavaScript strings. A byte that is not UTF-8 is a lone surrogate U+DC80 to U+DCFF (PEP 383).
 */

/** A call that failed, with the symbolic errno of Linux: `ENOENT`. */
export class HostError extends Error {
  override name = "HostError";
  readonly code: string;
  constructor(code: string, message = code) {
    super(message);
    this.code = code;
  }
}

/** What `stat` says; `mode` as in POSIX, with the kind of file in the upper bits. */
export interface FileStatus {
  mode: number;
  ino: bigint;
  dev: bigint;
  nlink: number;
  uid: number;
  gid: number;
  rdev: number;
  size: number;
  blksize: number;
  blocks: number;
  /** Nanoseconds since 1970. */
  atime: bigint;
  mtime: bigint;
  ctime: bigint;
  /** Where the system knows it. */
  birthtime: bigint;
}

/** `S_IFMT` and its values. */
export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
export const S_IFCHR = 0o020000;
export const S_IFBLK = 0o060000;
export const S_IFIFO = 0o010000;

/** `SEEK_DATA` and `SEEK_HOLE` of `lseek`. */
export const SEEK_DATA = 3;
export const SEEK_HOLE = 4;

/** Where they lead on a host that cannot tell holes: all of a file is data, and a hole begins at its end. */
export function seekHole(whence: number, offset: number, size: number): number {
  if (offset < 0 || offset >= size) throw new HostError("ENXIO");
  return whence === SEEK_DATA ? offset : size;
}

/** An entry of a directory: `kind` is one of the `S_IF...` values, 0 where unknown. */
export interface DirectoryEntry {
  name: string;
  kind: number;
}

/** The flags of `open`, by the names without `O_`. */
export type OpenFlags = Readonly<Record<string, number>> & {
  readonly RDONLY: number;
  readonly WRONLY: number;
  readonly RDWR: number;
  readonly APPEND: number;
  readonly CREAT: number;
  readonly EXCL: number;
  readonly TRUNC: number;
};

export interface Files {
  readonly flags: OpenFlags;

  cwd(): string;
  chdir(path: string): void;
  open(path: string, flags: number, mode: number): number;
  close(fd: number): void;
  /** Reads what there is, at most the length of `into`; 0 at the end. `EINTR` when a signal came first. */
  read(fd: number, into: Uint8Array): number;
  /** Writes some of the bytes and says how many. */
  write(fd: number, bytes: Uint8Array): number;
  /** As {@link read} and {@link write} at a place of its own, without the descriptor's. `ESPIPE` for what has no offset. */
  readAt(fd: number, into: Uint8Array, position: number): number;
  writeAt(fd: number, bytes: Uint8Array, position: number): number;
  /** The new offset; `whence` 0 from the start, 1 from here, 2 from the end, 3 to the next data from there, 4 to the next hole.
   * `ESPIPE` for what has no offset. */
  seek(fd: number, offset: number, whence: number): number;
  truncate(fd: number, size: number): void;
  sync(fd: number): void;
  isTerminal(fd: number): boolean;
  /** Columns and rows; `ENOTTY` for what is no terminal. */
  terminalSize(fd: number): [number, number];
  /** A second descriptor for the same open file, in the place of `onto` if given; `EMFILE`/`ENOSYS` where the host cannot. */
  duplicate(fd: number, onto?: number): number;
  /** A pipe: the end to read from and the end to write to. `ENOSYS` where the host has none. */
  pipe(): [number, number];
  /** Whether a read or a write would come back at once. Hosts that cannot tell say yes. */
  ready(fd: number, writing: boolean): boolean;
  /** Whether reads and writes wait; otherwise they throw `EAGAIN`. */
  blocking(fd: number): boolean;
  setBlocking(fd: number, blocking: boolean): void;
  /** Whether child processes get the descriptor when nothing else is said. */
  inheritable(fd: number): boolean;
  setInheritable(fd: number, inheritable: boolean): void;

  status(fd: number): FileStatus;
  /** A path that leads to what a descriptor has open, a directory too; `ENOSYS` where the host has none. */
  pathOf(fd: number): string;
  stat(path: string, followLinks: boolean): FileStatus;
  /** The kind of file that a path leads to, one of the `S_IF...` values, or 0 when there is none. Never throws. */
  kind(path: string): number;
  list(path: string): DirectoryEntry[];
  makeDirectory(path: string, mode: number): void;
  /** Makes what `mknod` makes: `mode` has the kind of file in it. `ENOSYS` where the host has no such files. */
  makeNode(path: string, mode: number, major: number, minor: number): void;
  /** The fields of `struct statvfs` in their order. */
  fileSystem(path: string): readonly number[];
  removeDirectory(path: string): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
  link(existing: string, path: string): void;
  symbolicLink(target: string, path: string): void;
  readLink(path: string): string;
  changeMode(path: string, mode: number): void;
  changeOwner(path: string, uid: number, gid: number, followLinks: boolean): void;
  /** Access and modification times in nanoseconds. */
  setTimes(path: string, atime: bigint, mtime: bigint, followLinks: boolean): void;
  /** Throws when the access is denied. `mode` as for POSIX `access`. */
  access(path: string, mode: number): void;
  /** The file mode creation mask: sets it and returns the one before. */
  umask(mask: number): number;
}

export interface Clock {
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** Nanoseconds from an arbitrary start, never going back. */
  monotonic(): bigint;
  /** Processor time of the process in nanoseconds. */
  processTime(): bigint;
  /**
   * Blocks for at most so many nanoseconds, and returns early when an interrupt is pending. Returns whether the time is
   * over.
   */
  sleep(nanoseconds: bigint): boolean;
  /** IANA name of the local time zone. */
  timeZone(): string;
}

export interface Environment {
  entries(): [string, string][];
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** A program to be started as a child process. */
export interface SpawnRequest {
  /** Path of the program. */
  file: string;
  /** With the name of the program in front. */
  args: readonly string[];
  environment: readonly (readonly [name: string, value: string])[];
  cwd: string | undefined;
  /** The descriptor that the child gets as its 0, 1, 2 ...; undefined for none (/dev/null for the first three). */
  descriptors: readonly (number | undefined)[];
  /** Beside them, those that are inheritable. */
  inherit: boolean;
  /** Makes the child the leader of a session, and with that of a process group, of its own. */
  newSession: boolean;
  userId: number | undefined;
  groupId: number | undefined;
  umask: number | undefined;
}

/** Who and where the process is. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  /** `[real, effective]` each; undefined where the system has no such thing. */
  readonly userIds: readonly [number, number] | undefined;
  readonly groupIds: readonly [number, number] | undefined;
  /** Supplementary groups. */
  readonly groups: readonly number[];
  setGroups(ids: readonly number[]): void;
  /** Takes on another user or group. */
  setIdentity(which: "uid" | "euid" | "gid" | "egid", id: number): void;
  /** The nice value of a process; 0 stands for this one. */
  priority(pid: number): number;
  setPriority(pid: number, priority: number): void;
  /** Averages over 1, 5 and 15 minutes. */
  loadAverage(): readonly number[];
  /** sysname, nodename, release, version, machine. */
  uname(): readonly [string, string, string, string, string];
  readonly cpuCount: number;
  kill(pid: number, signal: number): void;
  /** Ends the process at once, without any clean-up; a host that cannot returns. */
  exit(code: number): void;
  /** The fields of `struct rusage` in their order, times in microseconds. */
  usage(): readonly number[];
  /** Runs a command line in the system's shell over the same standard streams; a wait status. */
  system(command: string): number;
  /** Has a command of the system do what the host has no call for. `ENOSYS` where there is none, `EPERM` when it fails. */
  command(name: string, args: readonly string[]): void;
  /** Sets a limit of the process, by its name after `RLIMIT_`; -1 for none. `EPERM` when it may not be set. */
  setLimit(pid: number, name: string, soft: number | bigint, hard: number | bigint): void;
  /** Starts a program and says its process id; throws the error of its start. */
  spawn(request: SpawnRequest): number;
  /** An id for {@link wait} that leads to this wait status, as if a child had ended before it began. */
  stillborn(status: number): number;
  /**
   * A child that has ended (any, when `pid` is not positive) and its wait status; undefined when it still runs and
   * `block` is false. `ECHILD` when there is none, `EINTR` when an interrupt came first.
   */
  wait(pid: number, block: boolean): [pid: number, status: number] | undefined;
}

/** A message on its way through a hash function. */
export interface HashState {
  update(data: Uint8Array): void;
  copy(): HashState;
  /** The digest of what came so far; more may come. `length` in bytes for functions that give any (SHAKE). */
  digest(length?: number): Uint8Array;
}

/**
 * Hash functions, by OpenSSL's names: `sha256`, `sha3-256`, `shake128`, `blake2b512`. A host may have them in native code;
 * where it has none, or not the one that is asked for, those of `companions/hashes.ts` stand in.
 */
export interface Cryptography {
  /** A message without bytes yet; undefined for a function that is not there. */
  hash(name: string): HashState | undefined;
  /** PBKDF2 with HMAC (RFC 8018). */
  pbkdf2(
    name: string,
    password: Uint8Array,
    salt: Uint8Array,
    iterations: number,
    length: number,
  ): Uint8Array | undefined;
  /** scrypt (RFC 7914). */
  scrypt(
    password: Uint8Array,
    salt: Uint8Array,
    cost: Readonly<Record<"n" | "r" | "p", number>>,
    maxMemory: number,
    length: number,
  ): Uint8Array;
}

/** What a host may have in native code of zlib; undefined where it has not, or cannot do it, and zlib in JavaScript is to tell why. */
export interface Compression {
  /**
   * Decompresses a whole stream: zlib's with a window of at most `bits` (9 to 15), or a raw one for -9 to -15. Says how many bytes
   * of the data the stream took. The result may be of a larger buffer.
   */
  inflate(data: Uint8Array, bits: number): { readonly data: Uint8Array; readonly read: number } | undefined;
  /** Compresses to a raw stream with a window of `bits` (9 to 15); level -1 to 9. The bytes need not be those of zlib in C. */
  deflate(data: Uint8Array, level: number, bits: number): Uint8Array | undefined;
  /** CRC-32 of data behind data whose CRC-32 is `start`. */
  crc32(data: Uint8Array, start: number): number | undefined;
}

export interface Host {
  /** As `sys.platform`: `linux`, `darwin`, `win32`, `browser`. */
  readonly platform: string;
  /** Path of the command that started the interpreter; empty when there is none. */
  readonly executable: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly process: ProcessInfo;

  randomBytes(count: number): Uint8Array;
  /** Absent where the host brings none. */
  readonly cryptography?: Cryptography;
  /** Absent where the host brings none. */
  readonly compression?: Compression;
  /**
   * Collects garbage now, so that the `WeakRef`s of what nothing reaches are empty afterwards. Absent where the engine cannot be
   * asked.
   */
  collectGarbage?(): void;
  /**
   * Lets the engine collect what it keeps until the end of the current job because a `WeakRef` was made for it or gave it. Absent
   * where the engine cannot be asked.
   */
  endJob?(): void;
  /**
   * Evaluates JavaScript text in the realm of the interpreter. `name` identifies the script in JavaScript's stack traces.
   * `library` is the library module that the text is, always the same text: a host may keep what the engine compiled.
   */
  evaluate(text: string, name: string, library?: string): unknown;
  /** True when an interrupt (Ctrl-C) has come since the last call that said so. Cheap: called every few milliseconds. */
  takeInterrupt(): boolean;
  /** From now on interrupts are for {@link takeInterrupt}; a host may begin with that only when it is first asked. */
  watchInterrupts(): void;
}

/**
 * The standard library as it is shipped: compiled ahead of time, apart from the files that programs see. Modules go by
 * their dotted names.
 */
export interface Library {
  /** Directory that holds the sources, in `sys.path`. Modules found there come from the library. */
  readonly root: string;
  /** Whether the library has a module, and whether that is a package. */
  find(name: string): "module" | "package" | undefined;
  /** The compiled module, as `scripts/build.mjs` wrote it; undefined when it has to be compiled from its source. */
  read(name: string): string | undefined;
  /** What goes with it that is seldom asked for; of a module that `read` knows. */
  details(name: string): string;
  /** The text of a data file that the build put beside the modules; `HostError` when there is none. */
  data(name: string): string;
}
