/**
 * Texts that are compiled again and again, by `eval` in a loop or by a template engine: the front end runs once, and the engine
 * compiles what it made once and keeps what it learnt while running it. Each compilation still gives code objects of its
 * own (`Scripts.twin`).
 */
import { type Compiled, type CompileRequest, compileText, literalOptions } from "./compile.ts";
import type { Scripts } from "./scripts.ts";

const MOST_TEXTS = 64;
const LONGEST_TEXT = 20_000;

export class ScriptCache {
  readonly #scripts: Scripts;
  /** Compilations by all that they depend on, the one used last at the end. None of the scripts ever runs. */
  readonly #compiled = new Map<string, Compiled>();
  /** What was compiled once so far. */
  readonly #seen = new Set<string>();

  constructor(scripts: Scripts) {
    this.#scripts = scripts;
  }

  /** As {@link compileText}. */
  compile(source: string | Uint8Array, request: CompileRequest): Compiled {
    if (typeof source !== "string" || source.length > LONGEST_TEXT) return compileText(source, request);
    const { lookupName, maxDigits } = literalOptions();
    const key = JSON.stringify([source, request, lookupName === undefined, maxDigits]);
    const kept = this.#compiled.get(key);
    if (kept !== undefined) {
      this.#compiled.delete(key);
      this.#compiled.set(key, kept);
      return { ...kept, script: this.#scripts.twin(kept.script) };
    }
    const compiled = compileText(source, request);
    if (compiled.warnings.length > 0 || !this.#isAgain(key)) return compiled;
    this.#compiled.set(key, compiled);
    if (this.#compiled.size > MOST_TEXTS) {
      for (const oldest of this.#compiled.keys()) {
        this.#compiled.delete(oldest);
        break;
      }
    }
    return { ...compiled, script: this.#scripts.twin(compiled.script) };
  }

  /** Most texts are compiled once, and not kept. */
  #isAgain(key: string): boolean {
    if (this.#seen.has(key)) return true;
    if (this.#seen.size >= MOST_TEXTS) this.#seen.clear();
    this.#seen.add(key);
    return false;
  }
}
