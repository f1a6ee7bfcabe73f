/** `NotImplemented` and `Ellipsis`: immutable, one for all interpreters. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";

export class PyNotImplemented extends PyInstance {}
export class PyEllipsis extends PyInstance {}

export const notImplementedType = declareType("NotImplementedType", PyNotImplemented, {
  subclassable: false,
});
export const ellipsisType = declareType("ellipsis", PyEllipsis, { subclassable: false });

export const NotImplemented: PyNotImplemented = new PyNotImplemented();
export const Ellipsis: PyEllipsis = new PyEllipsis();
