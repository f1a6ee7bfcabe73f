/** The table of expressions. */
import { attribute } from "./attributes.ts";
import { call } from "./calls.ts";
import { comprehension, generatorExp } from "./comprehensions.ts";
import { constant } from "./constants.ts";
import { dict, list, set, tuple } from "./displays.ts";
import { namedExpr } from "./assignments.ts";
import type { ExprEmitters } from "./emitter.ts";
import { lambda } from "./functions.ts";
import { awaitExpr, yieldExpr, yieldFrom } from "./generators.ts";
import { loadName } from "./names.ts";
import { binOp, unaryOp } from "./operators.ts";
import { formattedValue, joinedStr, templateStr } from "./strings.ts";
import { slice, subscript } from "./subscripts.ts";
import { boolOp, compare, ifExp } from "./tests.ts";

export const expressions: ExprEmitters = {
  BoolOp: boolOp,
  NamedExpr: namedExpr,
  BinOp: binOp,
  UnaryOp: unaryOp,
  Lambda: lambda,
  IfExp: ifExp,
  Dict: dict,
  Set: set,
  ListComp: comprehension,
  SetComp: comprehension,
  DictComp: comprehension,
  GeneratorExp: generatorExp,
  Await: awaitExpr,
  Yield: yieldExpr,
  YieldFrom: yieldFrom,
  Compare: compare,
  Call: call,
  FormattedValue: formattedValue,
  // Only inside a t-string, which takes its parts apart itself.
  Interpolation: (_e, node) => {
    throw new TypeError(`${node.kind} outside a template string`);
  },
  JoinedStr: joinedStr,
  TemplateStr: templateStr,
  Constant: (e, node) => constant(e, node.value),
  Attribute: attribute,
  Subscript: subscript,
  Starred: (_e, node) => {
    throw new TypeError(`${node.kind} has no value of its own`);
  },
  Name: loadName,
  List: list,
  Tuple: tuple,
  Slice: slice,
};
