/** The texts of a failing `from module import name`. Follows _PyEval_ImportFrom in Python/ceval.c. */
import type { PyBaseException } from "../../runtime/core/exception.ts";
import type { Value } from "../../runtime/core/object.ts";
import type * as types from "../../runtime/exceptions/hierarchy.ts";
import { importError } from "../../runtime/exceptions/raise.ts";
import { PyModule } from "../../runtime/objects/module.ts";
import { isStr, str, strOf } from "../../runtime/objects/str.ts";
import { findAttr } from "../../runtime/protocols/attribute.ts";
import { contains } from "../../runtime/protocols/compare.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import type { Importer } from "./importer.ts";

export function cannotImport(importer: Importer, module: Value, name: string): PyBaseException {
  const own = findAttr(module, "__name__");
  const known = own !== undefined && isStr(own);
  const moduleName = known ? strOf(own) : "<unknown module name>";
  const file = findAttr(module, "__file__");
  const origin = file !== undefined && isStr(file) ? strOf(file) : undefined;
  const start = `cannot import name ${reprText(str(name))} from `;
  const error = importError(
    start + explanation(importer, module, moduleName, origin),
    known ? own : null,
    origin === undefined ? null : str(origin),
  ) as types.PyImportError;
  error.nameFrom = str(name);
  return error;
}

function explanation(
  importer: Importer,
  module: Value,
  moduleName: string,
  origin: string | undefined,
): string {
  const quotedName = reprText(str(moduleName));
  const shadowing = origin !== undefined && isPossiblyShadowing(importer, origin);
  if (shadowing && isStandardLibrary(importer, moduleName)) {
    return (
      `${quotedName} (consider renaming ${reprText(str(origin))} since it has the same name as the standard library ` +
      `module named ${quotedName} and prevents importing that standard library module)`
    );
  }
  if (module instanceof PyModule && importer.initializing.has(module)) {
    if (shadowing) {
      return `${quotedName} (consider renaming ${reprText(str(origin))} if it has the same name as a library you intended to import)`;
    }
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
