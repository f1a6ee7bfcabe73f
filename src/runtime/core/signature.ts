/**
 * Signatures of builtin functions, written as CPython prints them (`inspect.signature`, `__text_signature__`):
 *
 *     "(self, object, /)"      "(iterable, /, *, key=None, reverse=False)"      "(*args, **kwargs)"
 *
 * The string is the single source of argument binding, of `__text_signature__` and of error texts. The TypeScript
 * function takes the parameters in the order written; an argument that was not given arrives as `undefined` (so that
 * TypeScript's own defaults apply), `*args` as an array, `**kwargs` as a Map from name to value.
 */
export interface Parameter {
  name: string;
  kind: "positional-only" | "positional-or-keyword" | "keyword-only" | "var-positional" | "var-keyword";
  /** Source text of the default, undefined when the argument is required. */
  default: string | undefined;
}

export interface Signature {
  parameters: readonly Parameter[];
  /** How many leading parameters can be given by position. */
  positional: number;
  /** How many of these have no default. */
  required: number;
  varPositional: boolean;
  varKeyword: boolean;
  /** Keyword-only parameters follow the positional ones (and `*args`). */
  keywordOnly: number;
  /** How many leading parameters are positional-only. */
  positionalOnly: number;
}

/** Parses a signature. `$self`-style markers of CPython are not used here. */
export function parseSignature(text: string): Signature {
  const parameters: Parameter[] = [];
  let kind: Parameter["kind"] = "positional-or-keyword";
  let positionalOnly = 0;
  for (const part of splitParameters(text)) {
    if (part === "/") {
      for (const parameter of parameters) parameter.kind = "positional-only";
      positionalOnly = parameters.length;
    } else if (part === "*") {
      kind = "keyword-only";
    } else if (part.startsWith("**")) {
      parameters.push({ name: part.slice(2), kind: "var-keyword", default: undefined });
    } else if (part.startsWith("*")) {
      parameters.push({ name: part.slice(1), kind: "var-positional", default: undefined });
      kind = "keyword-only";
    } else {
      const equals = part.indexOf("=");
      const name = equals < 0 ? part : part.slice(0, equals).trim();
      parameters.push({ name, kind, default: equals < 0 ? undefined : part.slice(equals + 1).trim() });
    }
  }
  const positional = parameters.filter((p) => p.kind.startsWith("positional"));
  return {
    parameters,
    positional: positional.length,
    required: positional.filter((p) => p.default === undefined).length,
    varPositional: parameters.some((p) => p.kind === "var-positional"),
    varKeyword: parameters.some((p) => p.kind === "var-keyword"),
    keywordOnly: parameters.filter((p) => p.kind === "keyword-only").length,
    positionalOnly,
  };
}

/** Splits at the commas that are not inside brackets or quotes of a default value. */
function splitParameters(text: string): string[] {
  const inner = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let i = 0; i <= inner.length; i++) {
    const ch = inner[i];
    if (quote !== "") {
      if (ch === quote) quote = "";
    } else if (ch === "'" || ch === '"') quote = ch;
    else if (ch === "(" || ch === "[" || ch === "{") depth++;
    else if (ch === ")" || ch === "]" || ch === "}") depth--;
    else if (i === inner.length || (ch === "," && depth === 0)) {
      const part = inner.slice(start, i).trim();
      if (part !== "") parts.push(part);
      start = i + 1;
    }
  }
  return parts;
}
