/**
 * Files of compiled code, `__pycache__/NAME.tython-314.pyc`, for the fast importer: what `SourceLoader.get_code` of
 * Lib/importlib/_bootstrap_external.py does, with the same files, so that either importer uses what the other one wrote.
 *
 * A file is used if all of this fits: the magic number; the source's time of modification and size, or its hash where the
 * file goes by that (PEP 552); the checksum of the code; the compiler that made it. Otherwise the source is compiled again. A
 * file is written under another name and then renamed, so nobody ever reads half of one.
 *
 * https://docs.python.org/3.14/reference/import.html#cached-bytecode-invalidation
 */
import type { Script } from "../../abi/code.ts";
import { HostError, S_IFDIR, S_IFREG } from "../../host/host.ts";
import { PyBaseException } from "../../runtime/core/exception.ts";
import type { Value } from "../../runtime/core/object.ts";
import { runtimeError } from "../../runtime/exceptions/raise.ts";
import { sipHash13 } from "../../runtime/modules/_imp-source-hash.ts";
import { magicNumber } from "../../runtime/modules/_imp.ts";
import { Reader, takeFrom } from "../../runtime/modules/marshal/reader.ts";
import { Writer } from "../../runtime/modules/marshal/writer.ts";
import { PyCode } from "../../runtime/objects/code.ts";
import { moduleGet } from "../../runtime/objects/module.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import { findAttr } from "../../runtime/protocols/attribute.ts";
import { truthy } from "../../runtime/protocols/compare.ts";
import type { Interpreter } from "../interpreter.ts";

const HEADER = 16;

/** Bits of the second field of the header. */
const HASH_BASED = 1;
const CHECK_SOURCE = 2;

export class CodeFiles {
  readonly #interpreter: Interpreter;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** The script of a source file: from its file of compiled code, or compiled, and then kept in one where that may be. */
  load(file: string): Script {
    const interpreter = this.#interpreter;
    const { files } = interpreter.host;
    const path = this.pathFor(file);
    if (path === undefined) return interpreter.compileFile(file).script;
    let status: ReturnType<typeof files.stat>;
    try {
      status = files.stat(file, true);
    } catch (error) {
      if (error instanceof HostError) return interpreter.compileFile(file).script;
      throw error;
    }
    const known = new Uint8Array(8);
    const view = new DataView(known.buffer);
    view.setUint32(0, Number((status.mtime / 1_000_000_000n) & 0xffffffffn), true);
    view.setUint32(4, status.size >>> 0, true);
    const found = this.#read(path, file, known);
    if (found instanceof PyCode) return found.script;
    const code = interpreter.compileFile(file);
    if (!truthy(moduleGet(interpreter.sys, "dont_write_bytecode") ?? false)) {
      const { flags, stamp } = found ?? { flags: 0, stamp: known };
      this.#write(path, code, flags, stamp, (status.mode | 0o200) & 0o666);
    }
    return code.script;
  }

  /** The code in a file of compiled code that is run as a program; RuntimeError for one of another compiler. */
  read(data: Uint8Array): PyCode {
    if (
      data.length < HEADER ||
      new DataView(data.buffer, data.byteOffset).getUint32(0, true) !== magicNumber()
    )
      throw runtimeError("Bad magic number in .pyc file");
    const value = new Reader(takeFrom(data.subarray(HEADER)), true).read();
    if (!(value instanceof PyCode)) throw runtimeError("Bad code object in .pyc file");
    return value;
  }

  /** As `cache_from_source`; undefined where `sys.implementation` says that there are no such files. */
  pathFor(file: string): string | undefined {
    const { sys, host } = this.#interpreter;
    const implementation = moduleGet(sys, "implementation");
    const tag = implementation === undefined ? undefined : findAttr(implementation, "cache_tag");
    if (tag === undefined || !isStr(tag)) return undefined;
    const { optimize } = this.#interpreter.configuration;
    const slash = file.lastIndexOf("/");
    const name = file.slice(slash + 1).replace(/\.[^.]*$/, "");
    const level = optimize === 0 ? "" : `.opt-${optimize}`;
    const cached = `${name}.${strOf(tag)}${level}.pyc`;
    const prefix: Value = moduleGet(sys, "pycache_prefix") ?? null;
    const directory = file.slice(0, slash + 1);
    if (prefix === null) return `${directory}__pycache__/${cached}`;
    if (!isStr(prefix)) return undefined;
    const full = directory.startsWith("/") ? directory : `${host.files.cwd()}/${directory}`;
    return strOf(prefix).replace(/\/?$/, full) + cached;
  }

  /** The code that a file holds; what kind of file is to be written in its place when it does not fit, or undefined. */
  #read(
    path: string,
    source: string,
    known: Uint8Array,
  ): PyCode | { flags: number; stamp: Uint8Array } | undefined {
    const interpreter = this.#interpreter;
    if (interpreter.host.files.kind(path) !== S_IFREG) return undefined;
    let data: Uint8Array;
    try {
      data = interpreter.readFile(path);
    } catch (error) {
      if (error instanceof PyBaseException) return undefined;
      throw error;
    }
    if (data.length < HEADER) return undefined;
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const flags = view.getUint32(4, true);
    if (view.getUint32(0, true) !== magicNumber() || flags > (HASH_BASED | CHECK_SOURCE)) return undefined;
    const stamp = data.subarray(8, HEADER);
    if ((flags & HASH_BASED) === 0) {
      if (!same(stamp, known)) return undefined;
    } else {
      const when = moduleGet(interpreter.nativeModule("_imp"), "check_hash_based_pycs");
      if (when === "always" || (when !== "never" && (flags & CHECK_SOURCE) !== 0)) {
        const hash = sipHash13(BigInt(magicNumber()), interpreter.readFile(source));
        if (!same(stamp, hash)) return { flags, stamp: hash };
      }
    }
    try {
      const value = new Reader(takeFrom(data.subarray(HEADER)), true).read();
      if (!(value instanceof PyCode)) return undefined;
      value.script.filename = source;
      return value;
    } catch (error) {
      if (error instanceof PyBaseException) return undefined;
      throw error;
    }
  }

  /** Where it cannot be written, nothing happens. */
  #write(path: string, code: PyCode, flags: number, stamp: Uint8Array, mode: number): void {
    const { files } = this.#interpreter.host;
    const writer = new Writer(5, true);
    writer.write(code);
    const body = writer.result;
    const data = new Uint8Array(HEADER + body.length);
    const view = new DataView(data.buffer);
    view.setUint32(0, magicNumber(), true);
    view.setUint32(4, flags, true);
    data.set(stamp, 8);
    data.set(body, HEADER);
    const temporary = `${path}.${this.#interpreter.host.process.pid}`;
    try {
      this.#makeDirectories(path.slice(0, path.lastIndexOf("/")));
      const { WRONLY, CREAT, EXCL } = files.flags;
      const fd = files.open(temporary, WRONLY | CREAT | EXCL, mode);
      try {
        for (let at = 0; at < data.length; ) at += files.write(fd, data.subarray(at));
      } finally {
        files.close(fd);
      }
      files.rename(temporary, path);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      try {
        files.remove(temporary);
      } catch (second) {
        if (!(second instanceof HostError)) throw second;
      }
    }
  }

  #makeDirectories(path: string): void {
    const { files } = this.#interpreter.host;
    if (path === "" || files.kind(path) === S_IFDIR) return;
    this.#makeDirectories(path.slice(0, path.lastIndexOf("/")));
    files.makeDirectory(path, 0o777);
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
