/** Making template strings (PEP 750). */
import type { Value } from "../core/object.ts";
import { PyInterpolation, PyTemplate } from "../objects/template.ts";

export function makeInterpolation(
  value: Value,
  expression: Value,
  conversion: Value,
  formatSpec: Value,
): PyInterpolation {
  const made = new PyInterpolation();
  made.value = value;
  made.expression = expression;
  made.conversion = conversion;
  made.formatSpec = formatSpec;
  return made;
}

export function makeTemplate(
  strings: readonly Value[],
  interpolations: readonly PyInterpolation[],
): PyTemplate {
  const made = new PyTemplate();
  made.strings = strings;
  made.interpolations = interpolations;
  return made;
}

/** `t"..."` in emitted code: see `Runtime.template`. */
export function template(strings: Value[], parts: [Value, string, string, Value][]): Value {
  const interpolations = parts.map(([value, expression, conversion, spec]) =>
    makeInterpolation(value, expression, conversion === "" ? null : conversion, spec),
  );
  return makeTemplate(strings, interpolations);
}
