/**
 * Which variables a function may still read, at each point where it can be left to be entered there again.
 *
 * Backwards over the tree: what is live before a statement follows from what is live after it. Loops are gone through until
 * nothing changes; a `break` or `continue` takes what is live at its target. Inside a `try` everything that its handler
 * reads stays live throughout, and whatever may be live behind its `finally`. Where that would be long-winded (`switch`, functions
 * inside), all that is read counts as live, which is never wrong.
 */
import type { Expr, Stmt } from "./nodes.ts";

type Names = ReadonlySet<string>;
const none: Names = new Set();

interface Context {
  /** What is live where `break` and `continue` lead; the empty name is that of the innermost loop. */
  readonly breaks: ReadonlyMap<string, Names>;
  readonly continues: ReadonlyMap<string, Names>;
  /** What is live where exceptions are caught. */
  readonly handler: Names;
  /** How many loops stand around. */
  readonly depth: number;
  readonly points: Map<Stmt, Names>;
  readonly isPoint: (stmt: Stmt) => boolean;
}

/**
 * For each statement that `isPoint` holds for, what is live after it; and what is live at the start. Where such a statement
 * assigns to a variable, that counts as read by it when it is live behind it.
 */
export function liveVariables(
  body: readonly Stmt[],
  isPoint: (stmt: Stmt) => boolean,
): { points: ReadonlyMap<Stmt, Names>; start: Names } {
  const points = new Map<Stmt, Names>();
  const context = { breaks: new Map(), continues: new Map(), handler: none, depth: 0, points, isPoint };
  return { start: statements(body, none, context), points };
}

function union(a: Names, b: Names): Names {
  if (b.size === 0 || a === b) return a;
  if (a.size === 0) return b;
  for (const name of b) if (!a.has(name)) return new Set([...a, ...b]);
  return a;
}

function without(names: Names, name: string): Names {
  if (!names.has(name)) return names;
  const rest = new Set(names);
  rest.delete(name);
  return rest;
}

function statements(body: readonly Stmt[], after: Names, context: Context): Names {
  let live = after;
  for (let i = body.length - 1; i >= 0; i--) {
    const stmt = body[i] as Stmt;
    if (context.isPoint(stmt)) context.points.set(stmt, union(live, context.handler));
    live = union(statement(stmt, live, context), context.handler);
  }
  return live;
}

function statement(stmt: Stmt, after: Names, context: Context): Names {
  switch (stmt.type) {
    case "ExpressionStatement":
      return expression(stmt.expression, after);
    case "VariableDeclaration":
      return stmt.declarations.reduceRight((live, { id, init }) => {
        const before = target(id, live);
        return init === null ? before : expression(init, before);
      }, after);
    case "ReturnStatement":
      return stmt.arg === null ? none : expression(stmt.arg, none);
    case "ThrowStatement":
      return expression(stmt.arg, context.handler);
    case "IfStatement": {
      const yes = statements(stmt.consequent, after, context);
      const no = stmt.alternate === null ? after : statements(stmt.alternate, after, context);
      return expression(stmt.test, union(yes, no));
    }
    case "BlockStatement":
      return statements(stmt.body, after, context);
    case "LabeledStatement":
      return labeled(stmt.label, stmt.body, after, context);
    case "WhileStatement":
    case "ForStatement":
      return loop(stmt, [""], after, context);
    case "BreakStatement":
      return context.breaks.get(stmt.label ?? "") ?? none;
    case "ContinueStatement":
      return context.continues.get(stmt.label ?? "") ?? none;
    case "TryStatement": {
      if (stmt.finalizer !== null) return finalized(stmt, stmt.finalizer, after, context);
      if (stmt.handler === null) return statements(stmt.block, after, context);
      const caught = statements(stmt.handler, after, context);
      const handler = stmt.param === null ? caught : without(caught, stmt.param);
      return union(statements(stmt.block, after, { ...context, handler }), handler);
    }
    default:
      return whole(stmt, after, context);
  }
}

/** Every way out of the `try` goes through its `finally`. */
function finalized(
  stmt: Extract<Stmt, { type: "TryStatement" }>,
  finalizer: readonly Stmt[],
  after: Names,
  context: Context,
): Names {
  const left = targets(context).reduce(union, after);
  const handler = union(statements(finalizer, left, context), left);
  const through = (ways: ReadonlyMap<string, Names>): ReadonlyMap<string, Names> =>
    new Map([...ways.keys()].map((label) => [label, handler]));
  const { breaks, continues } = context;
  const inner = { ...context, breaks: through(breaks), continues: through(continues), handler };
  return union(statement({ ...stmt, finalizer: null }, handler, inner), handler);
}

/** What is live wherever a jump or an exception may lead. */
const targets = ({ breaks, continues, handler }: Context): Names[] => [
  ...breaks.values(),
  ...continues.values(),
  handler,
];

function labeled(label: string, body: Stmt, after: Names, context: Context): Names {
  const inner = { ...context, breaks: new Map(context.breaks).set(label, after) };
  if (body.type === "WhileStatement" || body.type === "ForStatement") {
    return loop(body, ["", label], after, inner);
  }
  return statements([body], after, inner);
}

type Loop = Extract<Stmt, { type: "WhileStatement" | "ForStatement" }>;

/** Loops inside so many others are not gone through repeatedly, which would take twice as long with each. */
const MOST_LOOPS = 8;

function loop(stmt: Loop, labels: readonly string[], after: Names, around: Context): Names {
  const context = { ...around, depth: around.depth + 1 };
  if (context.depth > MOST_LOOPS) {
    const all = whole(stmt, after, around);
    const inside = (ways: ReadonlyMap<string, Names>): Map<string, Names> =>
      new Map([...[...ways.keys(), ...labels].map((label) => [label, all] as const)]);
    const { breaks, continues } = around;
    statements(stmt.body, all, {
      ...context,
      breaks: inside(breaks),
      continues: inside(continues),
      handler: all,
    });
    return all;
  }
  const breaks = new Map(context.breaks);
  for (const label of labels) breaks.set(label, after);
  const update = stmt.type === "ForStatement" ? stmt.update : null;
  let head: Names = none;
  for (;;) {
    const next = update === null ? head : expression(update, head);
    const continues = new Map(context.continues);
    for (const label of labels) continues.set(label, next);
    let live = statements(stmt.body, next, { ...context, breaks, continues });
    if (stmt.test !== null) live = expression(stmt.test, union(live, after));
    live = union(head, live);
    if (live === head) break;
    head = live;
  }
  const init = stmt.type === "ForStatement" ? stmt.init : null;
  if (init === null) return head;
  return init.type === "VariableDeclaration" ? statement(init, head, context) : expression(init, head);
}

/** All that a statement reads anywhere, and all that is live wherever it may lead. */
function whole(stmt: Stmt, after: Names, context: Context): Names {
  const read = new Set(after);
  collect(stmt, read);
  return targets(context).reduce(union, read);
}

/** Adds every identifier in a tree. */
function collect(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collect(item, into);
  else if (typeof node === "object" && node !== null) {
    const { type, name } = node as { type?: string; name?: unknown };
    if (type === "Identifier" && typeof name === "string") into.add(name);
    else for (const child of Object.values(node)) collect(child, into);
  }
}

/** Before a store to a target. */
function target(node: Expr, after: Names): Names {
  switch (node.type) {
    case "Identifier":
      return without(after, node.name);
    case "ArrayExpression":
      return node.elements.reduce(
        (live, element) => (element === null ? live : target(element, live)),
        after,
      );
    case "SpreadElement":
      return target(node.arg, after);
    case "MemberExpression":
      return expression(node.object, after);
    case "IndexExpression":
      return expression(node.object, expression(node.index, after));
    default:
      return expression(node, after);
  }
}

/** Evaluated one after the other. */
const inOrder = (nodes: readonly (Expr | null)[], after: Names): Names =>
  nodes.reduceRight((live, node) => (node === null ? live : expression(node, live)), after);

/** What is live before an expression, given what is live after it. */
function expression(node: Expr, after: Names): Names {
  switch (node.type) {
    case "Identifier":
      return after.has(node.name) ? after : new Set(after).add(node.name);
    case "Literal":
    case "ThisExpression":
      return after;
    case "AssignmentExpression":
      if (node.op === "=") {
        if (node.target.type === "Identifier" || node.target.type === "ArrayExpression") {
          return expression(node.value, target(node.target, after));
        }
        return target(node.target, expression(node.value, after));
      }
      return expression(node.target, union(expression(node.value, after), after));
    case "ConditionalExpression":
      return expression(
        node.test,
        union(expression(node.consequent, after), expression(node.alternate, after)),
      );
    case "BinaryExpression":
      if (node.op === "&&" || node.op === "||" || node.op === "??") {
        return expression(node.left, union(expression(node.right, after), after));
      }
      return inOrder([node.left, node.right], after);
    case "SequenceExpression":
      return inOrder(node.expressions, after);
    case "CallExpression":
      return expression(node.callee, union(inOrder(node.args, after), after));
    case "NewExpression":
      return inOrder([node.callee, ...node.args], after);
    case "MemberExpression":
      return expression(node.object, after);
    case "IndexExpression":
      return expression(node.object, union(expression(node.index, after), after));
    case "ArrayExpression":
      return inOrder(node.elements, after);
    case "UnaryExpression":
    case "UpdateExpression":
    case "SpreadElement":
    case "AwaitExpression":
      return expression(node.arg, after);
    case "YieldExpression":
      return node.arg === null ? after : expression(node.arg, after);
    case "ObjectExpression":
    case "FunctionExpression":
    case "ArrowFunctionExpression": {
      const read = new Set(after);
      collect(node, read);
      return read;
    }
  }
}
