/** `_posixsubprocess`: hosts start no processes of Python's kind (fork and exec), so `subprocess` can be imported and its
 * calls fail as on a system without them. */
import type { NativeModule } from "../core/native-module.ts";
import { osError } from "../exceptions/os-error.ts";

export const posixSubprocessModule: NativeModule = {
  name: "_posixsubprocess",
  doc: "A POSIX helper for the subprocess module.",
  functions: {
    fork_exec: [
      "(*args)",
      () => {
        throw osError("ENOSYS");
      },
    ],
  },
};
