/** Path arithmetic that `posixpath` takes from C: `_path_normpath`, `_path_splitroot_ex`. Follows Python/fileutils.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { tuple } from "../../objects/tuple.ts";
import { fsPath, pathText } from "../_io/path.ts";
import { like } from "./arguments.ts";

/** `/`, `//` or nothing at the start; three slashes and more are one. */
function rootOf(path: string): string {
  if (!path.startsWith("/")) return "";
  return path.startsWith("//") && !path.startsWith("///") ? "//" : "/";
}

function normalize(path: string): string {
  if (path === "") return ".";
  const root = rootOf(path);
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return root + parts.join("/") || ".";
}

export const pathFunctions: Readonly<Record<string, NativeRow>> = {
  fspath: ["(path)", (path: Value) => fsPath(path)],
  _path_normpath: ["(path)", (path: Value) => like(path, normalize(pathText(path)))],
  _path_splitroot_ex: [
    "(path, /)",
    (path: Value) => {
      const text = pathText(path);
      const root = rootOf(text);
      return tuple([like(path, ""), like(path, root), like(path, text.slice(root.length))]);
    },
  ],
};
