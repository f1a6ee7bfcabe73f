/**
 * JavaScript as data: the nodes that the code generator builds and the printer writes.
 *
 * The names are ESTree's, the set is leaner: only what a compiler emits has a node. There are no templates, regular
 * expressions or classes, and destructuring is an `ArrayExpression` in a declarator's or assignment's target. Nodes are
 * plain immutable data, may be shared between several parents, and carry no source text. A subtree says nothing about
 * parentheses: the printer derives them from precedence, so that no builder can get them wrong.
 *
 * Positions: a statement may carry `pos`, a number that this folder passes through without knowing its meaning. The
 * printer returns, for each line it wrote, the last `pos` in force where the line starts.
 */

export type UnaryOperator = "-" | "+" | "!" | "~" | "typeof" | "void" | "delete";
export type LogicalOperator = "&&" | "||" | "??";
export type BinaryOperator =
  | "|"
  | "^"
  | "&"
  | "=="
  | "!="
  | "==="
  | "!=="
  | "<"
  | ">"
  | "<="
  | ">="
  | "in"
  | "instanceof"
  | "<<"
  | ">>"
  | ">>>"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**";
export type AssignmentOperator = "=" | "+=" | "-=" | "*=" | "|=" | "&=" | "&&=" | "||=" | "??=";

export type Identifier = { readonly type: "Identifier"; readonly name: string };
export type Literal = {
  readonly type: "Literal";
  readonly value: string | number | bigint | boolean | null | undefined;
};
export type ThisExpression = { readonly type: "ThisExpression" };
export type ArrayExpression = {
  readonly type: "ArrayExpression";
  readonly elements: readonly (Expr | null)[];
};
export type Property =
  | { readonly kind: "init"; readonly key: string | Expr; readonly value: Expr }
  | {
      readonly kind: "get" | "set" | "method";
      readonly key: string | Expr;
      readonly value: FunctionExpression;
    }
  | { readonly kind: "spread"; readonly value: Expr };
export type ObjectExpression = {
  readonly type: "ObjectExpression";
  readonly properties: readonly Property[];
};
export type FunctionExpression = {
  readonly type: "FunctionExpression";
  readonly name: string | null;
  readonly params: readonly Expr[];
  readonly body: readonly Stmt[];
  readonly generator: boolean;
  readonly async: boolean;
};
export type ArrowFunctionExpression = {
  readonly type: "ArrowFunctionExpression";
  readonly params: readonly Expr[];
  readonly body: Expr | readonly Stmt[];
};
export type CallExpression = {
  readonly type: "CallExpression";
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly optional: boolean;
};
export type NewExpression = {
  readonly type: "NewExpression";
  readonly callee: Expr;
  readonly args: readonly Expr[];
};
/** `object.property`; a name that is no JavaScript identifier is printed as `object["name"]`. */
export type MemberExpression = {
  readonly type: "MemberExpression";
  readonly object: Expr;
  readonly property: string;
  readonly optional: boolean;
};
export type IndexExpression = {
  readonly type: "IndexExpression";
  readonly object: Expr;
  readonly index: Expr;
  readonly optional: boolean;
};
export type UnaryExpression = {
  readonly type: "UnaryExpression";
  readonly op: UnaryOperator;
  readonly arg: Expr;
};
export type UpdateExpression = {
  readonly type: "UpdateExpression";
  readonly op: "++" | "--";
  readonly prefix: boolean;
  readonly arg: Expr;
};
export type BinaryExpression = {
  readonly type: "BinaryExpression";
  readonly op: BinaryOperator | LogicalOperator;
  readonly left: Expr;
  readonly right: Expr;
};
export type AssignmentExpression = {
  readonly type: "AssignmentExpression";
  readonly op: AssignmentOperator;
  readonly target: Expr;
  readonly value: Expr;
};
export type ConditionalExpression = {
  readonly type: "ConditionalExpression";
  readonly test: Expr;
  readonly consequent: Expr;
  readonly alternate: Expr;
};
export type SequenceExpression = {
  readonly type: "SequenceExpression";
  readonly expressions: readonly Expr[];
};
export type SpreadElement = { readonly type: "SpreadElement"; readonly arg: Expr };
export type YieldExpression = {
  readonly type: "YieldExpression";
  readonly arg: Expr | null;
  readonly delegate: boolean;
};
export type AwaitExpression = { readonly type: "AwaitExpression"; readonly arg: Expr };

export type Expr =
  | Identifier
  | Literal
  | ThisExpression
  | ArrayExpression
  | ObjectExpression
  | FunctionExpression
  | ArrowFunctionExpression
  | CallExpression
  | NewExpression
  | MemberExpression
  | IndexExpression
  | UnaryExpression
  | UpdateExpression
  | BinaryExpression
  | AssignmentExpression
  | ConditionalExpression
  | SequenceExpression
  | SpreadElement
  | YieldExpression
  | AwaitExpression;

type At = { readonly pos?: number };
export type ExpressionStatement = At & { readonly type: "ExpressionStatement"; readonly expression: Expr };
export type Declarator = { readonly id: Expr; readonly init: Expr | null };
export type VariableDeclaration = At & {
  readonly type: "VariableDeclaration";
  readonly kind: "let" | "const" | "var";
  readonly declarations: readonly Declarator[];
};
export type FunctionDeclaration = At & {
  readonly type: "FunctionDeclaration";
  readonly fn: FunctionExpression;
};
export type ReturnStatement = At & { readonly type: "ReturnStatement"; readonly arg: Expr | null };
export type ThrowStatement = At & { readonly type: "ThrowStatement"; readonly arg: Expr };
export type IfStatement = At & {
  readonly type: "IfStatement";
  readonly test: Expr;
  readonly consequent: readonly Stmt[];
  readonly alternate: readonly Stmt[] | null;
};
export type WhileStatement = At & {
  readonly type: "WhileStatement";
  readonly test: Expr;
  readonly body: readonly Stmt[];
};
export type DoWhileStatement = At & {
  readonly type: "DoWhileStatement";
  readonly test: Expr;
  readonly body: readonly Stmt[];
};
export type ForStatement = At & {
  readonly type: "ForStatement";
  readonly init: VariableDeclaration | Expr | null;
  readonly test: Expr | null;
  readonly update: Expr | null;
  readonly body: readonly Stmt[];
};
export type ForOfStatement = At & {
  readonly type: "ForOfStatement";
  readonly kind: "let" | "const" | null;
  readonly left: Expr;
  readonly right: Expr;
  readonly body: readonly Stmt[];
};
export type BlockStatement = At & { readonly type: "BlockStatement"; readonly body: readonly Stmt[] };
export type LabeledStatement = At & {
  readonly type: "LabeledStatement";
  readonly label: string;
  readonly body: Stmt;
};
export type BreakStatement = At & { readonly type: "BreakStatement"; readonly label: string | null };
export type ContinueStatement = At & { readonly type: "ContinueStatement"; readonly label: string | null };
export type TryStatement = At & {
  readonly type: "TryStatement";
  readonly block: readonly Stmt[];
  readonly param: string | null;
  readonly handler: readonly Stmt[] | null;
  readonly finalizer: readonly Stmt[] | null;
  /** The Python statement that this is does nothing when a generator that waits in it is closed. */
  readonly ignoresExit?: boolean;
};
export type SwitchCase = { readonly test: Expr | null; readonly body: readonly Stmt[] };
export type SwitchStatement = At & {
  readonly type: "SwitchStatement";
  readonly discriminant: Expr;
  readonly cases: readonly SwitchCase[];
};
/** A line comment; several lines in `text` give several comment lines. */
export type CommentStatement = At & { readonly type: "CommentStatement"; readonly text: string };

export type Stmt =
  | ExpressionStatement
  | VariableDeclaration
  | FunctionDeclaration
  | ReturnStatement
  | ThrowStatement
  | IfStatement
  | WhileStatement
  | DoWhileStatement
  | ForStatement
  | ForOfStatement
  | BlockStatement
  | LabeledStatement
  | BreakStatement
  | ContinueStatement
  | TryStatement
  | SwitchStatement
  | CommentStatement;
