/**
 * Finding modules as importlib's finders do, without importlib: BuiltinImporter, then PathFinder with a FileFinder for each
 * directory. What only the real finders can do (archives, namespace packages, path hooks) is answered "foreign".
 *
 * The entry of `sys.path` that is the library's root stands for the library, compiled modules and native ones alike, so a
 * program's own `random.py` shadows `random` as it does in CPython.
 */
import { S_IFDIR, S_IFREG } from "../../host/host.ts";
import type { Value } from "../../runtime/core/object.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { moduleGet } from "../../runtime/objects/module.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import type { Interpreter } from "../interpreter.ts";

export type Found =
  | { kind: "native" }
  /** `directory` of a package; `codeFile`, what tracebacks call the file, of a module of the library. */
  | { kind: "source"; file: string; directory: string | undefined; codeFile: string | undefined }
  | { kind: "foreign" };

/** Modules that CPython carries frozen, which tracebacks show; Python/frozen.c. */
const FROZEN: ReadonlySet<string> = new Set([
  ...[
    "zipimport",
    "abc",
    "codecs",
    "io",
    "_collections_abc",
    "_sitebuiltins",
    "genericpath",
    "ntpath",
    "posixpath",
  ],
  ...["os", "site", "stat", "importlib.util", "importlib.machinery", "runpy"],
]);

export class Finder {
  readonly #interpreter: Interpreter;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** A module with no dot in its name. */
  top(name: string): Found | undefined {
    const { natives, sys } = this.#interpreter;
    if (natives.get(name)?.builtin === true) return { kind: "native" };
    const path = moduleGet(sys, "path");
    if (!(path instanceof PyList)) return { kind: "foreign" };
    return this.#search(name, name, path);
  }

  /** A submodule, `path` being its package's `__path__`. */
  inPackage(name: string, path: PyList): Found | undefined {
    if (this.#interpreter.natives.get(name) !== undefined) return { kind: "native" };
    return this.#search(name, name.slice(name.lastIndexOf(".") + 1), path);
  }

  #search(name: string, tail: string, path: PyList): Found | undefined {
    let namespace = false;
    for (const entry of path.items) {
      const found = this.#inEntry(name, tail, entry);
      if (found === "namespace") namespace = true;
      else if (found !== undefined) return found;
    }
    return namespace ? { kind: "foreign" } : undefined;
  }

  #inEntry(name: string, tail: string, entry: Value): Found | "namespace" | undefined {
    if (!isStr(entry)) return undefined;
    const { host, library, natives } = this.#interpreter;
    const directory = strOf(entry);
    if (library !== undefined && isWithin(directory, library.root)) {
      if (natives.get(name) !== undefined) return { kind: "native" };
      return this.#inLibrary(name);
    }
    const { files } = host;
    const base = directory === "" || directory === "." ? files.cwd() : absolute(directory, files.cwd());
    const stem = base.endsWith("/") ? base + tail : `${base}/${tail}`;
    const kind = files.kind(stem);
    if (kind === S_IFDIR) {
      const file = `${stem}/__init__.py`;
      if (files.kind(file) === S_IFREG) return { kind: "source", file, directory: stem, codeFile: undefined };
    }
    const file = `${stem}.py`;
    if (files.kind(file) === S_IFREG)
      return { kind: "source", file, directory: undefined, codeFile: undefined };
    // Code without its source: rare enough for importlib.
    const compiled = kind === S_IFDIR ? `${stem}/__init__.pyc` : `${stem}.pyc`;
    if (files.kind(compiled) === S_IFREG) return { kind: "foreign" };
    if (kind === S_IFDIR) return files.kind(`${stem}.pyc`) === S_IFREG ? { kind: "foreign" } : "namespace";
    // An archive, or a directory in one, perhaps: ask who knows path hooks.
    return this.#isInArchive(base) ? { kind: "foreign" } : undefined;
  }

  #isInArchive(base: string): boolean {
    const { files } = this.#interpreter.host;
    for (let path = base; path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
      const kind = files.kind(path);
      if (kind !== 0) return kind === S_IFREG;
    }
    return false;
  }

  #inLibrary(name: string): Found | undefined {
    const { library } = this.#interpreter;
    const kind = library?.find(name);
    if (library === undefined || kind === undefined) return undefined;
    const stem = `${library.root}/${name.replaceAll(".", "/")}`;
    const file = kind === "package" ? `${stem}/__init__.py` : `${stem}.py`;
    const directory = kind === "package" ? stem : undefined;
    const codeFile = FROZEN.has(name) ? `<frozen ${name}>` : file;
    return { kind: "source", file, directory, codeFile };
  }
}

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

const absolute = (path: string, cwd: string): string =>
  path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path)
    ? path
    : cwd.endsWith("/")
      ? cwd + path
      : `${cwd}/${path}`;
