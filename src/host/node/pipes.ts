/** Pipes. Node makes none that both ends of are to be had: named ones are made by the system's command, opened and unlinked. */
import * as fs from "node:fs";
import { HostError } from "../host.ts";

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
