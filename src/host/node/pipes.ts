/**
 * Pipes, other special files, and times to the nanosecond, which Node does not make: the system's commands do. The two ends of a pipe without a name are a
 * named one that was opened and unlinked.
 */
import * as fs from "node:fs";
import { HostError, S_IFBLK, S_IFCHR, S_IFIFO, S_IFMT, S_IFREG } from "../host.ts";
import { system } from "./errors.ts";
import { encodePath } from "./paths.ts";

const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK } = fs.constants;

/** Some pipes, the reading end first. Several cost little more than one. */
export function makePipes(count: number): [number, number][] {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { tmpdir } = process.getBuiltinModule("node:os");
  const directory = fs.mkdtempSync(`${tmpdir()}/tython-`);
  const paths = Array.from({ length: count }, (_, i) => `${directory}/${i}`);
  try {
    const { status } = spawnSync("mkfifo", ["-m", "600", ...paths], { stdio: "ignore" });
    if (status !== 0) throw new HostError("ENOSYS");
    return paths.map((path) => {
      // A pipe that has both ends opens at once.
      const both = fs.openSync(path, O_RDWR);
      const ends: [number, number] = [fs.openSync(path, O_RDONLY), fs.openSync(path, O_WRONLY)];
      fs.closeSync(both);
      return ends;
    });
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/** Opens what a descriptor leads to once more; a pipe does not wait for its other end. */
export function reopen(fd: number, access: number): number {
  const name = `/dev/fd/${fd}`;
  let other: number | undefined;
  if (fs.fstatSync(fd).isFIFO()) {
    try {
      other = fs.openSync(name, ((access & 3) === O_RDONLY ? O_WRONLY : O_RDONLY) | O_NONBLOCK);
    } catch {
      // There is an end of the other kind already, or none can be had.
    }
  }
  try {
    return fs.openSync(name, access);
  } finally {
    if (other !== undefined) fs.closeSync(other);
  }
}

/** Opens a regular file once more, with the system's offset at a place. Node cannot seek: reading moves it there. */
export function openAt(fd: number, access: number, offset: number): number {
  if (access === O_WRONLY) {
    // Only the end can be had without reading.
    return fs.openSync(
      `/dev/fd/${fd}`,
      access | (offset === fs.fstatSync(fd).size ? fs.constants.O_APPEND : 0),
    );
  }
  const opening = fs.openSync(`/dev/fd/${fd}`, access);
  const into = new Uint8Array(Math.min(offset, 1 << 20));
  for (let left = offset; left > 0; ) {
    const count = fs.readSync(opening, into, 0, Math.min(left, into.length), null);
    if (count === 0) break;
    left -= count;
  }
  return opening;
}

const KINDS: ReadonlyMap<number, string> = new Map([
  [S_IFIFO, "p"],
  [S_IFCHR, "c"],
  [S_IFBLK, "b"],
]);

/** A path that leads through one of our descriptors, as a command sees it. */
const forCommand = (path: string): string => path.replace(/^\/proc\/self\//, `/proc/${process.pid}/`);

/** What `mknod` makes; `mode` says what kind. */
export function makeNode(path: string, mode: number, major: number, minor: number): void {
  const kind = mode & S_IFMT;
  if (kind === S_IFREG || kind === 0) {
    system(() => fs.closeSync(fs.openSync(encodePath(path), "wx", mode & 0o7777)));
    return;
  }
  const letter = KINDS.get(kind);
  if (letter === undefined) throw new HostError("EINVAL");
  // The command's own errors are texts: what is wrong with the path is found out here.
  if (system(() => fs.lstatSync(encodePath(path), { throwIfNoEntry: false })) !== undefined)
    throw new HostError("EEXIST");
  const directory = path.replace(/[^/]*\/*$/, "") || ".";
  system(() => fs.accessSync(encodePath(directory), fs.constants.W_OK | fs.constants.X_OK));
  const numbers = kind === S_IFIFO ? [] : [String(major), String(minor)];
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const permissions = (mode & 0o7777).toString(8);
  const { status } = spawnSync("mknod", ["-m", permissions, "--", forCommand(path), letter, ...numbers], {
    stdio: "ignore",
  });
  if (status !== 0) throw new HostError("EPERM");
}

/** Sets the time of modification to the nanosecond, where the system has a command for it. */
export function modifiedAt(path: string, time: bigint, followLinks: boolean): void {
  const seconds = time / 1_000_000_000n;
  const rest = time % 1_000_000_000n;
  if (rest < 0n) return;
  const text = `@${seconds}.${rest.toString().padStart(9, "0")}`;
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const links = followLinks ? [] : ["-h"];
  spawnSync("touch", ["-c", "-m", ...links, "-d", text, "--", forCommand(path)], { stdio: "ignore" });
}
