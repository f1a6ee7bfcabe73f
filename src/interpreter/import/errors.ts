/** The texts of a failing `from module import name` and `module.name`. Follows _PyEval_ImportFrom in Python/ceval.c and
 * _Py_module_getattro_impl in Objects/moduleobject.c. */
import type { PyBaseException } from "../../runtime/core/exception.ts";
import { PyInstance, type Value } from "../../runtime/core/object.ts";
import type * as types from "../../runtime/exceptions/hierarchy.ts";
import { importError } from "../../runtime/exceptions/raise.ts";
import { moduleGet, PyModule } from "../../runtime/objects/module.ts";
import { isStr, str, strOf } from "../../runtime/objects/str.ts";
import { findAttr } from "../../runtime/protocols/attribute.ts";
import { contains } from "../../runtime/protocols/compare.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import type { Importer } from "./importer.ts";

export function cannotImport(importer: Importer, module: Value, name: string): PyBaseException {
  const own = findAttr(module, "__name__");
  const known = own !== undefined && isStr(own);
  const moduleName = known ? strOf(own) : "<unknown module name>";
  const origin = originOf(module);
  const start = `cannot import name ${reprText(str(name))} from `;
  const error = importError(
    start + explanation(importer, module, moduleName, origin),
    known ? own : null,
    origin === undefined ? null : str(origin),
  ) as types.PyImportError;
  error.nameFrom = str(name);
  return error;
}

/** The text of the AttributeError of a module. */
export function missingAttribute(importer: Importer, module: PyModule, name: string): string {
  const own = moduleGet(module, "__name__");
  if (own === undefined || !isStr(own)) return `module has no attribute '${name}'`;
  const moduleName = strOf(own);
  const plain = `module '${moduleName}' has no attribute '${name}'`;
  const submodule = importer.interpreter.modules.getStr(`${moduleName}.${name}`);
  const starting = isInitializing(importer, module);
  if (!starting && (submodule === undefined || !isInitializing(importer, submodule))) {
    // Only a file that stands before the library is worth a look.
    if (importer.interpreter.scriptDirectory === undefined || !isStandardLibrary(importer, moduleName))
      return plain;
  }
  const origin = originOf(module);
  const shadowing = origin !== undefined && isPossiblyShadowing(importer, origin);
  if (shadowing && isStandardLibrary(importer, moduleName))
    return `${plain} ${renameStandard(origin, `'${moduleName}'`)}`;
  if (starting) {
    if (shadowing) return `${plain} ${renameOther(origin)}`;
    const where = origin === undefined ? "" : ` from ${reprText(str(origin))}`;
    return `partially initialized module '${moduleName}'${where} has no attribute '${name}' (most likely due to a circular import)`;
  }
  if (submodule !== undefined && isInitializing(importer, submodule)) {
    return `cannot access submodule '${name}' of module '${moduleName}' (most likely due to a circular import)`;
  }
  return plain;
}

function originOf(module: Value): string | undefined {
  const file = findAttr(module, "__file__");
  return file !== undefined && isStr(file) ? strOf(file) : undefined;
}

/** Whether its code is running for the first time, by either importer. */
function isInitializing(importer: Importer, module: Value): boolean {
  if (!(module instanceof PyModule)) return false;
  if (importer.initializing.has(module)) return true;
  const spec = Object.getOwnPropertyDescriptor(module, "$__spec__")?.value as Value | undefined;
  return spec instanceof PyInstance && findAttr(spec, "_initializing") === true;
}

const renameStandard = (origin: string, quotedName: string): string =>
  `(consider renaming ${reprText(str(origin))} since it has the same name as the standard library ` +
  `module named ${quotedName} and prevents importing that standard library module)`;

const renameOther = (origin: string): string =>
  `(consider renaming ${reprText(str(origin))} if it has the same name as a library you intended to import)`;

function explanation(
  importer: Importer,
  module: Value,
  moduleName: string,
  origin: string | undefined,
): string {
  const quotedName = reprText(str(moduleName));
  const shadowing = origin !== undefined && isPossiblyShadowing(importer, origin);
  if (shadowing && isStandardLibrary(importer, moduleName)) {
    return `${quotedName} ${renameStandard(origin, quotedName)}`;
  }
  if (isInitializing(importer, module)) {
    if (shadowing) return `${quotedName} ${renameOther(origin)}`;
    const where = origin === undefined ? "" : ` (${origin})`;
    return `partially initialized module ${quotedName} (most likely due to a circular import)${where}`;
  }
  return `${quotedName} (${origin ?? "unknown location"})`;
}

/** True for a file in the directory that the command put in front of `sys.path`. */
function isPossiblyShadowing(importer: Importer, origin: string): boolean {
  const { host, scriptDirectory: first } = importer.interpreter;
  if (first === undefined) return false;
  const directory = origin.endsWith("/__init__.py") ? parentOf(parentOf(origin)) : parentOf(origin);
  return directory === (first === "" ? host.files.cwd() : first);
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function isStandardLibrary(importer: Importer, name: string): boolean {
  const names = findAttr(importer.interpreter.sys, "stdlib_module_names");
  return names !== undefined && contains(str(name), names);
}
