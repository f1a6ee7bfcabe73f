/** Containers, their views and iterators, and the builtin iterators over others. */
import type { TypeSpec } from "../core/define.ts";
import type { PyType } from "../core/type.ts";
import { dictType } from "../objects/dict.ts";
import { dictItemsType, dictKeysType, dictValuesType } from "../objects/dict-views.ts";
import { genericAliasIteratorType, genericAliasType } from "../objects/generic-alias.ts";
import { enumerateType, filterType, mapType, reversedType, zipType } from "../objects/lazy-iterators.ts";
import { listType } from "../objects/list.ts";
import { mappingProxyType } from "../objects/mapping-proxy.ts";
import { longRangeIteratorType, rangeIteratorType, rangeType } from "../objects/range.ts";
import { frozensetType, setType } from "../objects/set.ts";
import { simpleNamespaceType } from "../objects/simple-namespace.ts";
import { sliceType } from "../objects/slice.ts";
import { tupleType } from "../objects/tuple.ts";
import { unionType } from "../objects/union.ts";
import { dictSpec } from "./dict.ts";
import { dictItemsSpec, dictKeysSpec, dictValuesSpec } from "./dict-views.ts";
import { genericAliasIteratorSpec, genericAliasSpec } from "./generic-alias.ts";
import { iteratorTypes } from "./iterators.ts";
import { enumerateSpec, filterSpec, mapSpec, reversedSpec, zipSpec } from "./lazy-iterators.ts";
import { installed as hamtTypes } from "./hamt.ts";
import { listSpec } from "./list.ts";
import { mappingProxySpec } from "./mapping-proxy.ts";
import { longRangeIteratorSpec, rangeIteratorSpec, rangeSpec } from "./range.ts";
import { frozensetSpec, setSpec } from "./set.ts";
import { simpleNamespaceSpec } from "./simple-namespace.ts";
import { sliceSpec } from "./slice.ts";
import { tupleSpec } from "./tuple.ts";
import { unionSpec } from "./union.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [listType, listSpec],
  [tupleType, tupleSpec],
  [dictType, dictSpec],
  [dictKeysType, dictKeysSpec],
  [dictValuesType, dictValuesSpec],
  [dictItemsType, dictItemsSpec],
  [setType, setSpec],
  [frozensetType, frozensetSpec],
  [rangeType, rangeSpec],
  [rangeIteratorType, rangeIteratorSpec],
  [longRangeIteratorType, longRangeIteratorSpec],
  [sliceType, sliceSpec],
  [enumerateType, enumerateSpec],
  [zipType, zipSpec],
  [mapType, mapSpec],
  [filterType, filterSpec],
  [reversedType, reversedSpec],
  [mappingProxyType, mappingProxySpec],
  [genericAliasType, genericAliasSpec],
  [genericAliasIteratorType, genericAliasIteratorSpec],
  [unionType, unionSpec],
  [simpleNamespaceType, simpleNamespaceSpec],
  ...hamtTypes,
  ...iteratorTypes,
];
