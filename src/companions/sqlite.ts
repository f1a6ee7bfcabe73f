/**
 * SQLite itself, compiled to WebAssembly (`@sqlite.org/sqlite-wasm`, by SQLite's own people), without the JavaScript around it: that
 * is made for pages, starts only asynchronously and keeps its files in the browser. Here the module is started at once, and its files
 * are those of the host, through a VFS of our own. https://www.sqlite.org/c3ref/vfs.html
 *
 * Pointers are numbers, 64-bit integers bigints.
 */
import wasm from "@sqlite.org/sqlite-wasm/sqlite3.wasm";
import type { Files } from "../host/host.ts";

/** What is used of the engine's WebAssembly. */
interface Engine {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> };
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory;
}
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface Table {
  grow(count: number): number;
  set(index: number, fn: unknown): void;
}
const engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;

type Export = (...args: (number | bigint)[]) => number;
/** What the module takes from outside. */
export interface Surroundings {
  readonly files: Files;
  readonly now: () => number;
  readonly random: (count: number) => Uint8Array;
  /** Minutes that local time is ahead of UTC, at a moment in milliseconds. */
  readonly localOffset: (milliseconds: number) => number;
  readonly sleep: (microseconds: number) => void;
  /** Whether an error is the host's, for which SQLite has codes. */
  readonly errorCode: (error: unknown) => string | undefined;
}

const CODES: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e, d: 0x7c };

export class Sqlite {
  readonly api: Readonly<Record<string, Export>>;
  readonly #memory = new engine.Memory({ initial: 128, maximum: 32768 });
  readonly #table: Table;
  #bytes = new Uint8Array(0);
  #scratch = 0;
  #scratchSize = 0;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(surroundings: Surroundings) {
    const env: Record<string, unknown> = {
      memory: this.#memory,
      emscripten_date_now: surroundings.now,
      emscripten_get_now: surroundings.now,
      emscripten_get_heap_max: () => 2 ** 31,
      emscripten_resize_heap: (size: number) => {
        try {
          this.#memory.grow(Math.ceil((size - this.#memory.buffer.byteLength) / 65536));
          return 1;
        } catch {
          return 0;
        }
      },
      _tzset_js: () => {},
      _localtime_js: (time: bigint, at: number) => {
        const local = new Date(Number(time) * 1000 + surroundings.localOffset(Number(time) * 1000) * 60_000);
        const start = Date.UTC(local.getUTCFullYear(), 0, 1);
        const fields = [
          local.getUTCSeconds(),
          local.getUTCMinutes(),
          local.getUTCHours(),
          local.getUTCDate(),
          local.getUTCMonth(),
          local.getUTCFullYear() - 1900,
          local.getUTCDay(),
          Math.floor((local.getTime() - start) / 86_400_000),
        ];
        fields.forEach((field, i) => this.setInt(at + 4 * i, field));
      },
    };
    const module = new engine.Module(wasm);
    const imports: Record<string, Record<string, unknown>> = { env: {} };
    for (const { module: from, name } of engine.Module.imports(module)) {
      imports[from] ??= {};
      // Calls to a system that is not there: ENOSYS. Files go through the VFS below.
      (imports[from] as Record<string, unknown>)[name] = env[name] ?? (() => -52);
    }
    const { exports } = new engine.Instance(module, imports);
    this.api = exports as Readonly<Record<string, Export>>;
    this.#table = exports["__indirect_function_table"] as Table;
    this.call("__wasm_call_ctors");
    this.call("sqlite3_initialize");
    new HostFiles(this, surroundings);
  }

  call(name: string, ...args: (number | bigint)[]): number {
    return (this.api[name] as Export)(...args);
  }

  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }
  get #view(): DataView {
    return new DataView(this.#memory.buffer);
  }
  int(at: number): number {
    return this.#view.getInt32(at, true);
  }
  setInt(at: number, value: number): void {
    this.#view.setInt32(at, value, true);
  }
  setLong(at: number, value: bigint): void {
    this.#view.setBigInt64(at, value, true);
  }
  setDouble(at: number, value: number): void {
    this.#view.setFloat64(at, value, true);
  }

  /** Room for some bytes that lasts until the next call. */
  #room(size: number): number {
    if (size > this.#scratchSize) {
      if (this.#scratch !== 0) this.call("free", this.#scratch);
      this.#scratchSize = Math.max(4096, 2 * size);
      this.#scratch = this.call("malloc", this.#scratchSize);
    }
    return this.#scratch;
  }

  /** Puts a text into room that lasts until the next call: its place and its length in bytes, with a zero after it. */
  putText(text: string): [at: number, length: number] {
    const at = this.#room(3 * text.length + 1);
    const bytes = this.bytes;
    let length = 0;
    if (text.length < 40) {
      for (; length < text.length; length++) {
        const code = text.charCodeAt(length);
        if (code > 127) break;
        bytes[at + length] = code;
      }
    }
    if (length < text.length) length = this.#encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + length] = 0;
    return [at, length];
  }

  putBytes(data: Uint8Array): number {
    const at = this.#room(data.length + 1);
    this.bytes.set(data, at);
    return at;
  }

  /** A text of its own memory, to be freed. */
  newText(text: string): number {
    const data = this.#encoder.encode(`${text}\0`);
    const at = this.call("malloc", data.length);
    this.bytes.set(data, at);
    return at;
  }

  /** The text at a place, to its zero if no length is given; throws TypeError for what is not UTF-8. */
  text(at: number, length = this.bytes.indexOf(0, at) - at): string {
    const bytes = this.bytes;
    if (length < 24) {
      let text = "";
      for (let i = 0; i < length; i++) {
        const code = bytes[at + i] as number;
        if (code > 127) return this.#decoder.decode(bytes.subarray(at, at + length));
        text += String.fromCharCode(code);
      }
      return text;
    }
    return this.#decoder.decode(bytes.subarray(at, at + length));
  }

  /** A copy of some bytes. */
  blob(at: number, length: number): Uint8Array {
    return this.bytes.slice(at, at + length);
  }

  /** A JavaScript function as a function pointer; `signature` has the result's type first, `v` for none: `iiij`. */
  pointer(signature: string, fn: (...args: never[]) => unknown): number {
    const [result = "v", ...parameters] = signature;
    const types = [
      ...[0x60, parameters.length, ...parameters.map((type) => CODES[type] as number)],
      ...(result === "v" ? [0] : [1, CODES[result] as number]),
    ];
    // A module that imports the function and exports it: so it gets a type that the table takes.
    const module = new engine.Module(
      Uint8Array.from([
        ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        ...[1, types.length + 1, 1, ...types],
        ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
        ...[7, 5, 1, 1, 0x66, 0, 0],
      ]),
    );
    const { exports } = new engine.Instance(module, { e: { f: fn } });
    const index = this.#table.grow(1);
    this.#table.set(index, exports["f"]);
    return index;
  }
}

const OK = 0;
const IOERR = 10;
const CANTOPEN = 14;
const BUSY = 5;
const SHORT_READ = IOERR | (2 << 8);
const READ_ERROR = IOERR | (1 << 8);
const WRITE_ERROR = IOERR | (3 << 8);
const FULL = 13;
const NOTFOUND = 12;

/** Who holds which lock on a file: SQLite's levels, for the connections of this process. */
interface Locks {
  shared: number;
  /** The file that is to write, and whether it lets nobody in any more. */
  reserved: OpenFile | undefined;
  pending: boolean;
}

interface OpenFile {
  readonly fd: number;
  readonly path: string;
  readonly locks: Locks;
  readonly deleteOnClose: boolean;
  /** Contents of a temporary file, which is nowhere else. */
  memory: Uint8Array | undefined;
  size: number;
  level: number;
}

/** The VFS over the host's files. */
class HostFiles {
  readonly #sqlite: Sqlite;
  readonly #world: Surroundings;
  readonly #open = new Map<number, OpenFile>();
  readonly #locks = new Map<string, Locks>();
  readonly #methods: number;

  constructor(sqlite: Sqlite, world: Surroundings) {
    this.#sqlite = sqlite;
    this.#world = world;
    const guarded = (signature: string, failure: number, fn: (...args: never[]) => number): number =>
      sqlite.pointer(signature, ((...args: never[]) => {
        try {
          return fn(...args);
        } catch (error) {
          if (world.errorCode(error) === "ENOSPC") return FULL;
          return failure;
        }
      }) as (...args: never[]) => unknown);
    this.#methods = sqlite.call("malloc", 76);
    const methods = [
      1,
      guarded("ii", IOERR | (16 << 8), (at: number) => this.#close(at)),
      guarded("iiiij", READ_ERROR, (at: number, to: number, count: number, from: bigint) =>
        this.#read(at, to, count, Number(from)),
      ),
      guarded("iiiij", WRITE_ERROR, (at: number, from: number, count: number, to: bigint) =>
        this.#write(at, from, count, Number(to)),
      ),
      guarded("iij", IOERR | (6 << 8), (at: number, size: bigint) => this.#truncate(at, Number(size))),
      guarded("iii", IOERR | (4 << 8), (at: number) => {
        const file = this.#file(at);
        if (file.memory === undefined) world.files.sync(file.fd);
        return OK;
      }),
      guarded("iii", IOERR | (7 << 8), (at: number, into: number) => {
        const file = this.#file(at);
        const size = file.memory === undefined ? world.files.status(file.fd).size : file.size;
        sqlite.setLong(into, BigInt(size));
        return OK;
      }),
      guarded("iii", IOERR, (at: number, level: number) => this.#lock(this.#file(at), level)),
      guarded("iii", IOERR, (at: number, level: number) => this.#unlock(this.#file(at), level)),
      guarded("iii", IOERR, (at: number, into: number) => {
        sqlite.setInt(into, Number(this.#file(at).locks.reserved !== undefined));
        return OK;
      }),
      guarded("iiii", NOTFOUND, () => NOTFOUND),
      guarded("ii", 4096, () => 4096),
      guarded("ii", 0, () => 0),
    ];
    methods.forEach((value, i) => sqlite.setInt(this.#methods + 4 * i, value));

    const vfs = sqlite.call("malloc", 88);
    const fields = [
      2,
      8,
      1024,
      0,
      sqlite.newText("host"),
      0,
      guarded("iiiiii", CANTOPEN, (_: number, name: number, file: number, flags: number, out: number) =>
        this.#openFile(name, file, flags, out),
      ),
      guarded("iiii", IOERR | (10 << 8), (_: number, name: number) => {
        try {
          world.files.remove(sqlite.text(name));
        } catch (error) {
          if (world.errorCode(error) !== "ENOENT") throw error;
        }
        return OK;
      }),
      guarded("iiiii", IOERR | (13 << 8), (_: number, name: number, mode: number, out: number) => {
        let can = 1;
        try {
          world.files.access(sqlite.text(name), mode === 0 ? 0 : mode === 1 ? 6 : 4);
          // An empty journal is none.
          if (mode === 0 && world.files.stat(sqlite.text(name), true).size === 0) can = 0;
        } catch {
          can = 0;
        }
        sqlite.setInt(out, can);
        return OK;
      }),
      guarded("iiiii", CANTOPEN, (_: number, name: number, size: number, out: number) => {
        const path = absolute(sqlite.text(name), world.files.cwd());
        const data = new TextEncoder().encode(`${path}\0`);
        if (data.length > size) return CANTOPEN;
        sqlite.bytes.set(data, out);
        return OK;
      }),
      0,
      0,
      0,
      0,
      guarded("iiii", 0, (_: number, count: number, out: number) => {
        sqlite.bytes.set(world.random(count), out);
        return count;
      }),
      guarded("iii", 0, (_: number, microseconds: number) => {
        world.sleep(microseconds);
        return microseconds;
      }),
      guarded("iii", 1, (_: number, out: number) => {
        sqlite.setDouble(out, world.now() / 86_400_000 + 2440587.5);
        return OK;
      }),
      guarded("iiii", 0, () => 0),
      guarded("iii", 1, (_: number, out: number) => {
        sqlite.setLong(out, BigInt(Math.round(world.now())) + 210_866_760_000_000n);
        return OK;
      }),
    ];
    fields.forEach((value, i) => sqlite.setInt(vfs + 4 * i, value));
    sqlite.call("sqlite3_vfs_register", vfs, 1);
  }

  #file(at: number): OpenFile {
    return this.#open.get(at) as OpenFile;
  }

  #openFile(name: number, at: number, flags: number, out: number): number {
    const { files } = this.#world;
    this.#sqlite.setInt(at, 0);
    let fd = -1;
    let path = "";
    if (name !== 0) {
      path = this.#sqlite.text(name);
      const create = (flags & 4) !== 0 ? files.flags.CREAT : 0;
      const exclusive = (flags & 16) !== 0 ? files.flags.EXCL : 0;
      if (files.kind(path) === 0o040000) return CANTOPEN;
      try {
        fd = files.open(
          path,
          ((flags & 2) !== 0 ? files.flags.RDWR : files.flags.RDONLY) | create | exclusive,
          0o644,
        );
      } catch (error) {
        if ((flags & 2) === 0) throw error;
        // What cannot be written may be read.
        fd = files.open(path, files.flags.RDONLY, 0o644);
        if (out !== 0) this.#sqlite.setInt(out, (flags & ~6) | 1);
        out = 0;
      }
    }
    if (out !== 0) this.#sqlite.setInt(out, flags);
    let locks = this.#locks.get(path);
    if (locks === undefined || path === "") {
      locks = { shared: 0, reserved: undefined, pending: false };
      if (path !== "") this.#locks.set(path, locks);
    }
    this.#open.set(at, {
      fd,
      path,
      locks,
      deleteOnClose: (flags & 8) !== 0,
      memory: name === 0 ? new Uint8Array(4096) : undefined,
      size: 0,
      level: 0,
    });
    this.#sqlite.setInt(at, this.#methods);
    return OK;
  }

  #close(at: number): number {
    const file = this.#file(at);
    this.#unlock(file, 0);
    this.#open.delete(at);
    if (file.memory !== undefined) return OK;
    this.#world.files.close(file.fd);
    if (file.deleteOnClose) this.#world.files.remove(file.path);
    return OK;
  }

  #read(at: number, to: number, count: number, from: number): number {
    const file = this.#file(at);
    const into = this.#sqlite.bytes.subarray(to, to + count);
    let done = 0;
    if (file.memory !== undefined) {
      const part = file.memory.subarray(from, Math.min(file.size, from + count));
      into.set(part);
      done = part.length;
    } else {
      const { files } = this.#world;
      files.seek(file.fd, from, 0);
      while (done < count) {
        const got = files.read(file.fd, into.subarray(done));
        if (got === 0) break;
        done += got;
      }
    }
    if (done === count) return OK;
    into.fill(0, done);
    return SHORT_READ;
  }

  #write(at: number, from: number, count: number, to: number): number {
    const file = this.#file(at);
    const data = this.#sqlite.bytes.subarray(from, from + count);
    if (file.memory !== undefined) {
      if (to + count > file.memory.length) {
        const larger = new Uint8Array(2 * (to + count));
        larger.set(file.memory);
        file.memory = larger;
      }
      file.memory.set(data, to);
      file.size = Math.max(file.size, to + count);
      return OK;
    }
    const { files } = this.#world;
    files.seek(file.fd, to, 0);
    for (let done = 0; done < count; ) done += files.write(file.fd, data.subarray(done));
    return OK;
  }

  #truncate(at: number, size: number): number {
    const file = this.#file(at);
    if (file.memory !== undefined) {
      file.memory.fill(0, size);
      file.size = size;
    } else this.#world.files.truncate(file.fd, size);
    return OK;
  }

  /** Levels: 1 shared, 2 reserved, 3 pending, 4 exclusive. */
  #lock(file: OpenFile, level: number): number {
    if (file.level >= level) return OK;
    const { locks } = file;
    if (level === 1) {
      if (locks.pending) return BUSY;
      locks.shared++;
      file.level = 1;
      return OK;
    }
    if (locks.reserved !== undefined && locks.reserved !== file) return BUSY;
    locks.reserved = file;
    if (level === 2) {
      file.level = 2;
      return OK;
    }
    locks.pending = true;
    if (locks.shared > 1) {
      file.level = 3;
      return BUSY;
    }
    file.level = 4;
    return OK;
  }

  #unlock(file: OpenFile, level: number): number {
    if (file.level <= level) return OK;
    const { locks } = file;
    if (locks.reserved === file) {
      locks.reserved = undefined;
      locks.pending = false;
    }
    if (level === 0) locks.shared--;
    file.level = level;
    return OK;
  }
}

/** A path from the root without `.` and `..`. */
function absolute(path: string, cwd: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${cwd}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
