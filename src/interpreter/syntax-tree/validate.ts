/**
 * What a tree must satisfy that did not come from the parser: the rules of the grammar that its node types cannot say.
 * Follows _PyAST_Validate in Python/ast.c; errors are Python's ValueError and TypeError.
 */
import { typeError, valueError } from "../../runtime/exceptions/raise.ts";
import type {
  Arg,
  Arguments,
  Comprehension,
  ConstantValue,
  Expr,
  ExprContext,
  Keyword,
  Mod,
  Node,
  Pattern,
  Stmt,
  TypeParam,
} from "../../syntax/ast.ts";

/** Lists of nodes may hold None until they are looked at here. */
type List<T> = readonly (T | null)[];

export function validate(mod: Mod): void {
  switch (mod.kind) {
    case "Module":
    case "Interactive":
      statements(mod.body);
      return;
    case "Expression":
      expression(mod.body, "Load");
      return;
    case "FunctionType":
      expressions(mod.argtypes, "Load");
      expression(mod.returns, "Load");
  }
}

const reserved: ReadonlySet<string> = new Set(["None", "True", "False"]);

function name(text: string | null): void {
  if (text !== null && reserved.has(text))
    throw valueError(`identifier field can't represent '${text}' constant`);
}

function nonEmpty(list: List<unknown>, what: string, owner: string): void {
  if (list.length === 0) throw valueError(`empty ${what} on ${owner}`);
}

function statements(list: List<Stmt>): void {
  for (const node of list) {
    if (node === null) throw valueError("None disallowed in statement list");
    statement(node);
  }
}

function body(list: List<Stmt>, owner: string): void {
  nonEmpty(list, "body", owner);
  statements(list);
}

function expressions(list: List<Expr>, ctx: ExprContext, nullOk = false): void {
  for (const node of list) {
    if (node !== null) expression(node, ctx);
    else if (!nullOk) throw valueError("None disallowed in expression list");
  }
}

function maybe(node: Expr | null, ctx: ExprContext = "Load"): void {
  if (node !== null) expression(node, ctx);
}

function load(...nodes: Expr[]): void {
  for (const node of nodes) expression(node, "Load");
}

function annotations(args: readonly (Arg | null)[]): void {
  for (const arg of args) if (arg !== null) maybe(arg.annotation);
}

function parameters(args: Arguments): void {
  annotations(args.posonlyargs);
  annotations(args.args);
  annotations([args.vararg]);
  annotations(args.kwonlyargs);
  annotations([args.kwarg]);
  if (args.defaults.length > args.posonlyargs.length + args.args.length) {
    throw valueError("more positional defaults than args on arguments");
  }
  if (args.kw_defaults.length !== args.kwonlyargs.length) {
    throw valueError("length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  expressions(args.defaults, "Load");
  expressions(args.kw_defaults, "Load", true);
}

function keywords(list: readonly Keyword[]): void {
  for (const { value } of list) expression(value, "Load");
}

function comprehensions(list: readonly Comprehension[]): void {
  if (list.length === 0) throw valueError("comprehension with no generators");
  for (const part of list) {
    expression(part.target, "Store");
    expression(part.iter, "Load");
    expressions(part.ifs, "Load");
  }
}

function typeParams(list: readonly TypeParam[]): void {
  for (const param of list) {
    name(param.name);
    if (param.kind === "TypeVar") maybe(param.bound);
    maybe(param.default_value);
  }
}

function context(node: Expr, ctx: ExprContext): void {
  switch (node.kind) {
    case "Name":
      name(node.id);
      break;
    case "Attribute":
    case "Subscript":
    case "Starred":
    case "List":
    case "Tuple":
      break;
    default:
      if (ctx !== "Load") throw valueError(`expression which can't be assigned to in ${ctx} context`);
      return;
  }
  if (node.ctx !== ctx) throw valueError(`expression must have ${ctx} context but has ${node.ctx} instead`);
}

function expression(node: Expr, ctx: ExprContext): void {
  context(node, ctx);
  switch (node.kind) {
    case "BoolOp":
      if (node.values.length < 2) throw valueError("BoolOp with less than 2 values");
      expressions(node.values, "Load");
      return;
    case "BinOp":
      load(node.left, node.right);
      return;
    case "UnaryOp":
      load(node.operand);
      return;
    case "Lambda":
      parameters(node.args);
      load(node.body);
      return;
    case "IfExp":
      load(node.test, node.body, node.orelse);
      return;
    case "Dict":
      if (node.keys.length !== node.values.length) {
        throw valueError("Dict doesn't have the same number of keys as values");
      }
      expressions(node.keys, "Load", true);
      expressions(node.values, "Load");
      return;
    case "Set":
      expressions(node.elts, "Load");
      return;
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
      comprehensions(node.generators);
      load(node.elt);
      return;
    case "DictComp":
      comprehensions(node.generators);
      load(node.key, node.value);
      return;
    case "Yield":
      maybe(node.value);
      return;
    case "YieldFrom":
    case "Await":
      load(node.value);
      return;
    case "Compare":
      if (node.comparators.length === 0) throw valueError("Compare with no comparators");
      if (node.comparators.length !== node.ops.length) {
        throw valueError("Compare has a different number of comparators and operands");
      }
      expressions(node.comparators, "Load");
      load(node.left);
      return;
    case "Call":
      load(node.func);
      expressions(node.args, "Load");
      keywords(node.keywords);
      return;
    case "JoinedStr":
    case "TemplateStr":
      expressions(node.values, "Load");
      return;
    case "FormattedValue":
    case "Interpolation":
      load(node.value);
      maybe(node.format_spec);
      return;
    case "Attribute":
      load(node.value);
      return;
    case "Subscript":
      load(node.slice, node.value);
      return;
    case "Starred":
      expression(node.value, ctx);
      return;
    case "Slice":
      maybe(node.lower);
      maybe(node.upper);
      maybe(node.step);
      return;
    case "List":
    case "Tuple":
      expressions(node.elts, ctx);
      return;
    case "NamedExpr":
      if (node.target.kind !== "Name") throw typeError("NamedExpr target must be a Name");
      load(node.value);
      return;
    case "Constant":
    case "Name":
  }
}

function imported(node: Node<"Import"> | Node<"ImportFrom">, owner: string): void {
  nonEmpty(node.names, "names", owner);
  for (const alias of node.names) {
    name(alias.name);
    name(alias.asname);
  }
}

function definition(node: Node<"FunctionDef"> | Node<"AsyncFunctionDef">): void {
  name(node.name);
  body(node.body, node.kind);
  typeParams(node.type_params);
  parameters(node.args);
  expressions(node.decorator_list, "Load");
  maybe(node.returns);
}

function targets(list: List<Expr>, ctx: ExprContext, owner: string): void {
  nonEmpty(list, "targets", owner);
  expressions(list, ctx);
}

function guarded(node: Node<"Try"> | Node<"TryStar">): void {
  body(node.body, node.kind);
  if (node.handlers.length === 0 && node.finalbody.length === 0) {
    throw valueError(`${node.kind} has neither except handlers nor finalbody`);
  }
  if (node.handlers.length === 0 && node.orelse.length > 0) {
    throw valueError(`${node.kind} has orelse but no except handlers`);
  }
  for (const handler of node.handlers) {
    name(handler.name);
    maybe(handler.type);
    body(handler.body, "ExceptHandler");
  }
  statements(node.finalbody);
  statements(node.orelse);
}

function statement(node: Stmt): void {
  switch (node.kind) {
    case "FunctionDef":
    case "AsyncFunctionDef":
      definition(node);
      return;
    case "ClassDef":
      name(node.name);
      body(node.body, "ClassDef");
      typeParams(node.type_params);
      expressions(node.bases, "Load");
      keywords(node.keywords);
      expressions(node.decorator_list, "Load");
      return;
    case "Return":
      maybe(node.value);
      return;
    case "Delete":
      targets(node.targets, "Del", "Delete");
      return;
    case "Assign":
      targets(node.targets, "Store", "Assign");
      load(node.value);
      return;
    case "AugAssign":
      expression(node.target, "Store");
      load(node.value);
      return;
    case "AnnAssign":
      if (node.target.kind !== "Name" && node.simple) {
        throw typeError("AnnAssign with simple non-Name target");
      }
      expression(node.target, "Store");
      maybe(node.value);
      load(node.annotation);
      return;
    case "TypeAlias":
      if (node.name.kind !== "Name") throw typeError("TypeAlias with non-Name name");
      expression(node.name, "Store");
      typeParams(node.type_params);
      load(node.value);
      return;
    case "For":
    case "AsyncFor":
      expression(node.target, "Store");
      load(node.iter);
      body(node.body, node.kind);
      statements(node.orelse);
      return;
    case "While":
    case "If":
      load(node.test);
      body(node.body, node.kind);
      statements(node.orelse);
      return;
    case "With":
    case "AsyncWith":
      nonEmpty(node.items, "items", node.kind);
      for (const item of node.items) {
        load(item.context_expr);
        maybe(item.optional_vars, "Store");
      }
      body(node.body, node.kind);
      return;
    case "Match":
      load(node.subject);
      nonEmpty(node.cases, "cases", "Match");
      for (const clause of node.cases) {
        pattern(clause.pattern, false);
        maybe(clause.guard);
        body(clause.body, "match_case");
      }
      return;
    case "Raise":
      maybe(node.exc);
      maybe(node.cause);
      if (node.exc === null && node.cause !== null) throw valueError("Raise with cause but no exception");
      return;
    case "Try":
    case "TryStar":
      guarded(node);
      return;
    case "Assert":
      load(node.test);
      maybe(node.msg);
      return;
    case "Import":
      imported(node, "Import");
      return;
    case "ImportFrom":
      if (node.level < 0) throw valueError("Negative ImportFrom level");
      imported(node, "ImportFrom");
      return;
    case "Global":
    case "Nonlocal":
      nonEmpty(node.names, "names", node.kind);
      return;
    case "Expr":
      load(node.value);
      return;
    case "Pass":
    case "Break":
    case "Continue":
  }
}

function patterns(list: List<Pattern>, starOk: boolean): void {
  for (const node of list) {
    if (node === null) throw valueError("None disallowed in pattern list");
    pattern(node, starOk);
  }
}

function capture(text: string | null): void {
  if (text === "_") throw valueError("can't capture name '_' in patterns");
  name(text);
}

function pattern(node: Pattern, starOk: boolean): void {
  switch (node.kind) {
    case "MatchValue":
      literal(node.value);
      return;
    case "MatchSingleton":
      if (node.value !== null && typeof node.value !== "boolean") {
        throw valueError("MatchSingleton can only contain True, False and None");
      }
      return;
    case "MatchSequence":
      patterns(node.patterns, true);
      return;
    case "MatchMapping":
      if (node.keys.length !== node.patterns.length) {
        throw valueError("MatchMapping doesn't have the same number of keys as patterns");
      }
      capture(node.rest);
      for (const key of node.keys) if (!isSingleton(key)) literal(key);
      patterns(node.patterns, false);
      return;
    case "MatchClass":
      classPattern(node);
      return;
    case "MatchStar":
      if (!starOk) throw valueError("can't use MatchStar here");
      capture(node.name);
      return;
    case "MatchAs":
      capture(node.name);
      if (node.pattern === null) return;
      if (node.name === null) throw valueError("MatchAs must specify a target name if a pattern is given");
      pattern(node.pattern, false);
      return;
    case "MatchOr":
      if (node.patterns.length < 2) throw valueError("MatchOr requires at least 2 patterns");
      patterns(node.patterns, false);
  }
}

const isSingleton = (node: Expr): boolean =>
  node.kind === "Constant" && (node.value === null || typeof node.value === "boolean");

function classPattern(node: Node<"MatchClass">): void {
  if (node.kwd_attrs.length !== node.kwd_patterns.length) {
    throw valueError("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  load(node.cls);
  let { cls } = node;
  while (cls.kind === "Attribute") cls = cls.value;
  if (cls.kind !== "Name") throw valueError("MatchClass cls field can only contain Name or Attribute nodes.");
  for (const attribute of node.kwd_attrs) name(attribute);
  patterns(node.patterns, false);
  patterns(node.kwd_patterns, false);
}

/** The value of a literal pattern. */
function literal(node: Expr): void {
  load(node);
  switch (node.kind) {
    case "Constant":
      if (!isPlain(node.value)) throw valueError("unexpected constant inside of a literal pattern");
      return;
    case "Attribute":
    case "JoinedStr":
    case "TemplateStr":
      return;
    case "UnaryOp":
      if (node.op === "USub" && numberKind(node.operand) !== null) return;
      break;
    case "BinOp": {
      const { left } = node;
      const real = left.kind === "UnaryOp" && left.op === "USub" ? left.operand : left;
      const joined = node.op === "Add" || node.op === "Sub";
      if (joined && numberKind(real) === "real" && numberKind(node.right) === "imaginary") return;
    }
  }
  throw valueError("patterns may only match literals and attribute lookups");
}

function isPlain(value: ConstantValue): boolean {
  if (value === null || typeof value === "boolean") return false;
  return typeof value === "string" || !["ellipsis", "tuple", "frozenset"].includes(value.kind);
}

function numberKind(node: Expr): "real" | "imaginary" | null {
  if (node.kind !== "Constant" || node.value === null || typeof node.value !== "object") return null;
  const { kind } = node.value;
  if (kind === "complex") return "imaginary";
  return kind === "int" || kind === "float" ? "real" : null;
}
