/**
 * Compiling library modules at build time. It needs no runtime, so that the library is compiled anew only when the front
 * end or the code generator changed.
 */
import { compile } from "../codegen/compile.ts";
import { resolve } from "../scope/resolve.ts";
import { decodeSource } from "../syntax/decode-source.ts";
import { parse } from "../syntax/parser/parse.ts";
import { type Serialized, serializeParts } from "./serialize.ts";

/** Debuggers, and `unittest` with its option --locals. Others look only for those who name that themselves. */
const LOOKS_AT_LOCALS = /\/(?:bdb|unittest\/result)\.py$/;

/** What `deserializeParts` reads, for the source of a module. */
export function compileModule(source: Uint8Array, filename: string): Serialized {
  const file = decodeSource(filename, source, true);
  const { tree } = parse(file);
  const script = compile(tree, resolve(tree, file), file, {
    filename,
    mode: "exec",
    optimize: 0,
    locals: "globals",
    keepsLocals: LOOKS_AT_LOCALS.test(filename),
    shape: "direct",
  });
  return serializeParts(script);
}
