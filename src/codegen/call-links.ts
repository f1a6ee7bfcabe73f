/**
 * Calls that tell their callee where they stand. `sys._getframe` finds frames in the engine's stack, which takes microseconds;
 * logging asks at each record. So calls that may lead to it say where they are before they enter:
 *
 *     $linkCall(f, K[3], G, 17, $from); f.c2(a, b)
 *
 * and the functions that they are meant for take that, if it was said for them and not for a callee in between:
 *
 *     const $from = $callLink.callee === this ? $takeLink() : null;
 *
 * `_getframe` then goes from call to call as far as all of them said it, and is where it would be by the stack: who is called
 * without a link knows no caller, and the stack is looked at (`runtime/core/call-link.ts`).
 *
 * Which calls: by name. In a source that names `_getframe`, the functions that call it, those that call these, and so on, and
 * the calls of any of these names; in a source that has to do with logging the names of its methods, too.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Span } from "../base/span.ts";
import { type AnyNode, children, type Mod, type Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";

/** What of a source takes part. */
export interface CallLinks {
  /** Names of functions whose calls are linked. */
  readonly names: ReadonlySet<string>;
  /** The functions that ask for their link. */
  readonly functions: ReadonlySet<AnyNode>;
}

const READER = "_getframe";
const NAMES_LOGGING = /logg/i;
const LOGGING = ["debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"];

type Fn = Node<"FunctionDef"> | Node<"Lambda">;

/** What of a tree over this text takes part; `undefined` where nothing does. */
export function callLinks(tree: Mod, text: string): CallLinks | undefined {
  const reads = text.includes(READER);
  const logs = NAMES_LOGGING.test(text);
  if (!reads && !logs) return undefined;
  const names = new Set(logs ? LOGGING : []);
  return { names, functions: reads ? leadingToReader(tree, names) : new Set() };
}

/** The functions that lead to a call of the reader; adds their names. */
function leadingToReader(tree: Mod, names: Set<string>): ReadonlySet<AnyNode> {
  const rest = new Map<Fn, { name: string; calls: ReadonlySet<string> }>();
  for (const [fn, name] of namedFunctions(tree)) rest.set(fn, { name, calls: calledNames(fn) });
  const leading = new Set([READER]);
  const functions = new Set<AnyNode>();
  for (let before = -1; before !== functions.size; ) {
    before = functions.size;
    for (const [fn, { name, calls }] of rest) {
      if (![...leading].some((called) => calls.has(called))) continue;
      rest.delete(fn);
      functions.add(fn);
      leading.add(name);
    }
  }
  for (const name of leading) names.add(name);
  return functions;
}

/** Functions and the names that they are given by `def` and by assignment of a lambda. */
function* namedFunctions(tree: Mod): Generator<[Fn, string]> {
  const pending: AnyNode[] = [tree];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at.kind === "FunctionDef") yield [at, at.name];
    if (at.kind === "Assign" && at.value.kind === "Lambda") {
      for (const target of at.targets) if (target.kind === "Name") yield [at.value, target.id];
    }
    pending.push(...children(at));
  }
}

/** Names by which a function calls something, functions inside not counted. */
function calledNames(root: Fn): ReadonlySet<string> {
  const names = new Set<string>();
  const pending: AnyNode[] = [root];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at.kind === "Call") {
      const name = calledName(at);
      if (name !== undefined) names.add(name);
    }
    if (at === root || (at.kind !== "FunctionDef" && at.kind !== "Lambda")) pending.push(...children(at));
  }
  return names;
}

const calledName = ({ func }: Node<"Call">): string | undefined =>
  func.kind === "Name" ? func.id : func.kind === "Attribute" ? func.attr : undefined;

/** `call`, which enters `callee` at `where`, with its link said before it where its name takes part. */
export function linked(e: Emitter, node: Node<"Call">, where: Span, callee: js.Expr, call: js.Expr): js.Expr {
  const name = calledName(node);
  if (name === undefined || e.unit.links?.names.has(name) !== true) return call;
  const from = asksForLink(e) ? b.id("$from") : b.nil;
  const code = b.index(b.id("K"), b.lit(e.code.index));
  const said = e.call("linkCall", callee, code, b.id("G"), b.lit(e.position(where)), from);
  return b.seq([said, call]);
}

const asksForLink = ({ unit, code }: Emitter): boolean =>
  code.kind === "plain" && unit.links?.functions.has(code.scope.node) === true;

/** The declaration of `$from` in a function that asks for its link. */
export function askForLink(e: Emitter): js.Stmt[] {
  if (!asksForLink(e)) return [];
  const meant = b.eq(b.member(e.rt("callLink"), "callee"), b.self);
  return [b.const_("$from", b.cond(meant, e.call("takeLink"), b.nil))];
}
