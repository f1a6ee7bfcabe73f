/**
 * Source text of an expression, as `from __future__ import annotations` keeps annotations. CPython: Python/ast_unparse.c.
 * Precedence decides parentheses; layout is fixed, comments and the original spelling are gone.
 */
import type { Arguments, BinaryOperator, CompareOperator, ConstantValue, Expr, Node } from "../syntax/ast.ts";
import { reprConstant } from "../syntax/dump.ts";

const TUPLE = 0;
const TEST = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const COMPARE = 5;
const BIT_OR = 6;
const UNARY = 12;
const POWER = 13;
const AWAIT = 14;
const ATOM = 15;

const binary: { readonly [K in BinaryOperator]: readonly [string, number] } = {
  BitOr: [" | ", BIT_OR],
  BitXor: [" ^ ", 7],
  BitAnd: [" & ", 8],
  LShift: [" << ", 9],
  RShift: [" >> ", 9],
  Add: [" + ", 10],
  Sub: [" - ", 10],
  Mult: [" * ", 11],
  MatMult: [" @ ", 11],
  Div: [" / ", 11],
  Mod: [" % ", 11],
  FloorDiv: [" // ", 11],
  Pow: [" ** ", POWER],
};

const comparisons: { readonly [K in CompareOperator]: string } = {
  Eq: " == ",
  NotEq: " != ",
  Lt: " < ",
  LtE: " <= ",
  Gt: " > ",
  GtE: " >= ",
  Is: " is ",
  IsNot: " is not ",
  In: " in ",
  NotIn: " not in ",
};

/** The text of `node`, in parentheses where its precedence is below `level`. */
export function unparse(node: Expr, level = TEST): string {
  switch (node.kind) {
    case "BoolOp": {
      const own = node.op === "And" ? AND : OR;
      const word = node.op === "And" ? " and " : " or ";
      return wrap(node.values.map((value) => unparse(value, own + 1)).join(word), level > own);
    }
    case "NamedExpr":
      return wrap(`${unparse(node.target, ATOM)} := ${unparse(node.value, ATOM)}`, level > TUPLE);
    case "BinOp": {
      const [sign, own] = binary[node.op];
      const power = node.op === "Pow" ? 1 : 0;
      return wrap(unparse(node.left, own + power) + sign + unparse(node.right, own + 1 - power), level > own);
    }
    case "UnaryOp": {
      const sign = { Invert: "~", Not: "not ", UAdd: "+", USub: "-" }[node.op];
      const own = node.op === "Not" ? NOT : UNARY;
      return wrap(sign + unparse(node.operand, own), level > own);
    }
    case "Lambda": {
      const args = parameters(node.args);
      return wrap(`lambda${args === "" ? "" : ` ${args}`}: ${unparse(node.body)}`, level > TEST);
    }
    case "IfExp":
      return wrap(
        `${unparse(node.body, TEST + 1)} if ${unparse(node.test, TEST + 1)} else ${unparse(node.orelse)}`,
        level > TEST,
      );
    case "Dict":
      return `{${node.values
        .map((value, i) => {
          const key = node.keys[i];
          return key ? `${unparse(key)}: ${unparse(value)}` : `**${unparse(value, BIT_OR)}`;
        })
        .join(", ")}}`;
    case "Set":
      return `{${list(node.elts)}}`;
    case "ListComp":
      return `[${unparse(node.elt)}${clauses(node)}]`;
    case "SetComp":
      return `{${unparse(node.elt)}${clauses(node)}}`;
    case "GeneratorExp":
      return `(${unparse(node.elt)}${clauses(node)})`;
    case "DictComp":
      return `{${unparse(node.key)}: ${unparse(node.value)}${clauses(node)}}`;
    case "Yield":
      return node.value === null ? "(yield)" : `(yield ${unparse(node.value, TUPLE)})`;
    case "YieldFrom":
      return `(yield from ${unparse(node.value)})`;
    case "Await":
      return wrap(`await ${unparse(node.value, ATOM)}`, level > AWAIT);
    case "Compare":
      return wrap(
        unparse(node.left, COMPARE + 1) +
          node.ops
            .map((op, i) => comparisons[op] + unparse(node.comparators[i] as Expr, COMPARE + 1))
            .join(""),
        level > COMPARE,
      );
    case "Call":
      return call(node);
    case "JoinedStr":
    case "FormattedValue":
      return `f${quoted(formatted(node))}`;
    case "TemplateStr":
    case "Interpolation":
      return `t${quoted(formatted(node))}`;
    case "Constant":
      return (node.str_kind ?? "") + constantText(node.value);
    case "Attribute": {
      const integer =
        node.value.kind === "Constant" &&
        typeof node.value.value === "object" &&
        node.value.value?.kind === "int";
      return `${unparse(node.value, ATOM)}${integer ? " " : ""}.${node.attr}`;
    }
    case "Subscript":
      return `${unparse(node.value, ATOM)}[${unparse(node.slice, TUPLE)}]`;
    case "Starred":
      return `*${unparse(node.value, BIT_OR)}`;
    case "Name":
      return node.id;
    case "List":
      return `[${list(node.elts)}]`;
    case "Tuple": {
      if (node.elts.length === 0) return "()";
      const text = list(node.elts) + (node.elts.length === 1 ? "," : "");
      return wrap(text, level > TUPLE);
    }
    case "Slice": {
      const step = node.step === null ? "" : `:${unparse(node.step)}`;
      return `${node.lower === null ? "" : unparse(node.lower)}:${node.upper === null ? "" : unparse(node.upper)}${step}`;
    }
  }
}

function wrap(text: string, parens: boolean): string {
  return parens ? `(${text})` : text;
}

function list(nodes: readonly Expr[]): string {
  return nodes.map((node) => unparse(node)).join(", ");
}

function clauses(node: { readonly generators: readonly Node<"comprehension">[] }): string {
  return node.generators
    .map(
      (part) =>
        `${part.is_async ? " async" : ""} for ${unparse(part.target, TUPLE)} in ${unparse(part.iter, TEST + 1)}` +
        part.ifs.map((test) => ` if ${unparse(test, TEST + 1)}`).join(""),
    )
    .join("");
}

function call(node: Node<"Call">): string {
  const callee = unparse(node.func, ATOM);
  const [only] = node.args;
  if (node.args.length === 1 && node.keywords.length === 0 && only?.kind === "GeneratorExp") {
    return callee + unparse(only);
  }
  const keywords = node.keywords.map(({ arg, value }) =>
    arg === null ? `**${unparse(value)}` : `${arg}=${unparse(value)}`,
  );
  return `${callee}(${[...node.args.map((arg) => unparse(arg)), ...keywords].join(", ")})`;
}

function parameters(args: Arguments): string {
  const out: string[] = [];
  const positional = [...args.posonlyargs, ...args.args];
  const plain = positional.length - args.defaults.length;
  positional.forEach(({ arg }, i) => {
    const value = args.defaults[i - plain];
    out.push(value === undefined ? arg : `${arg}=${unparse(value)}`);
    if (i + 1 === args.posonlyargs.length) out.push("/");
  });
  if (args.vararg !== null) out.push(`*${args.vararg.arg}`);
  else if (args.kwonlyargs.length > 0) out.push("*");
  args.kwonlyargs.forEach(({ arg }, i) => {
    const value = args.kw_defaults[i] ?? null;
    out.push(value === null ? arg : `${arg}=${unparse(value)}`);
  });
  if (args.kwarg !== null) out.push(`**${args.kwarg.arg}`);
  return out.join(", ");
}

/** The inside of an f-string, braces doubled in its literal parts. */
function formatted(node: Expr): string {
  switch (node.kind) {
    case "JoinedStr":
    case "TemplateStr":
      return node.values.map(formatted).join("");
    case "FormattedValue":
    case "Interpolation": {
      const source = node.kind === "Interpolation" ? node.str : null;
      const text = typeof source === "string" ? source : unparse(node.value, TEST + 1);
      const conversion = node.conversion === -1 ? "" : `!${String.fromCharCode(node.conversion)}`;
      const spec = node.format_spec === null ? "" : `:${formatted(node.format_spec)}`;
      return `{${text.startsWith("{") ? " " : ""}${text}${conversion}${spec}}`;
    }
    case "Constant":
      return typeof node.value === "string" ? node.value.replace(/[{}]/g, "$&$&") : "";
    default:
      return unparse(node);
  }
}

/** `repr` of a str. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (char === quote || char === "\\") out += `\\${char}`;
    else if (char === "\n") out += "\\n";
    else if (char === "\r") out += "\\r";
    else if (char === "\t") out += "\\t";
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0)) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else out += char;
  }
  return out + quote;
}

function constantText(value: ConstantValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  switch (value.kind) {
    case "int":
      return String(value.value);
    case "float":
      return floatText(value.value);
    case "complex":
      return value.real === 0
        ? `${floatText(value.imag).replace(/\.0$/, "")}j`
        : reprConstant(value).replaceAll("inf", "1e309");
    case "bytes":
      return `b${bytesText(value.value)}`;
    case "str":
      return quoted(String.fromCodePoint(...value.codePoints));
    case "ellipsis":
      return "...";
    case "tuple":
    case "frozenset":
      return reprConstant(value);
  }
}

function floatText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "1e309";
  const text = String(value);
  if (/^\d+$/.test(text)) return text.length > 16 ? value.toExponential() : `${text}.0`;
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function bytesText(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === "\\" || char === "'") out += `\\${char}`;
    else if (byte >= 0x20 && byte < 0x7f) out += char;
    else out += { 9: "\\t", 10: "\\n", 13: "\\r" }[byte] ?? `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `'${out}'`;
}
