/** `os.sysconf`: limits and sizes of the system. The numbers of the names are Linux's. Follows Modules/posixmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { osError } from "../../exceptions/os-error.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { dictFromPairs } from "../../objects/dict.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { toCInt } from "../../protocols/number.ts";

const cpus = () => current.host.process.cpuCount;

const table: readonly (readonly [name: string, number: number, value: () => number])[] = [
  ["SC_ARG_MAX", 0, () => 2_097_152],
  ["SC_CLK_TCK", 2, () => 100],
  ["SC_OPEN_MAX", 4, () => 1024],
  ["SC_PAGESIZE", 30, () => 4096],
  ["SC_PAGE_SIZE", 30, () => 4096],
  ["SC_IOV_MAX", 60, () => 1024],
  ["SC_NPROCESSORS_CONF", 83, cpus],
  ["SC_NPROCESSORS_ONLN", 84, cpus],
];

function sysconf(name: Value): Value {
  if (!isStr(name) && !isInt(name)) throw typeError("configuration names must be strings or integers");
  const row = table.find(([text, number]) => (isStr(name) ? strOf(name) === text : toCInt(name) === number));
  if (row !== undefined) return row[2]();
  throw isStr(name) ? valueError("unrecognized configuration name") : osError("EINVAL");
}

export const systemConfigurationFunctions: Readonly<Record<string, NativeRow>> = {
  sysconf: ["(name, /)", sysconf],
};

export const systemConfigurationNames = (): Value =>
  dictFromPairs(table.flatMap(([name, number]) => [name, number]));
