/**
 * V8's compiled code of library modules, kept in files beside the library, so that an import does not compile. The files go
 * by Node's version and flags and by the library's own hash, because V8 itself compares no more of the text than its
 * length. A program that imports a module for which there is no file, or one that V8 does not take, leaves one behind;
 * where the directory cannot be written, nothing happens.
 */
import * as fs from "node:fs";
import * as vm from "node:vm";

export class CodeCache {
  readonly #library: string;
  #directory: string | undefined;
  /** Evaluated without a file, by module. */
  readonly #missing = new Map<string, vm.Script>();

  /** `library`: the directory of the compiled library. */
  constructor(library: string) {
    this.#library = library;
  }

  evaluate(text: string, name: string, module: string): unknown {
    let cachedData: Buffer | undefined;
    try {
      cachedData = fs.readFileSync(`${this.directory}/${module}`);
    } catch {
      // Compiled this time, kept for the next.
    }
    const script = new vm.Script(
      text,
      cachedData === undefined ? { filename: name } : { filename: name, cachedData },
    );
    if (cachedData === undefined || script.cachedDataRejected === true) this.#missing.set(module, script);
    return script.runInThisContext();
  }

  get directory(): string {
    if (this.#directory === undefined) {
      const hash = fs.readFileSync(`${this.#library}/modules.sha256`, "latin1").slice(0, 12);
      // V8's flags stand in front; whether the heap came from a snapshot changes no code.
      const flags = process.execArgv
        .join(" ")
        .replace(/ --snapshot-blob.*/, "")
        .replace(/\W/g, "");
      this.#directory = `${this.#library}/cache/${hash}-${process.version}-${process.arch}-${flags}`;
    }
    return this.#directory;
  }

  /** Writes what was compiled in this process, with all functions that ran. */
  save(): void {
    if (this.#missing.size === 0) return;
    try {
      fs.mkdirSync(this.directory, { recursive: true });
      for (const [module, script] of this.#missing) {
        const temporary = `${this.directory}/.${module}-${process.pid}`;
        fs.writeFileSync(temporary, script.createCachedData());
        fs.renameSync(temporary, `${this.directory}/${module}`);
      }
    } catch {
      // A read-only installation.
    }
  }
}
