/** `errno`. https://docs.python.org/3.14/library/errno.html */
import type { NativeModule } from "../core/native-module.ts";
import { ERRNO_ALIASES, ERRNO_TABLE } from "../exceptions/errno.ts";
import { PyDict } from "../objects/dict.ts";

export const errnoModule: NativeModule = {
  name: "errno",
  doc: "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary errno.errorcode maps numeric codes to symbol names,\ne.g., errno.errorcode[2] could be the string 'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo map error codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file or directory'.",
  init(set) {
    const codes = new PyDict();
    for (const [name, number] of ERRNO_TABLE) {
      set(name, number);
      codes.set(number, name);
    }
    for (const [name, number] of Object.entries(ERRNO_ALIASES)) set(name, number);
    set("errorcode", codes);
  },
};
