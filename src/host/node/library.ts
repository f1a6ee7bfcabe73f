/**
 * The compiled library on disk: `index.json` says where each module's text stands in `modules.pack`, beside the sources in
 * `python3.14/`. `scripts/build.mjs` writes them.
 */
import * as fs from "node:fs";
import type { Library } from "../host.ts";
import { hostError } from "./errors.ts";

/** `[package ? 1 : 0, offset, length]` of each module; length 0 when it is not compiled. */
type Index = Readonly<Record<string, readonly [number, number, number]>>;

export class NodeLibrary implements Library {
  readonly root: string;
  readonly #directory: string;
  #index: Index | undefined;
  #pack: number | undefined;

  /** `directory` holds the pack, the index and the sources. */
  constructor(directory: string) {
    this.#directory = directory;
    this.root = `${directory}/python3.14`;
  }

  get #rows(): Index {
    this.#index ??= JSON.parse(fs.readFileSync(`${this.#directory}/index.json`, "utf8")) as Index;
    return this.#index;
  }

  find(name: string): "module" | "package" | undefined {
    const row = this.#row(name);
    return row === undefined ? undefined : row[0] === 1 ? "package" : "module";
  }

  read(name: string): string | undefined {
    const row = this.#row(name);
    if (row === undefined || row[2] === 0) return undefined;
    this.#pack ??= fs.openSync(`${this.#directory}/modules.pack`, "r");
    const bytes = Buffer.allocUnsafe(row[2]);
    fs.readSync(this.#pack, bytes, 0, row[2], row[1]);
    return bytes.toString("latin1");
  }

  data(name: string): string {
    try {
      return fs.readFileSync(`${this.#directory}/${name}`, "utf8");
    } catch (error) {
      throw hostError(error);
    }
  }

  #row(name: string): readonly [number, number, number] | undefined {
    return Object.hasOwn(this.#rows, name) ? this.#rows[name] : undefined;
  }
}
