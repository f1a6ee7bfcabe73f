/**
 * The modules that `sysconfig` reads the configuration of the build from, which CPython generates while it is built. Tython
 * has no compiler flags to tell; what is here is what programs ask for to know what they run on. The name of such a
 * module ends in the platform and the architecture, and Tython runs on JavaScript wherever that is: `sys.implementation`
 * gives the platform's name for both, so there is one for each platform.
 * https://docs.python.org/3.14/library/sysconfig.html, Lib/sysconfig/__init__.py (_get_sysconfigdata)
 */
import type { NativeModule } from "../core/native-module.ts";
import { slotsOf, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyDict } from "../objects/dict.ts";

const PLATFORMS = ["linux", "darwin", "win32", "android", "freebsd", "openbsd", "aix", "sunos", "browser"];

const variables: Readonly<Record<string, Value>> = {
  ABIFLAGS: "",
  EXE: "",
  EXT_SUFFIX: ".so",
  HAVE_FORK: 0,
  PYTHONFRAMEWORK: "",
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  Py_GIL_DISABLED: 0,
  SHLIB_SUFFIX: ".so",
  SIZEOF_VOID_P: 8,
  SOABI: "",
  TZPATH: "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
  VERSION: "3.14",
  WITH_DOC_STRINGS: 1,
};

function buildTimeVariables(): Value {
  const dict = new PyDict();
  const sys = slotsOf(current.sys);
  for (const name of ["prefix", "exec_prefix"]) dict.set(name, sys[`$${name}`] ?? "");
  for (const [name, value] of Object.entries(variables)) dict.set(name, value);
  return dict;
}

export const sysconfigDataModules: readonly NativeModule[] = PLATFORMS.map((platform) => ({
  name: `_sysconfigdata__${platform}_${platform}`,
  init: (set) => set("build_time_vars", buildTimeVariables()),
}));
