/** The module `posix`, which `os` is made of. https://docs.python.org/3.14/library/os.html */
import type { NativeModule } from "../../core/native-module.ts";
import type { PyInstance, Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OSError } from "../../exceptions/hierarchy.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { moduleGet, type PyModule } from "../../objects/module.ts";
import { childConstants, childFunctions, waitidResult } from "./children.ts";
import { descriptorFunctions } from "./descriptors.ts";
import { identityConstants, identityFunctions, schedParameter } from "./identity.ts";
import { pathFunctions } from "./paths.ts";
import { environment, processFunctions } from "./process.ts";
import { dirEntryType, scandir } from "./scandir.ts";
import {
  pathConfigurationNames,
  specialFileConstants,
  specialFileFunctions,
  statvfsResult,
  stringConfigurationNames,
} from "./special-files.ts";
import { systemConfigurationFunctions, systemConfigurationNames } from "./system-configuration.ts";
import { statResult, terminalSize, timesResult, unameResult } from "./stat-result.ts";
import { transferConstants, transferFunctions } from "./transfer.ts";
import { treeFunctions } from "./tree.ts";

const EXIT_CODES = {
  EX_OK: 0,
  EX_USAGE: 64,
  EX_DATAERR: 65,
  EX_NOINPUT: 66,
  EX_NOUSER: 67,
  EX_NOHOST: 68,
  EX_UNAVAILABLE: 69,
  EX_SOFTWARE: 70,
  EX_OSERR: 71,
  EX_OSFILE: 72,
  EX_CANTCREAT: 73,
  EX_IOERR: 74,
  EX_TEMPFAIL: 75,
  EX_PROTOCOL: 76,
  EX_NOPERM: 77,
  EX_CONFIG: 78,
} as const;

/** What `os` derives `supports_dir_fd`, `supports_fd` and `supports_follow_symlinks` from. */
const ALWAYS = ["HAVE_FSTAT", "HAVE_FTRUNCATE", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES"];
const THROUGH_DESCRIPTORS = [
  ...["HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR"],
  ...["HAVE_FACCESSAT", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FUTIMENS", "HAVE_LINKAT"],
  ...["HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT"],
  ...["HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"],
];

export const posixModule: NativeModule = {
  name: "posix",
  doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.",
  functions: {
    ...descriptorFunctions,
    ...treeFunctions,
    ...pathFunctions,
    ...processFunctions,
    ...childFunctions,
    ...systemConfigurationFunctions,
    ...transferFunctions,
    ...identityFunctions,
    ...specialFileFunctions,
    scandir: ["(path=None)", (name: Value = null) => scandir(name)],
  },
  constants: {
    ...EXIT_CODES,
    RTLD_LAZY: 1,
    RTLD_NOW: 2,
    RTLD_NOLOAD: 4,
    RTLD_DEEPBIND: 8,
    RTLD_GLOBAL: 256,
    RTLD_LOCAL: 0,
    RTLD_NODELETE: 4096,
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    ...childConstants,
    ...transferConstants,
    ...identityConstants,
    ...specialFileConstants,
    NGROUPS_MAX: 65536,
    TMP_MAX: 238328,
    GRND_NONBLOCK: 1,
    GRND_RANDOM: 2,
  },
  types: {
    error: OSError,
    DirEntry: dirEntryType,
    sched_param: schedParameter.type,
    stat_result: statResult.type,
    statvfs_result: statvfsResult.type,
    terminal_size: terminalSize.type,
    times_result: timesResult.type,
    uname_result: unameResult.type,
    waitid_result: waitidResult.type,
  },
  refresh(_set, module: PyInstance) {
    // `os.environ` holds the dict itself.
    const dict = moduleGet(module as PyModule, "environ");
    if (dict instanceof PyDict) {
      dict.clear();
      for (const [name, value] of environment().entries()) dict.set(name, value);
    }
  },
  init(set) {
    for (const [name, value] of Object.entries(current.host.files.flags)) set(`O_${name}`, value);
    set("environ", environment());
    set("sysconf_names", systemConfigurationNames());
    set("pathconf_names", pathConfigurationNames());
    set("confstr_names", stringConfigurationNames());
    const { executable, platform } = current.host;
    // Paths lead through descriptors on Linux alone, and in memory.
    const directories = platform === "linux" || executable === "";
    set("_have_functions", new PyList(directories ? [...ALWAYS, ...THROUGH_DESCRIPTORS] : [...ALWAYS]));
  },
};
