/** `import` and `from ... import`. */
import * as b from "../js/builders.ts";
import type { Alias, Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { storeVariable } from "./names.ts";
import { val } from "./types.ts";

/** `a = $importName(G, "a.b", null, 0)`; with `as`, the chain of attributes down to `b`. */
export function importStatement(e: Emitter, node: Node<"Import">): void {
  for (const alias of node.names) {
    const depth = e.code.tempDepth;
    const [first = "", ...rest] = alias.name.split(".");
    e.code.note(alias.name);
    let module = e.slow(node, e.call("importName", b.id("G"), b.lit(alias.name), b.nil, b.lit(0)));
    if (alias.asname !== null) {
      for (const name of rest) {
        const held = e.save(val(module)).js;
        module = e.call("importFrom", held, b.lit(name));
      }
    }
    storeVariable(e, e.mangle(alias.asname ?? first), module, alias);
    e.code.tempDepth = depth;
  }
}

/** `$1 = $importName(G, "m", ["a"], level); a = $importFrom($1, "a");` or `$importStar($1, G, ns)` */
export function importFromStatement(e: Emitter, node: Node<"ImportFrom">): void {
  const names = node.names.map((alias) => alias.name);
  const module = node.module ?? "";
  e.code.note(module);
  const imported = e.hold(
    e.slow(node, e.call("importName", b.id("G"), b.lit(module), e.unit.names(names), b.lit(node.level))),
  );
  for (const alias of node.names) importOne(e, alias, imported.js, node);
}

function importOne(
  e: Emitter,
  alias: Alias,
  module: Parameters<typeof b.expr>[0],
  node: Node<"ImportFrom">,
): void {
  if (alias.name === "*") {
    const ns = e.code.nameMode === "namespace" ? b.id("ns") : b.undef;
    e.run(e.slow(node, e.call("importStar", module, b.id("G"), ns)));
    return;
  }
  const value = e.slow(node, e.call("importFrom", module, b.lit(alias.name)));
  storeVariable(e, e.mangle(alias.asname ?? alias.name), value, alias);
}
