/** `string.templatelib`: Template and Interpolation. Follows Objects/templateobject.c and interpolationobject.c.
 * https://docs.python.org/3.14/library/string.templatelib.html */
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { strOf } from "../objects/str.ts";
import { interpolationType, PyInterpolation, PyTemplate, templateType } from "../objects/template.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { add } from "../protocols/number.ts";
import { callMethod } from "../protocols/method-call.ts";
import { makeTemplate, makeInterpolation } from "../protocols/template.ts";
import { reprText } from "../protocols/repr.ts";
import { current } from "../core/state.ts";
import { getAttr } from "../protocols/attribute.ts";
import { classGetItem } from "./class-getitem.ts";

/** Adjacent strings are joined, adjacent interpolations get an empty string between them. */
function fromArguments(_cls: PyType, args: Value[]): Value {
  const strings: Value[] = [""];
  const interpolations: PyInterpolation[] = [];
  for (const arg of args) {
    if (arg instanceof PyInterpolation) {
      interpolations.push(arg);
      strings.push("");
    } else if (isInstance(arg, strType)) {
      strings.push(add(strings.pop() as Value, arg));
    } else {
      throw typeError(
        `Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeOf(arg).name}`,
      );
    }
  }
  return makeTemplate(strings, interpolations);
}

function concatenate(self: Value, other: Value): Value {
  if (!(self instanceof PyTemplate) || !(other instanceof PyTemplate)) {
    throw typeError(
      `can only concatenate string.templatelib.Template (not "${typeOf(other).name}") to string.templatelib.Template`,
    );
  }
  const middle = add(self.strings.at(-1) as Value, other.strings[0] as Value);
  return makeTemplate(
    [...self.strings.slice(0, -1), middle, ...other.strings.slice(1)],
    [...self.interpolations, ...other.interpolations],
  );
}

/** Strings that are not empty and interpolations, in order. */
function parts(self: PyTemplate): Value[] {
  return self.strings.flatMap((text, i) => {
    const interpolation = self.interpolations[i];
    return [...(text === "" ? [] : [text]), ...(interpolation === undefined ? [] : [interpolation])];
  });
}

const templateSpec: TypeSpec = {
  doc: "Template object",
  classMethods: classGetItem,
  new: ["(*args)", fromArguments],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyTemplate) =>
        `Template(strings=${reprText(tuple(self.strings))}, interpolations=${reprText(tuple(self.interpolations))})`,
    ],
    __iter__: ["(self, /)", (self: PyTemplate) => callMethod(tuple(parts(self)), "__iter__")],
    __add__: ["(self, value, /)", concatenate],
    __reduce__: [
      "(self, /)",
      (self: PyTemplate) =>
        tuple([
          getAttr(current.importModule("string.templatelib"), "_template_unpickle"),
          tuple([tuple(self.strings), tuple(self.interpolations)]),
        ]),
    ],
  },
  getset: {
    strings: { get: (self: PyTemplate) => tuple(self.strings), member: true },
    interpolations: { get: (self: PyTemplate) => tuple(self.interpolations), member: true },
    values: { get: (self: PyTemplate) => tuple(self.interpolations.map((part) => part.value)) },
  },
};

const interpolationSpec: TypeSpec = {
  doc: "Interpolation object",
  classMethods: classGetItem,
  new: [
    "(value, expression='', conversion=None, format_spec='')",
    (
      _cls: PyType,
      value: Value,
      expression: Value = "",
      conversion: Value = null,
      formatSpec: Value = "",
    ) => {
      if (conversion !== null && !isInstance(conversion, strType)) {
        throw typeError(`Interpolation() argument 'conversion' must be str, not ${typeOf(conversion).name}`);
      }
      if (conversion !== null && !["s", "r", "a"].includes(strOf(conversion))) {
        throw valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
      }
      return makeInterpolation(value, expression, conversion, formatSpec);
    },
  ],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyInterpolation) =>
        `Interpolation(${[self.value, self.expression, self.conversion, self.formatSpec].map(reprText).join(", ")})`,
    ],
    __reduce__: [
      "(self, /)",
      (self: PyInterpolation) =>
        tuple([interpolationType, tuple([self.value, self.expression, self.conversion, self.formatSpec])]),
    ],
  },
  getset: {
    value: { get: (self: PyInterpolation) => self.value, member: true },
    expression: { get: (self: PyInterpolation) => self.expression, member: true },
    conversion: { get: (self: PyInterpolation) => self.conversion, member: true },
    format_spec: { get: (self: PyInterpolation) => self.formatSpec, member: true },
  },
  constants: { __match_args__: new PyTuple(["value", "expression", "conversion", "format_spec"]) },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [templateType, templateSpec],
  [interpolationType, interpolationSpec],
];
