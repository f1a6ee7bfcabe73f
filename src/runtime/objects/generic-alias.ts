/** Data of `types.GenericAlias`: `list[int]`, `*tuple[int, ...]`. */
import { declareType } from "../core/builtin-types.ts";
import { shellOf } from "../core/flatten.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { PyIterator } from "./iterator.ts";
import { emptyTuple, PyTuple, tuple } from "./tuple.ts";

export class PyGenericAlias extends PyInstance {
  origin: Value;
  args: PyTuple;
  /** True for `*alias`. */
  starred: boolean;
  /** `__parameters__`, computed when first asked for. */
  parameters: PyTuple | undefined = undefined;
  constructor(origin: Value = null, args: PyTuple = emptyTuple, starred = false) {
    super();
    // The attributes of the alias itself must not be found by a plain property load: those of the origin go first.
    if (this.cls$ === genericAliasType) Object.setPrototypeOf(this, shellOf(genericAliasType));
    this.origin = origin;
    this.args = args;
    this.starred = starred;
  }
}

export const genericAliasType = declareType("types.GenericAlias", PyGenericAlias, { hasDict: true });

/** `origin[item]` */
export function genericAlias(origin: Value, item: Value): PyGenericAlias {
  return new PyGenericAlias(origin, item instanceof PyTuple ? item : tuple([item]));
}

/** Gives `*alias` once. */
export class PyGenericAliasIterator extends PyIterator {
  alias: PyGenericAlias | undefined;
  constructor(alias?: PyGenericAlias) {
    super();
    this.alias = alias;
  }
  nx(): Value | undefined {
    const { alias } = this;
    if (alias === undefined) return undefined;
    this.alias = undefined;
    return new PyGenericAlias(alias.origin, alias.args, true);
  }
}

export const genericAliasIteratorType = declareType("generic_alias_iterator", PyGenericAliasIterator, {
  subclassable: false,
});
