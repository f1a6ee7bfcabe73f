/**
 * Writes JavaScript nodes as text, in one pass.
 *
 * Parentheses come from precedence alone: each call of `expr` states the lowest precedence its context accepts, and a
 * node below that is wrapped. Four rules of the grammar are not precedence and have their own lines here: `??` never
 * stands bare beside `||` or `&&`; the left operand of `**` is no unary expression; a statement and an arrow body never
 * start with `{` (or a statement with `function`); `in` is wrapped inside a `for` head.
 *
 * Generated programs hold chains of a hundred thousand operators, so the left spine of operators, calls and members, and
 * the tails of `else if` and of nested conditionals, are walked by loops. Only real nesting uses the JavaScript stack.
 */
import type {
  BinaryExpression,
  Expr,
  FunctionExpression,
  Property,
  Stmt,
  VariableDeclaration,
} from "./nodes.ts";

export type PrintOptions = {
  /** Text of one indentation level; empty gives the most compact output. */
  readonly indent?: string;
};

export type Printed = {
  readonly text: string;
  /** For each line of `text`, the `pos` of the last statement that began before or on it; -1 before the first. */
  readonly lines: readonly number[];
};

const SEQUENCE = 0;
const ASSIGNMENT = 1;
const CONDITIONAL = 2;
const NULLISH = 3;
const EXPONENT = 14;
const UNARY = 15;
const POSTFIX = 16;
const CALL = 18;
const PRIMARY = 19;

const binaryPrecedence: { readonly [op in BinaryExpression["op"]]: number } = {
  "??": NULLISH,
  "||": 4,
  "&&": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "==": 9,
  "!=": 9,
  "===": 9,
  "!==": 9,
  "<": 10,
  ">": 10,
  "<=": 10,
  ">=": 10,
  in: 10,
  instanceof: 10,
  "<<": 11,
  ">>": 11,
  ">>>": 11,
  "+": 12,
  "-": 12,
  "*": 13,
  "/": 13,
  "%": 13,
  "**": EXPONENT,
};

function isNegative(value: number | bigint): boolean {
  return typeof value === "number" ? value < 0 || Object.is(value, -0) : value < 0n;
}

/** The precedence of `node` seen from outside. */
function precedence(node: Expr): number {
  switch (node.type) {
    case "SequenceExpression":
      return SEQUENCE;
    case "AssignmentExpression":
    case "ArrowFunctionExpression":
    case "YieldExpression":
    case "SpreadElement":
      return ASSIGNMENT;
    case "ConditionalExpression":
      return CONDITIONAL;
    case "BinaryExpression":
      return binaryPrecedence[node.op];
    case "UnaryExpression":
    case "AwaitExpression":
      return UNARY;
    case "UpdateExpression":
      return node.prefix ? UNARY : POSTFIX;
    case "CallExpression":
    case "NewExpression":
    case "MemberExpression":
    case "IndexExpression":
      return CALL;
    case "Literal":
      if (node.value === undefined) return UNARY;
      return (typeof node.value === "number" || typeof node.value === "bigint") && isNegative(node.value)
        ? UNARY
        : PRIMARY;
    default:
      return PRIMARY;
  }
}

/** The node whose first token is the first token of `node`, unless parentheses come first. */
function leftmost(node: Expr): Expr {
  let at = node;
  for (;;) {
    switch (at.type) {
      case "SequenceExpression": {
        const first = at.expressions[0];
        if (first === undefined) return at;
        at = first;
        break;
      }
      case "BinaryExpression":
        at = at.left;
        break;
      case "ConditionalExpression":
        at = at.test;
        break;
      case "AssignmentExpression":
        at = at.target;
        break;
      case "CallExpression":
        at = at.callee;
        break;
      case "MemberExpression":
      case "IndexExpression":
        at = at.object;
        break;
      case "UpdateExpression":
        if (at.prefix) return at;
        at = at.arg;
        break;
      default:
        return at;
    }
  }
}

/** A `new` callee may hold no call and no optional chain on its spine. */
function needsParensInNew(callee: Expr): boolean {
  let at = callee;
  for (;;) {
    if (at.type === "CallExpression") return true;
    if (at.type !== "MemberExpression" && at.type !== "IndexExpression") return false;
    if (at.optional) return true;
    at = at.object;
  }
}

const identifierPattern = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

const shortEscapes: { readonly [unit: number]: string } = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

const plainText = /^[ !#-[\]-~\u00a1-\u02ff\u0370-\u1fff\u3040-\ud7ff]*$/;

/** A double-quoted literal of exactly these code units; lone surrogates, separators and controls are escaped. */
export function quote(text: string): string {
  if (plainText.test(text)) return `"${text}"`;
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const short = shortEscapes[unit];
    if (short !== undefined) {
      out += short;
    } else if (unit >= 0x20 && unit < 0x7f) {
      out += text.charAt(i);
    } else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      out += text.charAt(i) + text.charAt(++i);
    } else if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) {
      out += `\\x${unit.toString(16).padStart(2, "0")}`;
    } else if ((unit >= 0xd800 && unit < 0xe000) || unit === 0x2028 || unit === 0x2029 || unit === 0xfeff) {
      out += `\\u${unit.toString(16)}`;
    } else {
      out += text.charAt(i);
    }
  }
  return `${out}"`;
}

class Printer {
  out = "";
  depth = 0;
  noIn = false;
  pos = -1;
  readonly lines: number[] = [-1];
  readonly indent: string;

  constructor(indent: string) {
    this.indent = indent;
  }

  newline(): void {
    this.out += "\n";
    this.lines.push(this.pos);
    for (let i = 0; i < this.depth; i++) this.out += this.indent;
  }

  // Statements

  /** Statements one below the other, with no newline before the first or after the last. */
  statements(body: readonly Stmt[]): void {
    let first = true;
    for (const stmt of body) {
      if (stmt.pos !== undefined) this.pos = stmt.pos;
      if (first) {
        first = false;
        if (this.lines.length === 1 && this.out === "") this.lines[0] = this.pos;
      } else {
        this.newline();
      }
      this.statement(stmt);
    }
  }

  braces(body: readonly Stmt[]): void {
    if (body.length === 0) {
      this.out += "{}";
      return;
    }
    const first = body[0];
    if (first?.pos !== undefined) this.pos = first.pos;
    const noIn = this.noIn;
    this.noIn = false;
    this.out += "{";
    this.depth++;
    this.newline();
    this.statements(body);
    this.depth--;
    this.newline();
    this.out += "}";
    this.noIn = noIn;
  }

  statement(stmt: Stmt): void {
    switch (stmt.type) {
      case "ExpressionStatement": {
        const start = leftmost(stmt.expression).type;
        if (start === "ObjectExpression" || start === "FunctionExpression") this.parens(stmt.expression);
        else this.expr(stmt.expression, SEQUENCE);
        this.out += ";";
        return;
      }
      case "VariableDeclaration":
        this.declaration(stmt);
        this.out += ";";
        return;
      case "FunctionDeclaration":
        this.func(stmt.fn);
        return;
      case "ReturnStatement":
      case "ThrowStatement":
        this.out += stmt.type === "ReturnStatement" ? "return" : "throw";
        if (stmt.arg !== null) {
          this.out += " ";
          this.expr(stmt.arg, SEQUENCE);
        }
        this.out += ";";
        return;
      case "IfStatement":
        this.ifChain(stmt);
        return;
      case "WhileStatement":
        this.out += "while (";
        this.expr(stmt.test, SEQUENCE);
        this.out += ") ";
        this.braces(stmt.body);
        return;
      case "DoWhileStatement":
        this.out += "do ";
        this.braces(stmt.body);
        this.out += " while (";
        this.expr(stmt.test, SEQUENCE);
        this.out += ");";
        return;
      case "ForStatement":
        this.out += "for (";
        this.noIn = true;
        if (stmt.init !== null) {
          if (stmt.init.type === "VariableDeclaration") this.declaration(stmt.init);
          else this.expr(stmt.init, SEQUENCE);
        }
        this.noIn = false;
        this.out += ";";
        if (stmt.test !== null) {
          this.out += " ";
          this.expr(stmt.test, SEQUENCE);
        }
        this.out += ";";
        if (stmt.update !== null) {
          this.out += " ";
          this.expr(stmt.update, SEQUENCE);
        }
        this.out += ") ";
        this.braces(stmt.body);
        return;
      case "ForOfStatement":
        this.out += stmt.kind === null ? "for (" : `for (${stmt.kind} `;
        this.expr(stmt.left, CALL);
        this.out += " of ";
        this.expr(stmt.right, ASSIGNMENT);
        this.out += ") ";
        this.braces(stmt.body);
        return;
      case "BlockStatement":
        this.braces(stmt.body);
        return;
      case "LabeledStatement":
        this.out += `${stmt.label}: `;
        this.statement(stmt.body);
        return;
      case "BreakStatement":
        this.out += stmt.label === null ? "break;" : `break ${stmt.label};`;
        return;
      case "ContinueStatement":
        this.out += stmt.label === null ? "continue;" : `continue ${stmt.label};`;
        return;
      case "TryStatement":
        this.out += "try ";
        this.braces(stmt.block);
        if (stmt.handler !== null) {
          this.out += stmt.param === null ? " catch " : ` catch (${stmt.param}) `;
          this.braces(stmt.handler);
        }
        if (stmt.finalizer !== null) {
          this.out += " finally ";
          this.braces(stmt.finalizer);
        }
        return;
      case "SwitchStatement":
        this.out += "switch (";
        this.expr(stmt.discriminant, SEQUENCE);
        this.out += ") {";
        this.depth++;
        for (const clause of stmt.cases) {
          this.newline();
          if (clause.test === null) {
            this.out += "default:";
          } else {
            this.out += "case ";
            this.expr(clause.test, SEQUENCE);
            this.out += ":";
          }
          this.depth++;
          if (clause.body.length > 0) {
            this.newline();
            this.statements(clause.body);
          }
          this.depth--;
        }
        this.depth--;
        this.newline();
        this.out += "}";
        return;
      case "CommentStatement": {
        let first = true;
        for (const line of stmt.text.split(/[\n\r\u2028\u2029]/)) {
          if (!first) this.newline();
          first = false;
          this.out += `// ${line}`;
        }
        return;
      }
    }
  }

  ifChain(stmt: Extract<Stmt, { type: "IfStatement" }>): void {
    let at = stmt;
    for (;;) {
      this.out += "if (";
      this.expr(at.test, SEQUENCE);
      this.out += ") ";
      this.braces(at.consequent);
      if (at.alternate === null || at.alternate.length === 0) return;
      this.out += " else ";
      const only = at.alternate[0];
      if (at.alternate.length !== 1 || only?.type !== "IfStatement") {
        this.braces(at.alternate);
        return;
      }
      if (only.pos !== undefined) this.pos = only.pos;
      at = only;
    }
  }

  declaration(node: VariableDeclaration): void {
    this.out += node.kind;
    let separator = " ";
    for (const { id, init } of node.declarations) {
      this.out += separator;
      separator = ", ";
      this.expr(id, CALL);
      if (init !== null) {
        this.out += " = ";
        this.expr(init, ASSIGNMENT);
      }
    }
  }

  // Expressions

  parens(node: Expr): void {
    const noIn = this.noIn;
    this.noIn = false;
    this.out += "(";
    this.bare(node);
    this.out += ")";
    this.noIn = noIn;
  }

  expr(node: Expr, min: number): void {
    if (precedence(node) < min || (this.noIn && node.type === "BinaryExpression" && node.op === "in")) {
      this.parens(node);
    } else {
      this.bare(node);
    }
  }

  list(items: readonly (Expr | null)[]): void {
    const noIn = this.noIn;
    this.noIn = false;
    let first = true;
    for (const item of items) {
      if (!first) this.out += ", ";
      first = false;
      if (item !== null) this.expr(item, ASSIGNMENT);
    }
    this.noIn = noIn;
  }

  bare(node: Expr): void {
    switch (node.type) {
      case "Identifier":
        this.out += node.name;
        return;
      case "Literal":
        this.literal(node.value);
        return;
      case "ThisExpression":
        this.out += "this";
        return;
      case "ArrayExpression":
        this.out += "[";
        this.list(node.elements);
        if (node.elements.length > 0 && node.elements[node.elements.length - 1] === null) this.out += ",";
        this.out += "]";
        return;
      case "ObjectExpression":
        this.objectLiteral(node.properties);
        return;
      case "FunctionExpression":
        this.func(node);
        return;
      case "ArrowFunctionExpression":
        this.arrow(node);
        return;
      case "CallExpression":
      case "MemberExpression":
      case "IndexExpression":
        this.chain(node);
        return;
      case "NewExpression":
        this.out += "new ";
        if (needsParensInNew(node.callee)) this.parens(node.callee);
        else this.expr(node.callee, CALL);
        this.out += "(";
        this.list(node.args);
        this.out += ")";
        return;
      case "UnaryExpression": {
        this.out += node.op.length > 1 ? `${node.op} ` : node.op;
        if ((node.op === "-" || node.op === "+") && this.startsWithSign(node.arg)) this.out += " ";
        this.expr(node.arg, UNARY);
        return;
      }
      case "UpdateExpression":
        if (node.prefix) this.out += node.op;
        this.expr(node.arg, CALL);
        if (!node.prefix) this.out += node.op;
        return;
      case "BinaryExpression":
        this.binary(node);
        return;
      case "AssignmentExpression":
        this.expr(node.target, CALL);
        this.out += ` ${node.op} `;
        this.expr(node.value, ASSIGNMENT);
        return;
      case "ConditionalExpression":
        this.conditional(node);
        return;
      case "SequenceExpression": {
        let first = true;
        for (const part of node.expressions) {
          if (!first) this.out += ", ";
          first = false;
          this.expr(part, ASSIGNMENT);
        }
        return;
      }
      case "SpreadElement":
        this.out += "...";
        this.expr(node.arg, ASSIGNMENT);
        return;
      case "YieldExpression":
        this.out += node.delegate ? "yield*" : "yield";
        if (node.arg !== null) {
          this.out += " ";
          this.expr(node.arg, ASSIGNMENT);
        }
        return;
      case "AwaitExpression":
        this.out += "await ";
        this.expr(node.arg, UNARY);
        return;
    }
  }

  startsWithSign(node: Expr): boolean {
    if (node.type === "UnaryExpression") return node.op === "-" || node.op === "+";
    if (node.type === "UpdateExpression") return node.prefix;
    return node.type === "Literal" && node.value !== undefined && precedence(node) === UNARY;
  }

  literal(value: string | number | bigint | boolean | null | undefined): void {
    switch (typeof value) {
      case "string":
        this.out += quote(value);
        return;
      case "number":
        if (Object.is(value, -0)) this.out += "-0";
        else if (Number.isFinite(value)) this.out += String(value);
        else this.out += Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
        return;
      case "bigint":
        this.out += `${value}n`;
        return;
      case "undefined":
        this.out += "void 0";
        return;
      default:
        this.out += String(value);
    }
  }

  func(node: FunctionExpression): void {
    this.out += node.async ? "async function" : "function";
    if (node.generator) this.out += "*";
    if (node.name !== null) this.out += ` ${node.name}`;
    this.out += "(";
    this.list(node.params);
    this.out += ") ";
    this.braces(node.body);
  }

  arrow(node: Extract<Expr, { type: "ArrowFunctionExpression" }>): void {
    const only = node.params[0];
    if (node.params.length === 1 && only?.type === "Identifier") {
      this.out += only.name;
    } else {
      this.out += "(";
      this.list(node.params);
      this.out += ")";
    }
    this.out += " => ";
    if (!("type" in node.body)) this.braces(node.body);
    else if (leftmost(node.body).type === "ObjectExpression") this.parens(node.body);
    else this.expr(node.body, ASSIGNMENT);
  }

  key(key: string | Expr): void {
    if (typeof key !== "string") {
      this.out += "[";
      this.expr(key, ASSIGNMENT);
      this.out += "]";
    } else if (key === "__proto__") {
      this.out += '["__proto__"]';
    } else {
      this.out += identifierPattern.test(key) ? key : quote(key);
    }
  }

  objectLiteral(properties: readonly Property[]): void {
    const noIn = this.noIn;
    this.noIn = false;
    let separator = "{ ";
    for (const property of properties) {
      this.out += separator;
      separator = ", ";
      switch (property.kind) {
        case "spread":
          this.out += "...";
          this.expr(property.value, ASSIGNMENT);
          break;
        case "init":
          this.key(property.key);
          this.out += ": ";
          this.expr(property.value, ASSIGNMENT);
          break;
        default:
          if (property.kind !== "method") this.out += `${property.kind} `;
          if (property.value.generator) this.out += "*";
          this.key(property.key);
          this.out += "(";
          this.list(property.value.params);
          this.out += ") ";
          this.braces(property.value.body);
      }
    }
    this.out += properties.length === 0 ? "{}" : " }";
    this.noIn = noIn;
  }

  /** Calls and members: down to the base of the chain, then each link in turn. */
  chain(node: Expr): void {
    const links: Expr[] = [];
    let base = node;
    while (
      base.type === "CallExpression" ||
      base.type === "MemberExpression" ||
      base.type === "IndexExpression"
    ) {
      links.push(base);
      base = base.type === "CallExpression" ? base.callee : base.object;
    }
    const bareNumber =
      base.type === "Literal" && typeof base.value === "number" && precedence(base) === PRIMARY;
    if (bareNumber) this.parens(base);
    else this.expr(base, CALL);
    for (let i = links.length - 1; i >= 0; i--) {
      const link = links[i];
      if (link?.type === "CallExpression") {
        this.out += link.optional ? "?.(" : "(";
        this.list(link.args);
        this.out += ")";
      } else if (link?.type === "MemberExpression") {
        if (identifierPattern.test(link.property)) {
          this.out += link.optional ? "?." : ".";
          this.out += link.property;
        } else {
          this.out += link.optional ? "?.[" : "[";
          this.out += `${quote(link.property)}]`;
        }
      } else if (link?.type === "IndexExpression") {
        this.out += link.optional ? "?.[" : "[";
        const noIn = this.noIn;
        this.noIn = false;
        this.expr(link.index, SEQUENCE);
        this.noIn = noIn;
        this.out += "]";
      }
    }
  }

  /** Left-associative operators: the left spine as far as it needs no parentheses, then each right operand. */
  binary(node: BinaryExpression): void {
    const spine: BinaryExpression[] = [node];
    let at = node;
    while (at.op !== "**" && at.left.type === "BinaryExpression" && this.bareOnLeft(at.left, at)) {
      at = at.left;
      spine.push(at);
    }
    const level = binaryPrecedence[at.op];
    if (at.op === "**") this.expr(at.left, POSTFIX);
    else if (at.left.type === "BinaryExpression") this.parens(at.left);
    else this.expr(at.left, level);
    for (let i = spine.length - 1; i >= 0; i--) {
      const { op, right } = spine[i] as BinaryExpression;
      this.out += ` ${op} `;
      const mixed = right.type === "BinaryExpression" && this.mixesNullish(op, right.op);
      if (mixed) this.parens(right);
      else this.expr(right, op === "**" ? EXPONENT : binaryPrecedence[op] + 1);
    }
  }

  bareOnLeft(left: BinaryExpression, parent: BinaryExpression): boolean {
    if (this.noIn && left.op === "in") return false;
    return binaryPrecedence[left.op] >= binaryPrecedence[parent.op] && !this.mixesNullish(parent.op, left.op);
  }

  mixesNullish(a: BinaryExpression["op"], b: BinaryExpression["op"]): boolean {
    if (a === "??") return b === "||" || b === "&&";
    return b === "??" && (a === "||" || a === "&&");
  }

  /** `a ? b : c ? d : e`, the tail by a loop. */
  conditional(node: Extract<Expr, { type: "ConditionalExpression" }>): void {
    let at = node;
    for (;;) {
      this.expr(at.test, NULLISH);
      this.out += " ? ";
      const noIn = this.noIn;
      this.noIn = false;
      this.expr(at.consequent, ASSIGNMENT);
      this.noIn = noIn;
      this.out += " : ";
      if (at.alternate.type !== "ConditionalExpression") {
        this.expr(at.alternate, ASSIGNMENT);
        return;
      }
      at = at.alternate;
    }
  }
}

/** Writes a program; `lines` maps each line of the text back to the statements' `pos`. */
export function print(program: readonly Stmt[], options: PrintOptions = {}): Printed {
  const printer = new Printer(options.indent ?? "");
  printer.statements(program);
  printer.out += "\n";
  return { text: printer.out, lines: printer.lines };
}

/** Writes one expression, for tests and messages. */
export function printExpression(node: Expr): string {
  const printer = new Printer("");
  printer.expr(node, SEQUENCE);
  return printer.out;
}
