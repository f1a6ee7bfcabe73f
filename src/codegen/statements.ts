/** The table of statements. */
import { nil } from "../js/builders.ts";
import { annAssign } from "./annotations.ts";
import { assign, augAssign, deleteStatement, forgetBeforeCollection } from "./assignments.ts";
import { classDef } from "./classes.ts";
import { constantOf } from "./constants.ts";
import { forStatement, ifStatement, whileStatement } from "./control-flow.ts";
import type { StmtEmitters } from "./emitter.ts";
import { assertStatement, raiseStatement, tryStatement } from "./exceptions.ts";
import { breakStatement, continueStatement, emitReturn } from "./exits.ts";
import { functionDef } from "./functions.ts";
import { importFromStatement, importStatement } from "./imports.ts";
import { matchStatement } from "./match.ts";
import { returned } from "./tracing.ts";
import { typeAlias } from "./type-parameters.ts";
import { withStatement } from "./with.ts";

const nothing = (): void => {};

export const statements: StmtEmitters = {
  FunctionDef: functionDef,
  AsyncFunctionDef: functionDef,
  ClassDef: classDef,
  Return(e, node) {
    emitReturn(e, returned(e, node.value === null ? nil : e.expr(node.value).js));
  },
  Delete: deleteStatement,
  Assign: assign,
  TypeAlias: typeAlias,
  AugAssign: augAssign,
  AnnAssign: (e, node) => annAssign(e, node, e.annotations),
  For: forStatement,
  AsyncFor: forStatement,
  While: whileStatement,
  If: ifStatement,
  With: withStatement,
  AsyncWith: withStatement,
  Match: matchStatement,
  Raise: raiseStatement,
  Try: tryStatement,
  TryStar: tryStatement,
  Assert: assertStatement,
  Import: importStatement,
  ImportFrom: importFromStatement,
  Global: nothing,
  Nonlocal: nothing,
  Expr(e, node) {
    if (e.unit.options.mode === "single" && e.code.scope.kind === "module") {
      const value = e.atom(node.value);
      e.run(e.slow(node, e.call("displayHook", value.js)));
    } else if (constantOf(node.value) === undefined) {
      forgetBeforeCollection(e, node.value);
      const { js } = e.expr(node.value);
      if (js.type !== "Identifier" && js.type !== "Literal") e.run(js);
    }
  },
  Pass: nothing,
  Break: breakStatement,
  Continue: continueStatement,
};
