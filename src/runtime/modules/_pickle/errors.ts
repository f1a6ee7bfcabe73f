/** `pickle.PickleError` and those under it. */
import { declareType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { Exception } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { str } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";

class PyPickleError extends PyBaseException {}
export const pickleErrorType = declareType("_pickle.PickleError", PyPickleError, {
  bases: [Exception],
  hasDict: true,
});
const declare = (name: string): PyType =>
  declareType(`_pickle.${name}`, class extends PyPickleError {}, { bases: [pickleErrorType], hasDict: true });
export const picklingErrorType = declare("PicklingError");
export const unpicklingErrorType = declare("UnpicklingError");

/** `context`: the exception that was being handled. */
export function picklingError(message: string, context: PyBaseException | null = null): PyBaseException {
  const error = newException(picklingErrorType, str(message));
  if (context !== null) error.context = context;
  return error;
}
export const unpicklingError = (message: string): PyBaseException =>
  newException(unpicklingErrorType, str(message));

/** A variable of one of the library's modules that pickling shares its state with. */
export const shared = (module: "copyreg" | "_compat_pickle", name: string): Value =>
  getAttr(current.importModule(module), name);
