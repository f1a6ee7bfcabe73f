/**
 * Node's start-up snapshot of the command: a heap with the runtime installed and the functions compiled that a warm-up
 * program needs. A process that starts from it neither evaluates the bundle nor installs the runtime.
 *
 *     bin/tython dev snapshot PROGRAM                                              makes it, by running
 *     node FLAGS --snapshot-blob BLOB --build-snapshot bin/tython dev snapshot PROGRAM      which fills a heap
 *     node FLAGS --snapshot-blob BLOB bin/tython ARGUMENTS                           begins with that heap, in `start`
 *
 * The heap must hold nothing of the process that filled it. So the warm-up's interpreter is let go; it registers nothing
 * for finalization, since V8 writes no heap in which a finalizer waits; and paths are asked for again in `start`.
 *
 * Node refuses a snapshot, and ends, where its version, its flags or the processor are others. The launcher therefore uses
 * it only in a place, a boot of the machine and a file of Node, that the file `snapshot` names in its first line; the
 * second line says what fits. In another place the command starts without, asks V8, and writes the first line anew.
 * https://nodejs.org/docs/latest-v20.x/api/cli.html#--build-snapshot
 */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { leaveInterpreter } from "../runtime/core/state.ts";

type Main = (args: readonly string[], directory: string) => void;

/** By which the launcher tells the place it found, when the snapshot is not known to fit there. */
const PLACE = "TYTHON_SNAPSHOT_PLACE";

const BUILD = "--build-snapshot";

class NoRegistry {
  register(): void {}
  unregister(): boolean {
    return false;
  }
}

/** Makes the snapshot of `main` in `directory`, or fills the heap of one where Node was started for that. */
export function snapshot(main: Main, program: string, directory: string): void {
  if (process.execArgv.includes(BUILD)) fill(main, program, directory);
  else make(program, directory);
}

function make(program: string, directory: string): void {
  const blob = join(directory, "tython.blob");
  const command = process.argv[1] as string;
  const args = ["--snapshot-blob", blob, BUILD, command, "dev", "snapshot", program];
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  for (const path of [join(directory, "snapshot"), blob]) rmSync(path, { force: true });
  const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, ...args], {
    encoding: "utf8",
  });
  if (status === 0 && existsSync(blob)) writeWhole(join(directory, "snapshot"), `\n${fitting()}\n`);
  else process.stderr.write(`no snapshot can be made: ${stderr}\n`);
  process.exitCode = status ?? 1;
}

function fill(main: Main, program: string, directory: string): void {
  const registry = globalThis.FinalizationRegistry;
  globalThis.FinalizationRegistry = NoRegistry as unknown as typeof registry;
  try {
    main([program], directory);
    leaveInterpreter();
    const { startupSnapshot } = process.getBuiltinModule("node:v8");
    startupSnapshot.setDeserializeMainFunction(() => start(main));
  } catch (error) {
    // Node would write the heap as it stands.
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  }
  globalThis.FinalizationRegistry = registry;
}

/** As the end of bin/tython, which says why in a microtask and why to exit. */
function start(main: Main): void {
  queueMicrotask(() => {
    const command = realpathSync(process.argv[1] as string);
    main(process.argv.slice(2), join(dirname(dirname(command)), "dist"));
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
