/**
 * What `site` does at the start of a program, done here as long as nobody can tell the difference: folders for packages come onto
 * `sys.path` where they exist. The module itself runs only where more is to be done: for files `.pth` in such a folder, and for a
 * `sitecustomize` or `usercustomize`. All else that it does is in the builtins and in `sys` from the first, or waits until the module is imported.
 *
 * Follows Lib/site.py; https://docs.python.org/3.14/library/site.html.
 */
import { S_IFDIR } from "../host/host.ts";
import { LANGUAGE } from "../base/version.ts";
import { callable } from "../runtime/core/call.ts";
import { PyBuiltinFunction } from "../runtime/core/native.ts";
import { PyList } from "../runtime/objects/list.ts";
import { moduleGet, moduleSet } from "../runtime/objects/module.ts";
import { str } from "../runtime/objects/str.ts";
import { getAttr } from "../runtime/protocols/attribute.ts";
import type { Interpreter } from "./interpreter.ts";

const CUSTOMIZE = ["sitecustomize", "usercustomize"];

/** Prepares `interpreter` as `import site` at the start would; raises what that raises. */
export function prepareSite(interpreter: Interpreter): void {
  const { configuration, host, sys } = interpreter;
  if (configuration.noSite) return;
  const { files } = host;
  const folders = siteFolders(interpreter).filter((folder) => files.kind(folder) === S_IFDIR);
  const hasPathFile = (folder: string): boolean =>
    files.list(folder).some(({ name }) => name.endsWith(".pth"));
  const customizes = (folder: string): boolean =>
    CUSTOMIZE.some(
      (name) => files.kind(`${folder}/${name}.py`) !== 0 || files.kind(`${folder}/${name}`) === S_IFDIR,
    );
  const own = interpreter.library?.root;
  const searched = configuration.path.filter((folder) => folder !== own);
  if (folders.some(hasPathFile) || [...searched, ...folders].some(customizes)) {
    interpreter.importModule("site");
    return;
  }
  const path = moduleGet(sys, "path");
  if (path instanceof PyList) path.items.push(...folders.map((folder) => str(folder)));
  if (!configuration.isolated) moduleSet(sys, "__interactivehook__", interactiveHook(interpreter));
}

/** `site.register_readline`, which sets the completion and the history of an interactive prompt up. */
const interactiveHook = (interpreter: Interpreter): PyBuiltinFunction =>
  new PyBuiltinFunction(
    "register_readline",
    ["()", () => callable(getAttr(interpreter.importModule("site"), "register_readline")).c0()],
    "site",
  );

/** The user's folder and the installation's, as `site` names them. */
function siteFolders({ configuration, host }: Interpreter): string[] {
  const folders: string[] = [];
  const { userIds, groupIds } = host.process;
  // As another user than the one who called, nothing of the caller's is taken.
  const safe = userIds?.[0] === userIds?.[1] && groupIds?.[0] === groupIds?.[1];
  const home = host.environment.get("HOME");
  const base =
    (configuration.ignoreEnvironment ? undefined : host.environment.get("PYTHONUSERBASE")) ||
    (home ? `${home}/.local` : undefined);
  const place = `lib/python${LANGUAGE}/site-packages`;
  if (safe && !configuration.noUserSite && base !== undefined) folders.push(`${base}/${place}`);
  if (configuration.prefix !== "") folders.push(`${configuration.prefix}/${place}`);
  return folders;
}
