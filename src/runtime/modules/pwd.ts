/** The modules `pwd` and `grp`: users and groups, read from the host's files as the C library does.
 * https://docs.python.org/3.14/library/pwd.html, https://docs.python.org/3.14/library/grp.html */
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { PyBaseException } from "../core/exception.ts";
import { OverflowError } from "../exceptions/hierarchy.ts";
import { badArgument, keyError, valueError } from "../exceptions/raise.ts";
import { PyList } from "../objects/list.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { structSequence } from "../objects/struct-sequence.ts";
import { reprText } from "../protocols/repr.ts";
import { pathText } from "./_io/path.ts";
import { systemText } from "./_io/system-file.ts";
import { identifier } from "./posix/arguments.ts";
import { structSequenceSpec } from "../types/struct-sequence.ts";

const passwd = structSequence("pwd.struct_passwd", "pwd.struct_passwd: Results from getpw*() routines.", [
  ["pw_name", "user name"],
  ["pw_passwd", "password"],
  ["pw_uid", "user id"],
  ["pw_gid", "group id"],
  ["pw_gecos", "real name"],
  ["pw_dir", "home directory"],
  ["pw_shell", "shell program"],
]);

const group = structSequence("grp.struct_group", "grp.struct_group: Results from getgr*() routines.", [
  ["gr_name", "group name"],
  ["gr_passwd", "password"],
  ["gr_gid", "group id"],
  ["gr_mem", "group members"],
]);

/** The rows of a file such as /etc/passwd; none where there is no such file. */
function rows(path: string, fields: number): string[][] {
  const text = systemText(path) ?? "";
  return text
    .split("\n")
    .map((line) => line.split(":"))
    .filter((row) => row.length >= fields);
}

/** The groups of a user, the user's own first (`getgrouplist` of the C library). */
export function groupsOfUser(user: string, own: number): number[] {
  const others = rows("/etc/group", 4)
    .filter(([, , , members]) => (members ?? "").split(",").includes(user))
    .map(([, , gid]) => Number(gid));
  return [...new Set([own, ...others])];
}

/** The name of a user by its id. */
export const userName = (uid: number): string | undefined =>
  rows("/etc/passwd", 7).find((row) => Number(row[2]) === uid)?.[0];

const users = () =>
  rows("/etc/passwd", 7).map(([name, password, uid, gid, gecos, home, shell]) =>
    passwd.make([
      str(name ?? ""),
      str(password ?? ""),
      Number(uid),
      Number(gid),
      str(gecos ?? ""),
      str(home ?? ""),
      str(shell ?? ""),
    ]),
  );

const groups = () =>
  rows("/etc/group", 4).map(([name, password, gid, members]) =>
    group.make([
      str(name ?? ""),
      str(password ?? ""),
      Number(gid),
      new PyList((members ?? "") === "" ? [] : (members ?? "").split(",").map(str)),
    ]),
  );

/** A user's number; undefined for an int that can be none. */
function userNumber(uid: Value): number | undefined {
  try {
    return identifier(uid, "uid");
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(OverflowError)) return undefined;
    throw error;
  }
}

/** The name of a user or group. */
function entryName(name: Value, what: string): string {
  if (!isStr(name)) throw badArgument(what, "str", name);
  const text = strOf(name);
  pathText(name);
  if (text.includes("\0")) throw valueError("embedded null byte");
  return text;
}

export const pwdModule: NativeModule = {
  name: "pwd",
  doc: "This module provides access to the Unix password database.",
  functions: {
    getpwuid: [
      "(uid, /)",
      (uid: Value) => {
        const wanted = userNumber(uid);
        const found = users().find((user) => user.all[2] === wanted);
        if (found === undefined)
          throw keyError(`getpwuid(): uid not found${wanted === undefined ? "" : `: ${wanted}`}`);
        return found;
      },
    ],
    getpwnam: [
      "(name, /)",
      (name: Value) => {
        const wanted = entryName(name, "getpwnam() argument");
        const found = users().find((user) => strOf(user.all[0] as Value) === wanted);
        if (found === undefined) throw keyError(str(`getpwnam(): name not found: ${reprText(name)}`));
        return found;
      },
    ],
    getpwall: ["()", () => new PyList(users())],
  },
  types: { struct_passwd: passwd.type },
};

export const grpModule: NativeModule = {
  name: "grp",
  doc: "Access to the Unix group database.",
  functions: {
    getgrgid: [
      "(id)",
      (id: Value) => {
        const wanted = identifier(id, "gid");
        const found = groups().find((entry) => entry.all[2] === wanted);
        if (found === undefined) throw keyError(`getgrgid(): gid not found: ${wanted}`);
        return found;
      },
    ],
    getgrnam: [
      "(name)",
      (name: Value) => {
        const wanted = entryName(name, "getgrnam() argument 'name'");
        const found = groups().find((entry) => strOf(entry.all[0] as Value) === wanted);
        if (found === undefined) throw keyError(str(`getgrnam(): name not found: ${reprText(name)}`));
        return found;
      },
    ],
    getgrall: ["()", () => new PyList(groups())],
  },
  types: { struct_group: group.type },
};

export const pwdInstalled: readonly (readonly [PyType, TypeSpec])[] = [
  [passwd.type, structSequenceSpec(passwd)],
];
export const grpInstalled: readonly (readonly [PyType, TypeSpec])[] = [
  [group.type, structSequenceSpec(group)],
];
