/** NoneType, NotImplementedType and ellipsis. https://docs.python.org/3.14/library/constants.html */
import { noneType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { Ellipsis, ellipsisType, NotImplemented, notImplementedType } from "../objects/singletons.ts";

/** A type with one instance, which its constructor gives back. */
function singleton(
  doc: string,
  value: Value,
  repr: string,
  methods: NonNullable<TypeSpec["methods"]>,
): TypeSpec {
  return {
    doc,
    textSignature: "()",
    new: [
      "(*args, **kwargs)",
      (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
        if (args.length + keywords.size > 0) throw typeError(`${cls.name} takes no arguments`);
        return value;
      },
    ],
    methods: { __repr__: ["(self, /)", () => repr], ...methods },
  };
}

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    noneType,
    singleton("The type of the None singleton.", null, "None", { __bool__: ["(self, /)", () => false] }),
  ],
  [
    notImplementedType,
    singleton("The type of the NotImplemented singleton.", NotImplemented, "NotImplemented", {
      __reduce__: ["(self, /)", () => "NotImplemented"],
      __bool__: [
        "(self, /)",
        () => {
          throw typeError("NotImplemented should not be used in a boolean context");
        },
      ],
    }),
  ],
  [
    ellipsisType,
    singleton("The type of the Ellipsis singleton.", Ellipsis, "Ellipsis", {
      __reduce__: ["(self, /)", () => "Ellipsis"],
    }),
  ],
];
