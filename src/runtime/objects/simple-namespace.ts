/** Data of `types.SimpleNamespace`: attributes and nothing else. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";

export class PySimpleNamespace extends PyInstance {}

export const simpleNamespaceType = declareType("types.SimpleNamespace", PySimpleNamespace, { hasDict: true });
