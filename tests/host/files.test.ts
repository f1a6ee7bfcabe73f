/** The same calls on real files and on files in memory: same results, same errors. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Files, HostError, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from "../../src/host/host.ts";
import { MemoryHost } from "../../src/host/memory/host.ts";
import { NodeHost } from "../../src/host/node/host.ts";

const real = mkdtempSync(path.join(tmpdir(), "tython-files-"));
afterAll(() => rmSync(real, { recursive: true, force: true }));
const memory = new MemoryHost();
memory.makeDirectories("/work");

const hosts: readonly (readonly [string, Files, string])[] = [
  ["Node", new NodeHost("").files, real],
  ["memory", memory.files, "/work"],
];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function codeOf(call: () => unknown): string {
  try {
    call();
    return "no error";
  } catch (error) {
    if (error instanceof HostError) return error.code;
    throw error;
  }
}

function readAll(files: Files, file: string): string {
  const fd = files.open(file, files.flags.RDONLY, 0);
  const into = new Uint8Array(100);
  const text = new TextDecoder().decode(into.subarray(0, files.read(fd, into)));
  files.close(fd);
  return text;
}

function writeAll(files: Files, file: string, text: string): void {
  const { WRONLY, CREAT, TRUNC } = files.flags;
  const fd = files.open(file, WRONLY | CREAT | TRUNC, 0o644);
  files.write(fd, bytes(text));
  files.close(fd);
}

describe.each(hosts)("files of the %s host", (_name, files, root) => {
  const at = (name: string): string => `${root}/${name}`;

  test("have an offset that reads, writes and seeks move", () => {
    const fd = files.open(at("a"), files.flags.RDWR | files.flags.CREAT, 0o644);
    expect(files.write(fd, bytes("hello"))).toBe(5);
    expect(files.seek(fd, -3, 1)).toBe(2);
    expect(files.write(fd, bytes("LL"))).toBe(2);
    expect(files.seek(fd, 0, 0)).toBe(0);
    const into = new Uint8Array(10);
    expect(files.read(fd, into)).toBe(5);
    expect(files.read(fd, into)).toBe(0);
    expect(files.seek(fd, 2, 2)).toBe(7);
    files.write(fd, bytes("!"));
    expect(files.status(fd).size).toBe(8);
    files.truncate(fd, 4);
    files.close(fd);
    expect(readAll(files, at("a"))).toBe("heLL");
    expect(codeOf(() => files.close(fd))).toBe("EBADF");
  });

  test("append to the end wherever the offset is", () => {
    writeAll(files, at("log"), "one\n");
    const fd = files.open(at("log"), files.flags.WRONLY | files.flags.APPEND, 0);
    files.write(fd, bytes("two\n"));
    expect(files.seek(fd, 0, 1)).toBe(8);
    files.close(fd);
    expect(readAll(files, at("log"))).toBe("one\ntwo\n");
  });

  test("stand in directories", () => {
    files.makeDirectory(at("d"), 0o755);
    writeAll(files, at("d/x"), "x");
    files.symbolicLink("x", at("d/l"));
    expect(files.list(at("d")).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: "l", kind: S_IFLNK },
      { name: "x", kind: S_IFREG },
    ]);
    expect(files.readLink(at("d/l"))).toBe("x");
    expect(files.stat(at("d/l"), true).mode & S_IFMT).toBe(S_IFREG);
    expect(files.stat(at("d/l"), false).mode & S_IFMT).toBe(S_IFLNK);
    expect(files.kind(at("d"))).toBe(S_IFDIR);
    expect(files.kind(at("none"))).toBe(0);
    files.rename(at("d/x"), at("d/y"));
    expect(codeOf(() => files.stat(at("d/l"), true))).toBe("ENOENT");
    expect(codeOf(() => files.removeDirectory(at("d")))).toBe("ENOTEMPTY");
    files.remove(at("d/l"));
    files.remove(at("d/y"));
    files.removeDirectory(at("d"));
  });

  test("fail with the system's errors", () => {
    writeAll(files, at("f"), "");
    expect(codeOf(() => files.open(at("none"), files.flags.RDONLY, 0))).toBe("ENOENT");
    expect(codeOf(() => files.open(at("f/x"), files.flags.RDONLY, 0))).toBe("ENOTDIR");
    expect(codeOf(() => files.open(root, files.flags.WRONLY, 0))).toBe("EISDIR");
    const create = files.flags.WRONLY | files.flags.CREAT | files.flags.EXCL;
    expect(codeOf(() => files.open(at("f"), create, 0o644))).toBe("EEXIST");
    expect(codeOf(() => files.makeDirectory(at("f"), 0o755))).toBe("EEXIST");
    expect(codeOf(() => files.list(at("f")))).toBe("ENOTDIR");
    expect(codeOf(() => files.readLink(at("f")))).toBe("EINVAL");
    files.symbolicLink("loop", at("loop"));
    expect(codeOf(() => files.stat(at("loop"), true))).toBe("ELOOP");
  });
});
