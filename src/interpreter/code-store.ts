/**
 * Scripts and what they came from. A code object that `exec` runs with a locals mapping apart from the globals is compiled a
 * second time, for that; and a code object that `marshal` writes takes its source along, so that what reads it can do so too.
 *
 * A stored source is one of
 *
 *     {"compiler", "request", "text": true}  newline  a source text in UTF-8
 *     {"compiler", "request"}                newline  the bytes of a source file
 *     {"compiler"}                           newline  the second form, serialized, of code that came from a tree
 *     {"compiler"}                           newline  nothing, of a library module, which runs over globals alone
 */
import type { Script } from "../abi/code.ts";
import type { SourceFile } from "../base/source-file.ts";
import { COMPILER } from "../base/version.ts";
import type { StoredCode } from "../runtime/core/state.ts";
import type { Mod } from "../syntax/ast.ts";
import { type CompileRequest, compileTree } from "./compile.ts";
import type { ScriptCache } from "./script-cache.ts";
import { deserialize, serialize } from "./serialize.ts";

type Origin =
  | { readonly source: string | Uint8Array; readonly request: CompileRequest }
  | { readonly tree: Mod; readonly file: SourceFile; readonly request: CompileRequest }
  | { readonly mapping: Script };

interface Header {
  compiler: string;
  request?: CompileRequest;
  text?: boolean;
}

const NEWLINE = 10;

export class CodeStore {
  readonly #cache: ScriptCache;
  readonly #origins = new WeakMap<Script, Origin>();
  /** Of scripts that were read, what their origin was stored as. */
  readonly #unread = new WeakMap<Script, Uint8Array>();
  readonly #mappingForms = new WeakMap<Script, Script>();
  readonly #tracedForms = new WeakMap<Script, Script>();
  readonly #stored = new WeakMap<Script, StoredCode>();
  readonly #restored = new WeakMap<Uint8Array, Script>();

  constructor(cache: ScriptCache) {
    this.#cache = cache;
  }

  remember(script: Script, origin: Origin): void {
    this.#origins.set(script, origin);
  }

  /** The script for a locals mapping that is not the globals. */
  mappingForm(script: Script): Script {
    let form = this.#mappingForms.get(script);
    if (form === undefined) {
      form = this.#compileMapping(script) ?? script;
      const origin = this.#origins.get(script) ?? this.#readOrigin(script);
      if (form !== script && origin !== undefined && !("mapping" in origin))
        this.#origins.set(form, { ...origin, request: { ...origin.request, locals: "mapping" } });
      this.#mappingForms.set(script, form);
    }
    return form;
  }

  /** The script in the form that tells where it is (`codegen/tracing.ts`). Library modules have none. */
  tracedForm(script: Script): Script {
    if (script.traced === true) return script;
    let form = this.#tracedForms.get(script);
    if (form === undefined) {
      form = this.#compileTraced(script) ?? script;
      this.#tracedForms.set(script, form);
    }
    return form;
  }

  #compileTraced(script: Script): Script | undefined {
    const origin = this.#origins.get(script) ?? this.#readOrigin(script);
    if (origin === undefined || "mapping" in origin) return undefined;
    const request: CompileRequest = { ...origin.request, traced: true };
    const form =
      "tree" in origin
        ? compileTree(origin.tree, origin.file, request)
        : this.#cache.compile(origin.source, request).script;
    this.#origins.set(form, { ...origin, request });
    return form;
  }

  /** What there is to warn of has been said when the script was compiled the first time. */
  #compileMapping(script: Script): Script | undefined {
    const origin = this.#origins.get(script) ?? this.#readOrigin(script);
    if (origin === undefined) return undefined;
    if ("mapping" in origin) return origin.mapping;
    const request: CompileRequest = { ...origin.request, locals: "mapping" };
    if ("tree" in origin) return compileTree(origin.tree, origin.file, request);
    return this.#cache.compile(origin.source, request).script;
  }

  store(script: Script): StoredCode {
    let stored = this.#stored.get(script);
    if (stored === undefined) {
      stored = { script: new TextEncoder().encode(serialize(script)), source: this.#storeOrigin(script) };
      this.#stored.set(script, stored);
    }
    return stored;
  }

  #storeOrigin(script: Script): Uint8Array {
    const unread = this.#unread.get(script);
    if (unread !== undefined) return unread;
    const origin = this.#origins.get(script);
    const header: Header = { compiler: COMPILER };
    let rest: string | Uint8Array = "";
    if (origin !== undefined && "source" in origin) {
      header.request = origin.request;
      if (typeof origin.source === "string") header.text = true;
      rest = origin.source;
    } else if (origin !== undefined) rest = serialize(this.mappingForm(script));
    const encoder = new TextEncoder();
    const first = encoder.encode(`${JSON.stringify(header)}\n`);
    const second = typeof rest === "string" ? encoder.encode(rest) : rest;
    const all = new Uint8Array(first.length + second.length);
    all.set(first);
    all.set(second, first.length);
    return all;
  }

  /** The script that was stored, the same one for the same bytes; undefined when another compiler made it. */
  restore({ script: text, source }: StoredCode, filename: string): Script | undefined {
    let script = this.#restored.get(text);
    if (script === undefined) {
      if (readHeader(source)?.header.compiler !== COMPILER) return undefined;
      script = deserialize(new TextDecoder("latin1").decode(text), filename);
      this.#restored.set(text, script);
      this.#unread.set(script, source);
    }
    return script;
  }

  #readOrigin(script: Script): Origin | undefined {
    const unread = this.#unread.get(script);
    const found = unread === undefined ? undefined : readHeader(unread);
    if (found === undefined) return undefined;
    const { header, rest } = found;
    const { filename } = script;
    if (header.request !== undefined) {
      const source = header.text === true ? new TextDecoder().decode(rest) : rest;
      return { source, request: { ...header.request, filename } };
    }
    if (rest.length === 0) return undefined;
    return { mapping: deserialize(new TextDecoder("latin1").decode(rest), filename) };
  }
}

/** Undefined for what does not begin as a stored source does. */
function readHeader(source: Uint8Array): { header: Header; rest: Uint8Array } | undefined {
  const end = source.indexOf(NEWLINE);
  if (end < 0) return undefined;
  try {
    const header = JSON.parse(new TextDecoder().decode(source.subarray(0, end))) as Header;
    return { header, rest: source.subarray(end + 1) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
