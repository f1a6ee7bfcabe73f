/**
 * Struct sequences: tuples whose items also have names (`sys.version_info`, `os.stat_result`, `time.struct_time`). Some
 * have more attributes than items; some items have no name. Follows Objects/structseq.c.
 *
 *     const versionInfo = structSequence("sys.version_info", "...", [["major", "Major release number"], ...]);
 *     versionInfo.make([3, 14, 0, "final", 0])
 *
 * The behaviour is `types/struct-sequence.ts`: `structSequenceSpec(versionInfo)`.
 */
import { declareType } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { TupleLayout, tupleType } from "./tuple.ts";

export class PyStructSequence extends TupleLayout {
  /** All fields; `items` are the first of them. */
  all: readonly Value[] = [];
}

export interface StructSequence {
  readonly type: PyType;
  readonly doc: string;
  /** Names in order; undefined for an item without one. */
  readonly names: readonly (string | undefined)[];
  readonly docs: readonly string[];
  /** How many fields are items of the tuple. */
  readonly visible: number;
  /** False when Python code cannot call the type. */
  readonly constructible: boolean;
  /** An instance from the values of all fields. */
  make(values: readonly Value[]): PyStructSequence;
}

export type Field = string | undefined | readonly [name: string, doc: string];

/** Declares a struct sequence type. */
export function structSequence(
  name: string,
  doc: string,
  fields: readonly Field[],
  options: { visible?: number; constructible?: boolean } = {},
): StructSequence {
  const constructor_ = class extends PyStructSequence {};
  const type = declareType(name, constructor_, { bases: [tupleType], subclassable: false });
  const visible = options.visible ?? fields.length;
  return {
    type,
    doc,
    names: fields.map((field) => (typeof field === "object" ? field[0] : field)),
    docs: fields.map((field) => (typeof field === "object" ? field[1] : "")),
    visible,
    constructible: options.constructible ?? true,
    make(values) {
      const made = new constructor_();
      made.all = values;
      made.items = values.slice(0, visible);
      return made;
    },
  };
}
