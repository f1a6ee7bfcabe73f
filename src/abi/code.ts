/**
 * The shape of compiled code: the only thing that code generation and the runtime share, together with the names of
 * the runtime's entry points (`runtime.ts`). Neither side imports the other.
 *
 * One Python source (module, `exec` string, REPL input) compiles to one {@link Script}: the text of one JavaScript
 * expression, and one {@link CodeInfo} for each Python code object in it. The text evaluates to a {@link ScriptFactory}:
 *
 *     (function ($rt, G, B, K) { "use strict";
 *       const $add = $rt.add, $getAttr = $rt.getAttr;       // only what is used
 *       const $c0 = $rt.float(2);                            // constants that are not JavaScript literals
 *       function fib$1(n) { ... }                            // one per code object, never nested
 *       return [module$0, fib$1]; })
 *
 * Instantiating it for a globals namespace gives one JavaScript function per code object. `G` is the namespace object
 * of the globals, `B` that of the builtins (global `x` is the property `G.$x`), `K` the runtime's code objects.
 *
 * A code function takes the parameters of the Python function in the order of `varnames` (positional, keyword-only,
 * `*args` as a tuple, `**kwargs` as a dict); `this` is the Python function object, `this.closure` its cells.
 * The module's function takes no parameters; a class body takes its namespace (see `Runtime.buildClass`).
 * A generator-like code object is compiled to three functions: the body, a constructor of objects that have it as a method, and the
 * ordinary function in the table, which makes such an object.
 */

/** CPython's `co_flags`. */
export const CO = {
  OPTIMIZED: 0x1,
  NEWLOCALS: 0x2,
  VARARGS: 0x4,
  VARKEYWORDS: 0x8,
  NESTED: 0x10,
  GENERATOR: 0x20,
  COROUTINE: 0x80,
  ITERABLE_COROUTINE: 0x100,
  ASYNC_GENERATOR: 0x200,
  FUTURE_BARRY_AS_BDFL: 0x400000,
  FUTURE_ANNOTATIONS: 0x1000000,
  /** What code that is compiled by code inherits from it: both features that still change something. */
  FUTURE_MASK: 0x1400000,
  HAS_DOCSTRING: 0x4000000,
  METHOD: 0x8000000,
} as const;

export interface CodeInfo {
  name: string;
  qualname: string;
  flags: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  /** Parameters first, as in CPython, then the other locals. */
  varnames: string[];
  cellvars: string[];
  freevars: string[];
  /** Global and attribute names, for introspection. */
  names: string[];
  firstlineno: number;
  doc: string | null;
  /**
   * Positions, four numbers each: line (1-based), column (0-based, in UTF-8 bytes), end line, end column. Position
   * `p` of the emitted code (`$p = 17`) is at `positions[4 * p]`.
   */
  positions: number[];
  /** `co_consts` */
  consts: CodeConstant[];
}

/** A constant, as JSON can hold it: a number is an int or a float as at run time, other values say their kind. */
export type CodeConstant =
  | null
  | boolean
  | number
  | string
  | { readonly int: string }
  | { readonly float: string }
  | { readonly complex: readonly [real: string, imag: string] }
  | { readonly bytes: readonly number[] }
  /** A str with lone surrogates. */
  | { readonly points: readonly number[] }
  | { readonly ellipsis: true }
  | { readonly tuple: readonly CodeConstant[] }
  | { readonly frozenset: readonly CodeConstant[] }
  | { readonly slice: readonly CodeConstant[] }
  /** Index of a nested code object in the script. */
  | { readonly code: number };

export interface Script {
  /** Of the source, as in tracebacks. */
  filename: string;
  /** JavaScript text of the factory, an expression. */
  text: string;
  /** Code objects; the first is the module's. */
  codes: CodeInfo[];
  /** Pairs (JavaScript line, position) for `sys._getframe`: see the printer's line table. */
  lines: number[];
  /** In the form that tells where it is. */
  traced?: boolean;
  /** Name of the library module that was compiled ahead of time into this. */
  library?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: emitted code is untyped
export type CodeFunction = (...args: any[]) => any;

export type ScriptFactory = (
  runtime: import("./runtime.ts").Runtime,
  globals: object,
  builtins: object,
  codes: readonly object[],
) => CodeFunction[];
