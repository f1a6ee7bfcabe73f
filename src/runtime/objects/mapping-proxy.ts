/** Data of `types.MappingProxyType`: a read-only view of a mapping. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { PyDict } from "./dict.ts";

export class PyMappingProxy extends PyInstance {
  mapping: Value;
  constructor(mapping: Value = null) {
    super();
    this.mapping = mapping;
  }

  /** `C.__dict__`: the dict inside shares the type's own table of attributes, and so is always up to date. */
  static ofType(type: PyType): PyMappingProxy {
    return new PyMappingProxy(new PyDict(type.dict as Map<unknown, Value>));
  }
}

export const mappingProxyType = declareType("mappingproxy", PyMappingProxy, { subclassable: false });
mappingProxyType.collectionFlag = "mapping";
