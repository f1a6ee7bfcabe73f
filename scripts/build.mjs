#!/usr/bin/env node
/**
 * The build: everything under `dist/`.
 *
 *     node scripts/build.mjs [--force]
 *
 *     tython.cjs               the command, one bundle
 *     tython-*.cache           V8's code cache of the bundle, written by the first run (bin/tython)
 *     tython*.blob, snapshot   Node's start-up snapshots of the command (src/cli/snapshot.ts), and where they fit
 *     lib/python3.14/          the standard library's sources, as CPython's own, from the `pyodide` package
 *     lib/modules.pack         the same modules compiled, one text after the other, each with its details behind it
 *     lib/index.json           where each stands
 *     lib/cache/               V8's code caches of modules, written by the runs that import them
 *     lib/hashes.js ...        parts that modules load when they need them (src/companions)
 *     lib/unicode-*            the Unicode Character Database (build-unicode.mjs)
 *
 * The library is compiled again only when the compiler (front end and code generator) or the library changed; a module that
 * does not compile is reported and left to be compiled when it is imported. An unchanged tree builds in well under a second.
 */
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { unzipSync } from "fflate";
import { buildUnicode } from "./build-unicode.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const require = createRequire(import.meta.url);
const force = process.argv.includes("--force");

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
};

/** Modules of the archive that are Pyodide's own or make no sense without it. */
const NOT_TAKEN =
  /^(?:_pyodide|pyodide|pyodide_js|site-packages|_sysconfigdata|lib2to3|__phello__|_ios_support|_android_support|_apple_support)/;

const hash = (...parts) => {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("hex");
};

async function buildCommand(compilerHash) {
  await build({
    ...common,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/tython.cjs",
    // The function that bin/tython calls: put around here, not at each start.
    banner: { js: "(function (exports, require, module, __filename) {" },
    footer: { js: "})" },
    minifySyntax: true,
    minifyWhitespace: true,
    // By which files of compiled code are told from those of another build.
    define: { TYTHON_COMPILER: JSON.stringify(compilerHash.slice(0, 16)) },
  });
  // They belong to the bundle before.
  for (const name of readdirSync(dist))
    if (/^tython-.*\.cache$|^snapshot$/.test(name)) rmSync(join(dist, name));
}

/** The parts that modules load when they need them: scripts whose value is the object of their exports. */
async function buildCompanions() {
  const folder = join(root, "src", "companions");
  await build({
    ...common,
    platform: "neutral",
    mainFields: ["module", "main"],
    entryPoints: readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
      .map((name) => join(folder, name)),
    loader: { ".wasm": "binary" },
    outdir: "dist/lib",
    format: "iife",
    globalName: "companion",
    banner: { js: "(() => {" },
    footer: { js: "return companion; })()" },
    minify: true,
  });
}

/** Unpacks the sources, and puts ours beside them (src/library), when either changed; the hash of both. */
function unpackLibrary(archive) {
  const bytes = readFileSync(archive);
  const own = join(root, "src", "library");
  const digest = hash(bytes, ...[...sources(own)].flatMap(({ name, path }) => [name, readFileSync(path)]));
  const stamp = join(dist, "lib", "sources.sha256");
  const target = join(dist, "lib", "python3.14");
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return digest;
  rmSync(target, { recursive: true, force: true });
  for (const [name, data] of Object.entries(unzipSync(bytes))) {
    if (name.endsWith("/") || NOT_TAKEN.test(name)) continue;
    const path = join(target, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data);
  }
  cpSync(own, target, { recursive: true, filter: (path) => !path.endsWith(".md") });
  writeFileSync(stamp, digest);
  return digest;
}

function* sources(directory, prefix = "") {
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* sources(path, `${prefix}${entry.name}.`);
    else if (entry.name === "__init__.py") yield { name: prefix.slice(0, -1), path, isPackage: true };
    else if (entry.name.endsWith(".py"))
      yield { name: prefix + entry.name.slice(0, -3), path, isPackage: false };
  }
}

/** The compiler alone, as a script of its own that is not shipped nor written, so that builds side by side cannot mix: its text and
 * the hash of that. */
async function buildCompiler() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/interpreter/ahead-of-time.ts"],
    write: false,
  });
  const { text } = outputFiles[0];
  return { text, hash: hash(text) };
}

/** What a script of {@link buildCompiler} exports. */
function load({ text }) {
  const module = new Module(join(root, "compiler.cjs"));
  module._compile(text, module.id);
  return module.exports;
}

/** Compiles all modules into the pack, unless neither they nor the compiler changed. */
async function compileLibrary(sourcesHash, compiler) {
  const library = join(dist, "lib");
  const key = hash(sourcesHash, compiler.hash);
  const stamp = join(library, "modules.sha256");
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  rmSync(join(library, "cache"), { recursive: true, force: true });
  const { compileModule } = load(compiler);
  const index = {};
  const chunks = [];
  let offset = 0;
  let failed = 0;
  const started = Date.now();
  for (const { name, path, isPackage } of sources(join(library, "python3.14"))) {
    let length = 0;
    let rest = 0;
    try {
      const { text, details } = compileModule(readFileSync(path), path);
      chunks.push(Buffer.from(text, "latin1"), Buffer.from(details, "latin1"));
      length = text.length;
      rest = details.length;
    } catch (error) {
      failed++;
      if (failed <= 20)
        console.error(
          `build: ${name} is not compiled: ${String(error?.stack ?? error)
            .split("\n")
            .slice(0, 3)
            .join(" ")}`,
        );
    }
    index[name] = [isPackage ? 1 : 0, offset, length, rest];
    offset += length + rest;
  }
  writeFileSync(join(library, "modules.pack"), Buffer.concat(chunks));
  writeFileSync(join(library, "index.json"), JSON.stringify(index));
  writeFileSync(stamp, key);
  const count = Object.keys(index).length;
  console.log(
    `build: ${count - failed} of ${count} library modules compiled in ${Date.now() - started} ms, ${Math.round(offset / 1024)} KB`,
  );
}

/** What most programs import. */
const EVERYDAY = [
  ...[
    "abc",
    "argparse",
    "asyncio",
    "bisect",
    "codecs",
    "collections",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
  ],
  ...[
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "glob",
    "heapq",
    "hashlib",
    "importlib",
    "inspect",
    "io",
  ],
  ...[
    "itertools",
    "json",
    "logging",
    "math",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "pprint",
    "random",
    "re",
    "runpy",
  ],
  ...[
    "shutil",
    "statistics",
    "string",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "traceback",
    "types",
    "typing",
  ],
  ...["unittest", "uuid", "warnings", "weakref"],
];

/** Runs the command, so that it leaves its code caches and its snapshot. */
function warm() {
  const imports = EVERYDAY.map((name) => `try: import ${name}\nexcept ImportError: pass`).join("\n");
  try {
    // The first run writes the command's own cache, with the functions that it used; the last one finds that the snapshot fits.
    const programs = ["warm-up.py", "warm-up-snapshot.py"].map((name) => join(root, "scripts", name));
    for (const args of [[programs[0]], ["dev", "snapshot", programs[1]], ["-c", imports]]) {
      execFileSync(join(root, "bin", "tython"), args, {
        stdio: ["ignore", "ignore", "pipe"],
        timeout: 60_000,
      });
    }
  } catch (error) {
    console.error(`build: the command does not run: ${String(error.stderr ?? error).slice(0, 2000)}`);
    process.exitCode = 1;
  }
}

mkdirSync(join(dist, "lib"), { recursive: true });
const compiler = await buildCompiler();
await buildCommand(compiler.hash);
await buildCompanions();
const archive = join(dirname(require.resolve("pyodide/package.json")), "python_stdlib.zip");
const digest = unpackLibrary(archive);
await buildUnicode(root, digest);
await compileLibrary(digest, compiler);
warm();
