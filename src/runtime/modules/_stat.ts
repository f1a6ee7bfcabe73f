/** The module `_stat`: modes of files. Follows Modules/_stat.c. https://docs.python.org/3.14/library/stat.html */
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { toIndex } from "../protocols/number.ts";

const FORMAT = 0o170000;

const KINDS = {
  S_IFDIR: 0o040000,
  S_IFCHR: 0o020000,
  S_IFBLK: 0o060000,
  S_IFREG: 0o100000,
  S_IFIFO: 0o010000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
  S_IFDOOR: 0,
  S_IFPORT: 0,
  S_IFWHT: 0,
} as const;

const PERMISSIONS = {
  S_ISUID: 0o4000,
  S_ISGID: 0o2000,
  S_ISVTX: 0o1000,
  S_ENFMT: 0o2000,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o70,
  S_IRGRP: 0o40,
  S_IWGRP: 0o20,
  S_IXGRP: 0o10,
  S_IRWXO: 7,
  S_IROTH: 4,
  S_IWOTH: 2,
  S_IXOTH: 1,
} as const;

const FILE_FLAGS = {
  UF_SETTABLE: 0x0000ffff,
  UF_NODUMP: 0x00000001,
  UF_IMMUTABLE: 0x00000002,
  UF_APPEND: 0x00000004,
  UF_OPAQUE: 0x00000008,
  UF_NOUNLINK: 0x00000010,
  UF_COMPRESSED: 0x00000020,
  UF_TRACKED: 0x00000040,
  UF_DATAVAULT: 0x00000080,
  UF_HIDDEN: 0x00008000,
  SF_SETTABLE: 0xffff0000,
  SF_ARCHIVED: 0x00010000,
  SF_IMMUTABLE: 0x00020000,
  SF_APPEND: 0x00040000,
  SF_NOUNLINK: 0x00100000,
  SF_SNAPSHOT: 0x00200000,
  SF_FIRMLINK: 0x00800000,
  SF_DATALESS: 0x40000000,
} as const;

const PLACES = [
  "ST_MODE",
  "ST_INO",
  "ST_DEV",
  "ST_NLINK",
  "ST_UID",
  "ST_GID",
  "ST_SIZE",
  "ST_ATIME",
  "ST_MTIME",
  "ST_CTIME",
];

/** `-rwxr-xr-x` */
function filemode(mode: number): string {
  const letters: Readonly<Record<number, string>> = {
    [KINDS.S_IFDIR]: "d",
    [KINDS.S_IFCHR]: "c",
    [KINDS.S_IFBLK]: "b",
    [KINDS.S_IFREG]: "-",
    [KINDS.S_IFIFO]: "p",
    [KINDS.S_IFLNK]: "l",
    [KINDS.S_IFSOCK]: "s",
  };
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? "x" : "-";
    return ((bits & 4) !== 0 ? "r" : "-") + ((bits & 2) !== 0 ? "w" : "-") + last;
  };
  const kind = letters[mode & FORMAT] ?? "?";
  return (
    kind +
    triple(6, (mode & PERMISSIONS.S_ISUID) !== 0, "s") +
    triple(3, (mode & PERMISSIONS.S_ISGID) !== 0, "s") +
    triple(0, (mode & PERMISSIONS.S_ISVTX) !== 0, "t")
  );
}

const modeOf = (value: Value): number => Number(toIndex(value));

const tests = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]): [string, NativeRow] => [
    name.replace("S_IF", "S_IS"),
    ["(object, /)", (mode: Value) => kind !== 0 && (modeOf(mode) & FORMAT) === kind],
  ]),
);

export const statModule: NativeModule = {
  name: "_stat",
  doc: "S_IFMT_: file type bits",
  functions: {
    ...tests,
    S_IMODE: ["(object, /)", (mode: Value) => modeOf(mode) & 0o7777],
    S_IFMT: ["(object, /)", (mode: Value) => modeOf(mode) & FORMAT],
    filemode: ["(object, /)", (mode: Value) => filemode(modeOf(mode))],
  },
  constants: {
    ...KINDS,
    ...PERMISSIONS,
    ...FILE_FLAGS,
    ...Object.fromEntries(PLACES.map((name, i) => [name, i])),
  },
};
