/** Constants of code objects in the form that scripts keep. */
import type { CodeConstant } from "../abi/code.ts";
import type { ConstantValue } from "../syntax/ast.ts";

/** A constant as scripts keep it. */
export function shownConstant(value: ConstantValue): CodeConstant {
  if (value === null || typeof value !== "object") return value;
  switch (value.kind) {
    case "int":
      return typeof value.value === "number" ? value.value : { int: String(value.value) };
    case "float":
      return Number.isInteger(value.value) || !Number.isFinite(value.value)
        ? { float: floatText(value.value) }
        : value.value;
    case "complex":
      return { complex: [floatText(value.real), floatText(value.imag)] };
    case "bytes":
      return { bytes: [...value.value] };
    case "str":
      return { points: [...value.codePoints] };
    case "ellipsis":
      return { ellipsis: true };
    case "tuple":
      return { tuple: value.items.map(shownConstant) };
    case "frozenset":
      return { frozenset: value.items.map(shownConstant) };
  }
}

const floatText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));
