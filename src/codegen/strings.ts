/** f-strings and t-strings. */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { constant, hasSurrogate } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { object, str, type Val, val } from "./types.ts";

function conversionOf(code: number): string {
  return code === -1 ? "" : String.fromCharCode(code);
}

/** The format spec as an atom: an f-string of its own. */
function spec(e: Emitter, node: Expr | null): js.Expr {
  return node === null ? b.lit("") : e.atom(node).js;
}

/** `typeof x === "string" ? x : ($p = 3, $format(x, "", ""))` for a plain `{x}`. */
export function formattedValue(e: Emitter, node: Node<"FormattedValue">): Val {
  const value = e.atom(node.value);
  if (node.conversion === -1 && node.format_spec === null && value.type.kind === "str") return value;
  const conversion = conversionOf(node.conversion);
  const formatted = e.slow(node, e.call("format", value.js, b.lit(conversion), spec(e, node.format_spec)));
  if (node.conversion !== -1 || node.format_spec !== null) return val(formatted);
  return val(b.cond(b.typeIs(value.js, "string"), value.js, formatted));
}

/**
 * Parts are `str`, hence JavaScript strings or boxed ones: `typeof $1 === "string" && ... ? "a" + $1 + ... : $joinStr([...])`.
 */
export function joinedStr(e: Emitter, node: Node<"JoinedStr">): Val {
  const parts = node.values.map((part) => e.atom(part));
  const [first, ...rest] = parts;
  if (first === undefined) return val(b.lit(""), str);
  if (rest.length === 0) return first;
  const joined = (): js.Expr => e.call("joinStr", b.array(parts.map(({ js }) => js)));
  const unknowns = parts.filter(({ type }) => type.kind !== "str");
  if (unknowns.length > 4) return val(joined());
  const head = first.type.kind === "str" || rest.some(({ type }) => type.kind === "str") ? [] : [b.lit("")];
  const sum = [...head, ...parts.map(({ js }) => js)].reduce<js.Expr | null>(
    (left, right) => (left === null ? right : b.binary("+", left, right)),
    null,
  ) as js.Expr;
  const [test, ...tests] = unknowns.map(({ js }) => b.typeIs(js, "string"));
  if (test === undefined) return val(sum, str);
  return val(b.cond(b.and(test, ...tests), sum, joined()));
}

/** `$template(["a", ""], [[value, "text", "r", spec]])`: strings and interpolations alternate, strings at both ends. */
export function templateStr(e: Emitter, node: Node<"TemplateStr">): Val {
  const strings: js.Expr[] = [];
  const interpolations: js.Expr[] = [];
  let text = "";
  let textNode: js.Expr | null = null;
  const flush = (): void => {
    strings.push(textNode ?? b.lit(text));
    text = "";
    textNode = null;
  };
  for (const part of node.values) {
    if (part.kind === "Constant") {
      if (typeof part.value === "string" && !hasSurrogate(part.value)) text += part.value;
      else textNode = e.expr(part).js;
      continue;
    }
    flush();
    const { value, str, conversion, format_spec } = part as Node<"Interpolation">;
    const held = e.atom(value);
    interpolations.push(
      b.array([held.js, constant(e, str).js, b.lit(conversionOf(conversion)), spec(e, format_spec)]),
    );
  }
  flush();
  return val(e.slow(node, e.call("template", b.array(strings), b.array(interpolations))), object);
}
