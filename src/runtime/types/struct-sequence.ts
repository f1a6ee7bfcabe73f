/** Behaviour of struct sequences. Follows Objects/structseq.c. */
import { typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { str } from "../objects/str.ts";
import type { PyStructSequence, StructSequence } from "../objects/struct-sequence.ts";
import { tuple } from "../objects/tuple.ts";
import { toArray } from "../protocols/iterate.ts";
import { reprText } from "../protocols/repr.ts";

function construct(
  struct: StructSequence,
  fullName: string,
  sequence: Value,
  dict: Value | undefined,
): Value {
  const { names, visible } = struct;
  const values = toArray(sequence);
  const most = names.length;
  if (values.length < visible || values.length > most) {
    const bound = most === visible ? "" : values.length < visible ? "at least " : "at most ";
    const limit = values.length < visible ? visible : most;
    throw typeError(
      `${fullName}() takes ${most === visible ? "a" : `an ${bound.trim()}`} ${limit}-sequence (${values.length}-sequence given)`,
    );
  }
  if (dict !== undefined && !(dict instanceof PyDict))
    throw typeError(`${fullName}() takes a dict as second arg, if any`);
  let used = 0;
  for (let i = values.length; i < most; i++) {
    const name = names[i];
    const value = name === undefined ? undefined : dict?.getStr(name);
    if (value !== undefined) used++;
    values.push(value ?? null);
  }
  if (dict !== undefined && dict.size > used) {
    throw typeError(`${fullName}() got duplicate or unexpected field name(s)`);
  }
  return struct.make(values);
}

function replace(struct: StructSequence, self: PyStructSequence, changes: Map<string, Value>): Value {
  const fullName = `${String(struct.type.dict.get("__module__") ?? "builtins")}.${struct.type.name}`;
  if (struct.names.includes(undefined)) {
    throw typeError(`__replace__() is not supported for ${struct.type.name} because it has unnamed field(s)`);
  }
  const unknown = [...changes.keys()].filter((name) => !struct.names.includes(name));
  if (unknown.length > 0) {
    throw typeError(
      `Got unexpected field name(s): [${unknown.map((name) => reprText(str(name))).join(", ")}]`,
    );
  }
  if (!struct.constructible) throw typeError(`cannot create '${fullName}' instances`);
  return struct.make(
    self.all.map((value, i) => {
      const change = changes.get(struct.names[i] as string);
      return change === undefined ? value : change;
    }),
  );
}

/** The table for `defineType(struct.type, ...)`. */
export function structSequenceSpec(struct: StructSequence): TypeSpec {
  const { type, doc, names, docs, visible } = struct;
  const getset: Record<string, GetSetRow> = {};
  for (const [i, name] of names.entries()) {
    if (name === undefined) continue;
    getset[name] = { member: true, doc: docs[i] ?? "", get: (self: PyStructSequence) => self.all[i] ?? null };
  }
  const module = String(type.dict.get("__module__") ?? "builtins");
  const fullName = module === "builtins" ? type.name : `${module}.${type.name}`;
  return {
    doc,
    new: [
      "(sequence, dict={})",
      (_cls: PyType, sequence: Value, dict?: Value) => {
        if (!struct.constructible) throw typeError(`cannot create '${fullName}' instances`);
        return construct(struct, fullName, sequence, dict);
      },
    ],
    methods: {
      __repr__: [
        "(self, /)",
        (self: PyStructSequence) => {
          const parts = self.items.map((value, i) => `${names[i] ?? `<unnamed@${i}>`}=${reprText(value)}`);
          return str(`${fullName}(${parts.join(", ")})`);
        },
      ],
      __reduce__: [
        "(self, /)",
        (self: PyStructSequence) => {
          const rest = new PyDict();
          for (let i = visible; i < names.length; i++) {
            const name = names[i];
            if (name !== undefined) rest.setStr(name, self.all[i] ?? null);
          }
          return tuple([typeOf(self), tuple([tuple(self.items), rest])]);
        },
      ],
      __replace__: [
        "(self, /, **changes)",
        (self: PyStructSequence, changes: Map<string, Value>) => replace(struct, self, changes),
      ],
    },
    getset,
    constants: {
      n_fields: names.length,
      n_sequence_fields: visible,
      n_unnamed_fields: names.filter((name) => name === undefined).length,
      __match_args__: tuple(names.slice(0, visible).filter((name) => name !== undefined)),
    },
  };
}
