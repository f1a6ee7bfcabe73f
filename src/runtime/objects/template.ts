/** Data of t-strings (PEP 750): what `t"..."` evaluates to. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

export class PyInterpolation extends PyInstance {
  value: Value = null;
  expression: Value = "";
  /** "s", "r", "a" or None */
  conversion: Value = null;
  formatSpec: Value = "";
}

export class PyTemplate extends PyInstance {
  /** One more than `interpolations`. */
  strings: readonly Value[] = [""];
  interpolations: readonly PyInterpolation[] = [];
}

export const interpolationType = declareType("string.templatelib.Interpolation", PyInterpolation, {
  subclassable: false,
});
export const templateType = declareType("string.templatelib.Template", PyTemplate, { subclassable: false });
