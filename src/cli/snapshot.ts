/**
 * Node's start-up snapshots of the command: a heap with the runtime installed and the functions compiled that a warm-up
 * program needs, and in two of the three an interpreter whose library modules have run (`prepared.ts`). A process that starts
 * from one neither evaluates the bundle nor installs the runtime.
 *
 *     bin/tython dev snapshot PROGRAM                                              makes them, by running
 *     node FLAGS --snapshot-blob BLOB --build-snapshot bin/tython dev snapshot PROGRAM      which fills a heap
 *     node FLAGS --snapshot-blob BLOB bin/tython ARGUMENTS                           begins with that heap, in `start`
 *
 * The heap must hold nothing of the process that filled it. So the warm-up's interpreter is let go, and the one that is kept takes the host
 * and the configuration of its new process (`Interpreter.revive`); what is registered for finalization waits until then, since V8
 * writes no heap in which a finalizer waits; and paths are asked for again in `start`.
 *
 * Node refuses a snapshot, and ends, where its version, its flags or the processor are others. The launcher therefore uses
 * it only in a place, a boot of the machine and a file of Node, that the file `snapshot` names in its first line; the
 * second line says what fits. In another place the command starts without, asks V8, and writes the first line anew.
 * https://nodejs.org/docs/latest-v20.x/api/cli.html#--build-snapshot
 */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Interpreter } from "../interpreter/interpreter.ts";
import { leaveInterpreter } from "../runtime/core/state.ts";
import { LARGE, LIBRARY } from "./preloaded.ts";
import { prepare } from "./prepared.ts";

type Main = (args: readonly string[], directory: string, prepared?: Interpreter) => void;

/** By which the launcher tells the place it found, when the snapshot is not known to fit there. */
const PLACE = "TYTHON_SNAPSHOT_PLACE";

const BUILD = "--build-snapshot";

/**
 * The snapshots: what stands in the file's name after `tython`, and which modules have run in it. Every process reads all that its
 * snapshot holds, a millisecond for 200 KB, so the launcher chooses by what the program's text imports.
 */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "": [],
  "-library": LIBRARY,
  "-large": [...LIBRARY, ...LARGE],
};

class NoRegistry {
  register(): void {}
  unregister(): boolean {
    return false;
  }
}

/** Makes the snapshots of `main` in `directory`, or fills the heap of one where Node was started for that, of kind `kind`. */
export function snapshot(main: Main, program: string, kind: string | undefined, directory: string): void {
  if (process.execArgv.includes(BUILD)) fill(main, program, KINDS[kind ?? ""] ?? [], directory);
  else make(program, directory);
}

function make(program: string, directory: string): void {
  const blobs = Object.keys(KINDS).map((kind) => ({ kind, blob: join(directory, `tython${kind}.blob`) }));
  const command = process.argv[1] as string;
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  for (const path of [join(directory, "snapshot"), ...blobs.map(({ blob }) => blob)])
    rmSync(path, { force: true });
  for (const { kind, blob } of blobs) {
    const args = ["--snapshot-blob", blob, BUILD, command, "dev", "snapshot", program, kind];
    const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, ...args], {
      encoding: "utf8",
    });
    process.exitCode = status ?? 1;
    if (status === 0 && existsSync(blob)) continue;
    process.stderr.write(`no snapshot can be made: ${stderr}\n`);
    return;
  }
  writeWhole(join(directory, "snapshot"), `\n${fitting()}\n`);
}

function fill(main: Main, program: string, modules: readonly string[], directory: string): void {
  const registry = globalThis.FinalizationRegistry;
  const registries = new LateRegistries();
  try {
    globalThis.FinalizationRegistry = NoRegistry as unknown as typeof registry;
    // It takes a new key of hashes, so it comes before what keeps some.
    main([program], directory);
    globalThis.FinalizationRegistry = registries.constructor_;
    const prepared = modules.length > 0 ? prepare(join(directory, "lib"), modules) : undefined;
    leaveInterpreter();
    const { startupSnapshot } = process.getBuiltinModule("node:v8");
    startupSnapshot.setDeserializeMainFunction(() => {
      registries.open();
      start(main, prepared);
    });
  } catch (error) {
    // Node would write the heap as it stands.
    process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
    process.exit(1);
  }
  globalThis.FinalizationRegistry = registry;
}

/** Registries that collect what is registered until they are opened, in the process that has the heap. */
class LateRegistries {
  readonly #open: (() => void)[] = [];
  readonly constructor_: typeof FinalizationRegistry;

  constructor() {
    const toOpen = this.#open;
    class Late<T> {
      #waiting: [object, T, WeakKey | undefined][] = [];
      #registry: FinalizationRegistry<T> | undefined;

      constructor(cleanup: (held: T) => void) {
        toOpen.push(() => {
          this.#registry = new FinalizationRegistry(cleanup);
          for (const [target, held, token] of this.#waiting) this.#registry.register(target, held, token);
          this.#waiting = [];
        });
      }

      register(target: object, held: T, token?: WeakKey): void {
        if (this.#registry === undefined) this.#waiting.push([target, held, token]);
        else this.#registry.register(target, held, token);
      }

      unregister(token: WeakKey): boolean {
        if (this.#registry !== undefined) return this.#registry.unregister(token);
        this.#waiting = this.#waiting.filter((entry) => entry[2] !== token);
        return true;
      }
    }
    this.constructor_ = Late as unknown as typeof FinalizationRegistry;
  }

  open(): void {
    for (const open of this.#open) open();
  }
}

/** As the end of bin/tython, which says why in a microtask and why to exit. */
function start(main: Main, prepared: Interpreter | undefined): void {
  queueMicrotask(() => {
    const command = realpathSync(process.argv[1] as string);
    main(process.argv.slice(2), join(dirname(dirname(command)), "dist"), prepared);
    process.exit();
  });
}

/** What Node compares, as far as it can be asked. */
function fitting(): string {
  const { cachedDataVersionTag } = process.getBuiltinModule("node:v8");
  return `${process.version} ${process.arch} ${cachedDataVersionTag()}`;
}

/** The place that the launcher told, which programs shall not see. */
export function takePlace(): string | undefined {
  const place = process.env[PLACE];
  delete process.env[PLACE];
  return place;
}

/** Notes that the snapshot fits at `place`, or that it fits no longer. */
export function checkSnapshot(place: string, directory: string): void {
  const path = join(directory, "snapshot");
  try {
    const [, fits] = readFileSync(path, "utf8").split("\n");
    if (fits === fitting()) writeWhole(path, `${place}\n${fits}\n`);
    else rmSync(path);
  } catch {
    // A read-only installation, or another process was first.
  }
}

/** Writes so that nobody reads half of it. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
