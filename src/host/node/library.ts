/**
 * The compiled library on disk: `index.json` says where each module's text stands in `modules.pack`, beside the sources in
 * `python3.14/`. `scripts/build.mjs` writes them.
 */
import * as fs from "node:fs";
import type { Library } from "../host.ts";
import { hostError } from "./errors.ts";

/** `[package ? 1 : 0, offset, length, length of the details behind it]` of each module; length 0 when it is not compiled. */
type Row = readonly [kind: number, offset: number, length: number, details: number];
type Index = Readonly<Record<string, Row>>;

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
    return row === undefined || row[2] === 0 ? undefined : this.#text(row[1], row[2]);
  }

  details(name: string): string {
    const [, offset = 0, length = 0, details = 0] = this.#row(name) ?? [];
    return this.#text(offset + length, details);
  }

  #text(offset: number, length: number): string {
    this.#pack ??= fs.openSync(`${this.#directory}/modules.pack`, "r");
    const bytes = Buffer.allocUnsafe(length);
    fs.readSync(this.#pack, bytes, 0, length, offset);
    return bytes.toString("latin1");
  }

  data(name: string): string {
    try {
      return fs.readFileSync(`${this.#directory}/${name}`, "utf8");
    } catch (error) {
      throw hostError(error);
    }
  }

  #row(name: string): Row | undefined {
    return Object.hasOwn(this.#rows, name) ? this.#rows[name] : undefined;
  }
}
