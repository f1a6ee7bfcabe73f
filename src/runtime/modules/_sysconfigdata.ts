/**
 * The module that `sysconfig` reads the configuration of the build from, which CPython generates while it is built. Tython has
 * no compiler flags to tell; what is here is what programs ask for to know what they run on. Its name holds the platform's.
 * https://docs.python.org/3.14/library/sysconfig.html, Lib/sysconfig/__init__.py (_get_sysconfigdata)
 */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { dictFromPairs } from "../objects/dict.ts";

const buildTimeVariables: Readonly<Record<string, Value>> = {
  EXE: "",
  EXT_SUFFIX: ".so",
  HAVE_FORK: 0,
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  Py_GIL_DISABLED: 0,
  SIZEOF_VOID_P: 8,
  SOABI: "",
  TZPATH: "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
  VERSION: "3.14",
  WITH_DOC_STRINGS: 1,
  py_version_short: "3.14",
};

const tableFor = (platform: string): NativeModule => ({
  name: `_sysconfigdata__${platform}_${platform}`,
  init: (set) => set("build_time_vars", dictFromPairs(Object.entries(buildTimeVariables).flat())),
});

export const sysconfigdataModules: readonly NativeModule[] = ["linux", "darwin", "freebsd", "emscripten"].map(tableFor);
