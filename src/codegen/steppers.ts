/**
 * Generators and coroutines as ordinary functions.
 *
 * A JavaScript generator costs some 20 ns for each value: its frame is copied out and in, the value goes through an object,
 * and the engine never inlines what resumes it. So a generator becomes an object with the variables that outlive a `yield`
 * as fields, and a method that runs from one `yield` to the next:
 *
 *     function numbers$1(n) { return new numbers$1$made(this, n); }
 *     function numbers$1$made(fn, n) { this.fn = fn; ...; this.at = 0; this.s0 = n; this.s1 = void 0; }
 *     numbers$1$made.prototype = $stepper(numbers$1$body, K[1], G);
 *     function numbers$1$body() {
 *       let $p = 0, $at = this.at, $x, n = this.s0, i = this.s1;
 *       if ($at < 0) { if (($x = $stepIn(this)) === undefined) return; $at = -2 - $at; }
 *       this.at = -1;
 *       try {
 *         if ($at === 0) { i = 0; }
 *         while ($at !== 0 || i < n) {
 *           if ($at === 0) { this.s0 = n; this.s1 = i; this.at = 1; return i; }
 *           $at = 0;
 *           if ($x !== undefined) { $p = 3; throw $x; }
 *           i = i + 1;
 *         }
 *         return this.at = -2, undefined;
 *       } catch ($e) { this.at = -2; throw $unwind($e, K[1], G, $p); }
 *     }
 *
 * The way back to a `yield` leads through the statements around it, each of which is entered as if its test had held, and
 * past those before it; `$at` is the number of the `yield` until it is reached and 0 from then on. What the engine
 * optimises is the loop that the program wrote.
 *
 * `at` is the state: 0 at the start, the number of a `yield`, -1 while running, -2 at the end, and -2 - n when an exception is
 * to be raised at the nth `yield` (`$stepIn` gives it). Each generator function has objects with a hidden class of their
 * own, so that the engine can inline the method where the loop over them stands.
 *
 * A coroutine is the same; its `await` passes on the values of what it waits for as `yield from` does. An asynchronous generator
 * wraps what it yields itself, to tell it from those.
 *
 * Nothing leads back into a JavaScript `catch`, so a handler with a `yield` comes behind its `try`:
 *
 *     $e1 = undefined; try { ... } catch ($e1$c) { $e1 = $e1$c; } if ($e1 !== undefined) { handler }
 *
 * and a JavaScript `finally` around a `yield`, which says that an exception is no longer handled, waits while the generator does:
 * `finally { if (this.at < 0) ... }`. Who resumes the generator gets back what he handled himself (`$yieldHandling`).
 *
 * A generator that waits inside a `with`, or a `try` that notices it, is to be closed when nobody can resume it any more: the runtime keeps a list of
 * those from their first step (`$closeWhenGone`) to their end (`$ended`, which sets `at`).
 */
import * as b from "../js/builders.ts";
import { liveVariables } from "../js/liveness.ts";
import type * as js from "../js/nodes.ts";

type YieldStatement = js.ExpressionStatement;

function yieldOf(stmt: js.Stmt): js.YieldExpression | null {
  if (stmt.type !== "ExpressionStatement") return null;
  const { expression } = stmt;
  const inner = expression.type === "AssignmentExpression" ? expression.value : expression;
  return inner.type === "YieldExpression" ? inner : null;
}

/** Whether a statement holds a `yield`, in any place where that can be. */
const hasYield = (stmt: js.Stmt): boolean => yieldOf(stmt) !== null || parts(stmt).some(anyYield);
const anyYield = (body: readonly js.Stmt[]): boolean => body.some(hasYield);

/** The lists of statements inside a statement. */
function parts(stmt: js.Stmt): (readonly js.Stmt[])[] {
  switch (stmt.type) {
    case "IfStatement":
      return stmt.alternate === null ? [stmt.consequent] : [stmt.consequent, stmt.alternate];
    case "LabeledStatement":
      return [[stmt.body]];
    case "TryStatement":
      return [stmt.block, stmt.handler ?? [], stmt.finalizer ?? []];
    case "SwitchStatement":
      return stmt.cases.map(({ body }) => body);
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
    case "ForOfStatement":
    case "BlockStatement":
      return [stmt.body];
    default:
      return [];
  }
}

/** Whether there is a `yield` inside a `try` that notices it when the generator is closed there. */
const isGuarded = (body: readonly js.Stmt[]): boolean =>
  body.some((stmt) =>
    stmt.type === "TryStatement" && !stmt.ignoresExit ? hasYield(stmt) : parts(stmt).some(isGuarded),
  );

export type StepperSource = {
  readonly body: readonly js.Stmt[];
  /** Variables that have a value at the start. */
  readonly bound: readonly string[];
  /** All others that the function declares. */
  readonly locals: readonly string[];
  /** Variables that a frame shows, which are kept whether the function reads them again or not. */
  readonly shown: readonly string[];
  /** Whether it is to be closed when it is gone even if no `try` waits for that. */
  readonly closes: boolean;
};

export type StepperCode = {
  /** The body, and what it declares beside what it was given. */
  readonly body: readonly js.Stmt[];
  readonly hoisted: ReadonlySet<string>;
  /** Variables that are fields of the object, in their order. */
  readonly saved: readonly string[];
  /** Whether it delegates to others. */
  readonly delegates: boolean;
  /** Whether it is to be closed when it is gone. */
  readonly closes: boolean;
};

/** How the runtime takes part; see `Runtime`. */
export type Delegation = {
  /** `suspension` is the call that a JavaScript generator would enter with `yield*`. */
  readonly start: (suspension: js.CallExpression) => js.Expr;
  readonly send: (target: js.Expr, value: js.Expr) => js.Expr;
  readonly raise: (target: js.Expr, exception: js.Expr) => js.Expr;
  readonly end: (target: js.Expr) => js.Expr;
  /** What stands before a `yield` inside a handler. */
  readonly yieldHandling: () => js.Expr;
  /** Marks a generator that is closed when it is gone as ended. */
  readonly ended: () => js.Expr;
};

const at = b.id("$at");
const raised = b.id("$x");
const field = (name: string): js.Expr => b.member(b.self, name);
const fresh = b.eq(at, b.lit(0));

/** A test that holds on the way back. */
const again = (test: js.Expr): js.Expr =>
  test.type === "Literal" && test.value === true ? test : b.or(b.ne(at, b.lit(0)), test);

/** The nth saved variable. */
export const savedField = (n: number): js.Expr => field(`s${n}`);

/** `this.at = -2` */
export const endStepper = (): js.Expr => b.assign(field("at"), b.lit(-2));

/** The body of a generator in the form above. */
export function stepperCode(source: StepperSource, delegation: Delegation): StepperCode {
  return new Rewriting(source, delegation).run();
}

class Rewriting {
  readonly source: StepperSource;
  readonly delegation: Delegation;
  readonly variables: Set<string>;
  readonly hoisted = new Set<string>();
  /** By the `yield` that passes on the values of a delegate, the variables of the delegate and its value. */
  readonly delegates = new Map<js.Stmt, { target: js.Identifier; value: js.Identifier }>();
  readonly numbers = new Map<js.Stmt, number>();
  readonly assigned = new Set<string>();
  live: ReadonlyMap<js.Stmt, ReadonlySet<string>> = new Map();
  saved: string[] = [];
  /** How many JavaScript `finally` stand around. */
  finalizers = 0;

  constructor(source: StepperSource, delegation: Delegation) {
    this.source = source;
    this.delegation = delegation;
    this.variables = new Set([...source.bound, ...source.locals]);
  }

  run(): StepperCode {
    const { source, delegation } = this;
    const closes = source.closes || isGuarded(source.body);
    const body = this.prepare(returns(source.body, closes ? delegation.ended : endStepper));
    assigned(body, this.assigned);
    for (const name of source.shown) this.assigned.add(name);
    for (const name of this.hoisted) this.variables.add(name);
    const { points, start } = liveVariables(body, (stmt) => yieldOf(stmt) !== null);
    this.live = points;
    const saved = new Set(source.bound.filter((name) => start.has(name)));
    for (const [stmt, names] of points) for (const name of this.kept(stmt, names)) saved.add(name);
    this.saved = [...saved];
    return {
      body: this.list(body, null),
      hoisted: this.hoisted,
      saved: this.saved,
      delegates: this.delegates.size > 0,
      closes,
    };
  }

  /** What a `yield` leaves in the object. */
  kept(stmt: js.Stmt, live: ReadonlySet<string>): string[] {
    const own = targetOf(stmt);
    const names = new Set([...live, ...this.source.shown]);
    return [...names].filter((name) => name !== own && this.variables.has(name));
  }

  /** Numbers the `yield`s, expands `yield from`, and makes declarations that a `yield` stands behind plain stores. */
  prepare(body: readonly js.Stmt[]): js.Stmt[] {
    if (!anyYield(body)) return [...body];
    return body.flatMap((stmt) => {
      const suspension = yieldOf(stmt);
      if (suspension !== null) {
        if (suspension.delegate) return this.expand(stmt as YieldStatement, suspension);
        this.numbers.set(stmt, this.numbers.size + 1);
        return [stmt];
      }
      if (clearsDelegate(stmt)) return [];
      if (stmt.type === "VariableDeclaration") return this.hoist(stmt);
      if (!hasYield(stmt)) return [stmt];
      switch (stmt.type) {
        case "IfStatement": {
          const alternate = stmt.alternate;
          const consequent = this.prepare(stmt.consequent);
          return [{ ...stmt, consequent, alternate: alternate === null ? null : this.prepare(alternate) }];
        }
        case "LabeledStatement": {
          return [{ ...stmt, body: single(this.prepare([stmt.body])) }];
        }
        case "TryStatement":
          return this.attempt(stmt);
        case "WhileStatement":
        case "ForStatement":
        case "BlockStatement":
          return [{ ...stmt, body: this.prepare(stmt.body) }];
        default:
          return [stmt];
      }
    });
  }

  /** A `try`; its handler behind it where that has a `yield`. */
  attempt(stmt: js.TryStatement): js.Stmt[] {
    const { block, param, handler, finalizer } = stmt;
    if (param === null || handler === null || !anyYield(handler))
      return [{ ...stmt, block: this.prepare(block) }];
    this.hoisted.add(param);
    const error = b.id(param);
    const thrown = `${param}$c`;
    const behind = [
      b.expr(b.assign(error, b.undef)),
      b.try_(this.prepare(block), thrown, [b.expr(b.assign(error, b.id(thrown)))]),
      b.if_(b.ne(error, b.undef), this.prepare(handler)),
    ];
    return finalizer === null ? behind : [{ ...stmt, param: null, handler: null, block: behind }];
  }

  hoist({ declarations }: js.VariableDeclaration): js.Stmt[] {
    return declarations.map(({ id, init }) => {
      const names = id.type === "Identifier" ? [id] : (id as js.ArrayExpression).elements;
      for (const name of names) this.hoisted.add((name as js.Identifier).name);
      return b.expr(b.assign(id, init ?? b.undef));
    });
  }

  /**
   *     $d1 = $delegate(this, it); $v1 = $d1.nx();
   *     for (;;) {
   *       if ($v1 === undefined) break;
   *       $s1 = yield $v1;
   *       $v1 = $s1 === null ? $d1.nx() : $delegateSend($d1, $s1);
   *     }
   *     $1 = $delegateEnd($d1);
   */
  expand(stmt: YieldStatement, { arg }: js.YieldExpression): js.Stmt[] {
    const number = this.numbers.size + 1;
    const [target, value, sent] = ["$d", "$v", "$s"].map((name) => b.id(`${name}$${number}`)) as [
      js.Identifier,
      js.Identifier,
      js.Identifier,
    ];
    for (const { name } of [target, value, sent]) this.hoisted.add(name);
    const next = b.method(target, "nx");
    const passing = b.expr(b.assign(sent, b.yield_(value)), stmt.pos);
    this.numbers.set(passing, number);
    this.delegates.set(passing, { target, value });
    const end = this.delegation.end(target);
    const result = targetOf(stmt);
    return [
      b.expr(b.assign(target, this.delegation.start(arg as js.CallExpression)), stmt.pos),
      b.expr(b.assign(value, next), stmt.pos),
      b.for_(null, null, null, [
        b.if_(b.eq(value, b.undef), [b.break_()]),
        passing,
        b.expr(
          b.assign(value, b.cond(b.eq(sent, b.nil), next, this.delegation.send(target, sent))),
          stmt.pos,
        ),
      ]),
      b.expr(result === null ? end : b.assign(b.id(result), end), stmt.pos),
    ];
  }

  /** Statements one after the other, those without a `yield` passed over on the way back. */
  list(body: readonly js.Stmt[], before: js.Expr | null): js.Stmt[] {
    if (!anyYield(body)) return [...body];
    const out: js.Stmt[] = [];
    let plain: js.Stmt[] = [];
    let last = -1;
    body.forEach((stmt, i) => {
      if (hasYield(stmt)) last = i;
    });
    let position = before;
    for (const [i, stmt] of body.entries()) {
      if (!hasYield(stmt)) {
        position = positionIn(stmt) ?? position;
        // Behind the last `yield` nothing is passed over any more.
        if (i > last) out.push(stmt);
        else plain.push(stmt);
        continue;
      }
      const number = this.numbers.get(stmt);
      if (number !== undefined) plain.push(...this.leave(stmt as YieldStatement));
      if (plain.length > 0) out.push(b.if_(fresh, plain));
      plain = [];
      const inner =
        number === undefined ? this.resumable(stmt, position) : this.enter(stmt as YieldStatement, position);
      if (i === last) out.push(...inner);
      else out.push(b.if_(b.binary("<=", at, b.lit(this.highest(stmt))), inner));
    }
    return out;
  }

  /** The number of the last `yield` in a statement. */
  highest(stmt: js.Stmt): number {
    const own = this.numbers.get(stmt);
    if (own !== undefined) return own;
    return Math.max(0, ...parts(stmt).flatMap((part) => part.filter(hasYield).map((s) => this.highest(s))));
  }

  resumable(stmt: js.Stmt, position: js.Expr | null): js.Stmt[] {
    switch (stmt.type) {
      case "IfStatement":
        return [this.branch(stmt, position)];
      case "LabeledStatement": {
        return [b.label(stmt.label, single(this.resumable(stmt.body, position)))];
      }
      case "TryStatement": {
        const { finalizer } = stmt;
        if (finalizer === null) return [{ ...stmt, block: this.list(stmt.block, position) }];
        this.finalizers++;
        const block = this.list(stmt.block, position);
        this.finalizers--;
        return [{ ...stmt, block, finalizer: [b.if_(b.binary("<", field("at"), b.lit(0)), finalizer)] }];
      }
      case "WhileStatement":
        return [{ ...stmt, test: again(stmt.test), body: this.list(stmt.body, position) }];
      case "ForStatement": {
        const test = stmt.test === null ? null : again(stmt.test);
        return [{ ...stmt, test, body: this.list(stmt.body, position) }];
      }
      case "BlockStatement":
        return [{ ...stmt, body: this.list(stmt.body, position) }];
      default:
        return [];
    }
  }

  branch(stmt: js.IfStatement, position: js.Expr | null): js.Stmt {
    const { test, consequent, alternate } = stmt;
    const yes = consequent.some(hasYield);
    const no = alternate?.some(hasYield) ?? false;
    const highest = Math.max(0, ...consequent.filter(hasYield).map((s) => this.highest(s)));
    const way =
      yes && no
        ? b.cond(fresh, test, b.binary("<=", at, b.lit(highest)))
        : yes
          ? again(test)
          : b.and(fresh, test);
    return {
      ...stmt,
      test: way,
      consequent: this.list(consequent, position),
      alternate: alternate === null ? null : this.list(alternate, position),
    };
  }

  /** The way out at a `yield`. */
  leave(stmt: YieldStatement): js.Stmt[] {
    const number = this.numbers.get(stmt) as number;
    const live = this.live.get(stmt) as ReadonlySet<string>;
    const delegate = this.delegates.get(stmt);
    const out: js.Stmt[] = this.kept(stmt, live)
      .filter((name) => this.assigned.has(name))
      .map((name) => b.expr(b.assign(savedField(this.saved.indexOf(name)), b.id(name))));
    if (delegate !== undefined) out.push(b.expr(b.assign(field("delegate"), delegate.target)));
    if (this.finalizers > 0) out.push(b.expr(this.delegation.yieldHandling()));
    out.push(b.expr(b.assign(field("at"), b.lit(number))), b.ret(yieldOf(stmt)?.arg ?? b.nil));
    return out;
  }

  /** The way back in. */
  enter(stmt: YieldStatement, position: js.Expr | null): js.Stmt[] {
    const live = this.live.get(stmt) as ReadonlySet<string>;
    const delegate = this.delegates.get(stmt);
    const own = targetOf(stmt);
    const mark = position === null ? [] : [b.expr(position)];
    const on: js.Stmt[] = [b.expr(b.assign(at, b.lit(0)))];
    if (delegate !== undefined) {
      const { target, value } = delegate;
      on.push(
        b.if_(b.ne(raised, b.undef), [
          ...mark,
          b.expr(b.assign(value, this.delegation.raise(target, raised))),
          b.continue_(),
        ]),
        b.expr(b.assign(field("delegate"), b.nil)),
        ...mark,
      );
    } else on.push(b.if_(b.ne(raised, b.undef), [...mark, b.throw_(raised)]));
    if (own !== null && live.has(own)) {
      on.push(b.expr(b.assign(b.id(own), field("sent"))), b.expr(b.assign(field("sent"), b.nil)));
    }
    return on;
  }
}

/** The variable that a `yield` statement assigns to. */
function targetOf({ expression }: js.Stmt & { expression?: js.Expr }): string | null {
  if (expression?.type !== "AssignmentExpression") return null;
  return expression.target.type === "Identifier" ? expression.target.name : null;
}

/** `$g.delegate = null`, which a stepper does on its way back in. */
function clearsDelegate({ expression }: js.Stmt & { expression?: js.Expr }): boolean {
  if (expression?.type !== "AssignmentExpression" || expression.target.type !== "MemberExpression")
    return false;
  const { object, property } = expression.target;
  return object.type === "Identifier" && object.name === "$g" && property === "delegate";
}

/** `$p = 3` */
function positionIn(stmt: js.Stmt): js.Expr | null {
  return targetOf(stmt) === "$p" ? (stmt as YieldStatement).expression : null;
}

/** `return v` ends the generator: `this.returned = v; this.at = -2; return undefined;` */
function returns(body: readonly js.Stmt[], end: () => js.Expr): js.Stmt[] {
  const all = (inner: readonly js.Stmt[]): js.Stmt[] => returns(inner, end);
  return body.flatMap((stmt): js.Stmt[] => {
    switch (stmt.type) {
      case "ReturnStatement": {
        const { arg } = stmt;
        const nothing = arg === null || (arg.type === "Literal" && (arg.value ?? null) === null);
        // The value is computed first: it may raise.
        const kept = nothing ? [] : [b.expr(b.assign(field("returned"), arg), stmt.pos)];
        return [...kept, b.expr(end()), b.ret(b.undef)];
      }
      case "IfStatement": {
        const { consequent, alternate } = stmt;
        return [{ ...stmt, consequent: all(consequent), alternate: alternate && all(alternate) }];
      }
      case "LabeledStatement":
        return [{ ...stmt, body: single(all([stmt.body])) }];
      case "TryStatement": {
        const { block, handler, finalizer } = stmt;
        return [
          {
            ...stmt,
            block: all(block),
            handler: handler && all(handler),
            finalizer: finalizer && all(finalizer),
          },
        ];
      }
      case "SwitchStatement":
        return [{ ...stmt, cases: stmt.cases.map((one) => ({ ...one, body: all(one.body) })) }];
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForOfStatement":
      case "BlockStatement":
        return [{ ...stmt, body: all(stmt.body) }];
      default:
        return [stmt];
    }
  });
}

/** Statements as one, for behind a label. */
function single(body: readonly js.Stmt[]): js.Stmt {
  const [only] = body;
  return body.length === 1 && only !== undefined ? only : b.block(body);
}

/** The variables that something assigns to. */
function assigned(node: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const item of node) assigned(item, into);
  else if (typeof node === "object" && node !== null) {
    const { type, target, arg } = node as { type?: string; target?: js.Expr; arg?: js.Expr };
    const changed = type === "AssignmentExpression" ? target : type === "UpdateExpression" ? arg : undefined;
    for (const one of changed?.type === "ArrayExpression" ? changed.elements : [changed]) {
      if (one?.type === "Identifier") into.add(one.name);
    }
    for (const child of Object.values(node)) assigned(child, into);
  }
  return into;
}
