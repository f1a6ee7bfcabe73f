/** Names: where the symbol tables put each one, and the JavaScript that reads, writes and unbinds it there. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { boundFlags, Flag, type Scope } from "../scope/scope.ts";
import type { Node } from "../syntax/ast.ts";
import { jsName } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { loadSplit } from "./float-expressions.ts";
import { bool, type Val, val } from "./types.ts";

type Variable =
  /** A JavaScript local. */
  | { readonly kind: "local"; readonly js: string }
  /** A cell in the JavaScript local `js`. */
  | { readonly kind: "cell"; readonly js: string; readonly own: boolean }
  | { readonly kind: "global" }
  /** A module's or class's own name, in the namespace mapping `ns`. */
  | { readonly kind: "namespace" }
  /** Read through the class namespace `ns` (an expression) first, then through a cell or the globals. */
  | { readonly kind: "class"; readonly ns: js.Expr; readonly cell: string | null };

/** The JavaScript local that holds the cell of `name` (mangled) of the current code object. */
export function cellName(e: Emitter, name: string): string {
  const cell = `${jsName(name)}$c`;
  e.code.usedCells.add(name);
  return cell;
}

/** Whether the class being compiled makes a cell of its own under `name`, apart from one that it takes from outside. */
function isClassCell(
  { kind, needsClassCell, needsClassDict, hasConditionalAnnotations }: Scope,
  name: string,
): boolean {
  if (kind !== "class") return false;
  if (name === "__class__") return needsClassCell;
  return name === "__classdict__"
    ? needsClassDict
    : name === "__conditional_annotations__" && hasConditionalAnnotations;
}

/** The JavaScript local with a cell that this class makes for the functions inside: `__class__` and its like. */
export function classCell(e: Emitter, name: string): js.Expr {
  e.code.usedClassCells.add(name);
  return b.id(`${name}$own`);
}

function rename(e: Emitter, scope: Scope, name: string): string {
  let names = e.renamed.get(scope);
  if (names === undefined) {
    names = new Map();
    e.renamed.set(scope, names);
  }
  let renamed = names.get(name);
  if (renamed === undefined) {
    renamed = e.code.unique(`${jsName(name)}$`);
    names.set(name, renamed);
    e.code.declared.add(renamed);
  }
  return renamed;
}

/** The class namespace as an annotation scope sees it. */
function classNamespace(e: Emitter): js.Expr {
  return b.member(b.id(cellName(e, "__classdict__")), "v");
}

/** Where `name` (mangled) lives, seen from the emitter's current scope. */
export function lookup(e: Emitter, name: string): Variable {
  let { scope } = e;
  const { code } = e;
  for (;;) {
    const inlined = scope !== code.scope;
    const symbol = scope.symbols.get(name);
    const storage = symbol?.storage ?? "globalImplicit";
    switch (storage) {
      case "local":
        if (scope.kind === "class") return { kind: "namespace" };
        if (scope.kind === "module") return { kind: code.nameMode === "namespace" ? "namespace" : "global" };
        return { kind: "local", js: inlined ? rename(e, scope, name) : jsName(name) };
      case "cell":
        if (inlined) return { kind: "cell", js: rename(e, scope, name), own: true };
        return { kind: "cell", js: cellName(e, name), own: true };
      case "free":
        if (inlined && scope.parent !== null && scope.parent.kind !== "class") {
          scope = scope.parent;
          continue;
        }
        if (scope.kind === "class" && !symbol?.has(boundFlags)) {
          return { kind: "class", ns: b.id("ns"), cell: cellName(e, name) };
        }
        if (scope.seesClass && name !== "__classdict__") {
          return { kind: "class", ns: classNamespace(e), cell: cellName(e, name) };
        }
        return { kind: "cell", js: cellName(e, name), own: false };
      case "globalExplicit":
        return { kind: "global" };
      case "globalImplicit":
        if (inlined && scope.parent?.kind === "class") return { kind: "global" };
        if (inlined && scope.parent !== null) {
          scope = scope.parent;
          continue;
        }
        if (scope.seesClass) return { kind: "class", ns: classNamespace(e), cell: null };
        return { kind: code.nameMode === "namespace" ? "namespace" : "global" };
    }
  }
}

/** The cell itself, to hand to the closure of a function made here. */
export function cellOf(e: Emitter, name: string): js.Expr {
  let { scope } = e;
  while (scope !== e.code.scope && scope.parent !== null) {
    const storage = scope.symbols.get(name)?.storage;
    if (storage === "cell") return b.id(rename(e, scope, name));
    scope = scope.parent;
  }
  return isClassCell(e.code.scope, name) ? classCell(e, name) : b.id(cellName(e, name));
}

function isDunder(name: string): boolean {
  return name.startsWith("__");
}

function unboundCheck(e: Emitter, value: js.Expr, name: string, free: boolean, where: Span): void {
  const error = e.call(free ? "unboundFreeError" : "unboundLocalError", b.lit(name));
  e.emit(b.if_(b.eq(value, b.undef), [b.expr(e.at(where)), b.throw_(error)]));
}

/**
 * A global:
 *
 *     ($1 = G.$x) !== undefined || ($1 = B.$x) !== undefined ? $1 : ($p = 3, $loadGlobal(G, B, "x"))
 */
export function loadGlobal(e: Emitter, name: string, where: Span): Val {
  e.code.note(name);
  const whole = e.slow(where, e.call("loadGlobal", b.id("G"), b.id("B"), b.lit(name)));
  if (isDunder(name)) return val(whole);
  const value = e.temp();
  let found = b.ne(b.assign(value, b.member(b.id("G"), `$${name}`)), b.undef);
  const { top } = e.unit.resolution;
  if (!top.symbols.get(name)?.has(boundFlags)) {
    found = b.or(found, b.ne(b.assign(value, b.member(b.id("B"), `$${name}`)), b.undef));
  }
  return val(b.cond(found, value, whole));
}

/** Whether a cell holds a parameter that nothing unbinds, so that it is never empty. */
function isParameterCell(e: Emitter, name: string): boolean {
  if (e.unit.resolution.unbound.has(name)) return false;
  let scope: Scope | null = e.scope;
  while (scope !== null) {
    const symbol = scope.symbols.get(name);
    if (symbol?.storage === "cell") return symbol.has(Flag.param);
    scope = scope.parent;
  }
  return false;
}

/** Reads a name that is already mangled. `sure` leaves out the check of a local. */
export function loadVariable(e: Emitter, name: string, where: Span, sure = false): Val {
  const variable = lookup(e, name);
  switch (variable.kind) {
    case "local": {
      const local = b.id(variable.js);
      if (e.split.has(name) && variable.js === jsName(name)) return loadSplit(e, name);
      if (!sure) unboundCheck(e, local, name, false, where);
      return val(local);
    }
    case "cell": {
      const value = e.hold(b.member(b.id(variable.js), "v"));
      if (!isParameterCell(e, name)) unboundCheck(e, value.js, name, !variable.own, where);
      return value;
    }
    case "global":
      return loadGlobal(e, name, where);
    case "namespace":
      e.code.note(name);
      return val(e.slow(where, e.call("loadName", b.id("ns"), b.id("G"), b.id("B"), b.lit(name))));
    case "class": {
      e.code.note(name);
      const { ns, cell } = variable;
      return val(
        e.slow(
          where,
          cell === null
            ? e.call("loadName", ns, b.id("G"), b.id("B"), b.lit(name))
            : e.call("loadClassDeref", ns, b.id(cell), b.lit(name)),
        ),
      );
    }
  }
}

export function loadName(e: Emitter, node: Node<"Name">): Val {
  if (node.id === "__debug__") return val(b.lit(e.unit.options.optimize === 0), bool);
  return loadVariable(e, e.mangle(node.id), node, e.sure.has(node));
}

/** Binds a name (mangled) to a value, as a statement. */
export function storeVariable(e: Emitter, name: string, value: js.Expr, where: Span): void {
  const variable = lookup(e, name);
  switch (variable.kind) {
    case "local":
      e.run(b.assign(b.id(variable.js), value));
      return;
    case "cell":
      e.run(b.assign(b.member(b.id(variable.js), "v"), value));
      return;
    case "global":
      e.code.note(name);
      if (isDunder(name)) {
        const held = e.save(val(value));
        e.run(e.slow(where, e.call("storeGlobal", b.id("G"), b.lit(name), held.js)));
      } else {
        e.run(b.assign(b.member(b.id("G"), `$${name}`), value));
      }
      return;
    case "namespace":
    case "class": {
      e.code.note(name);
      const held = e.save(val(value));
      e.run(e.slow(where, e.call("storeName", b.id("ns"), b.lit(name), held.js)));
    }
  }
}

/** Unbinds a name (mangled); an error when it is unbound, unless `quiet` (the end of `except ... as`): then nothing can
 * fail, and the position must stay that of an exception on its way through. */
export function deleteVariable(e: Emitter, name: string, where: Span, quiet = false): void {
  const variable = lookup(e, name);
  const call = (entry: Parameters<Emitter["call"]>[0], from: string): void => {
    const deletion = e.call(entry, b.id(from), b.lit(name));
    e.run(quiet ? deletion : e.slow(where, deletion));
  };
  switch (variable.kind) {
    case "local":
    case "cell": {
      const local = b.id(variable.js);
      const place = variable.kind === "local" ? local : b.member(local, "v");
      if (!quiet) unboundCheck(e, place, name, variable.kind === "cell" && !variable.own, where);
      e.run(b.assign(place, b.undef));
      return;
    }
    case "global":
      e.code.note(name);
      if (quiet && !isDunder(name)) e.run(b.assign(b.member(b.id("G"), `$${name}`), b.nil));
      call("deleteGlobal", "G");
      return;
    case "namespace":
    case "class":
      e.code.note(name);
      if (quiet) e.run(e.call("storeName", b.id("ns"), b.lit(name), b.nil));
      call("deleteName", "ns");
  }
}

/** Starts the variable of an inlined comprehension afresh: a new cell where one is needed. */
export function openVariables(e: Emitter, scope: Scope): void {
  for (const symbol of scope.symbols.values()) {
    if (symbol.storage === "cell") {
      e.run(b.assign(b.id(rename(e, scope, symbol.name)), b.new_(e.rt("Cell"), [b.undef])));
    } else if (symbol.storage === "local") {
      rename(e, scope, symbol.name);
    }
  }
}
