/** The ranges of C's numbers on a machine with 64 bits. Follows PyInit__testcapi in Modules/_testcapimodule.c. */
import type { Value } from "../../core/object.ts";
import { float } from "../../objects/float.ts";

/** sys.maxsize */
const LARGEST = 2n ** 63n - 1n;

export const limits: Readonly<Record<string, Value>> = {
  CHAR_MAX: 127,
  CHAR_MIN: -128,
  UCHAR_MAX: 255,
  SHRT_MAX: 2 ** 15 - 1,
  SHRT_MIN: -(2 ** 15),
  USHRT_MAX: 2 ** 16 - 1,
  INT_MAX: 2 ** 31 - 1,
  INT_MIN: -(2 ** 31),
  UINT_MAX: 2 ** 32 - 1,
  LONG_MAX: LARGEST,
  LONG_MIN: -LARGEST - 1n,
  ULONG_MAX: 2n * LARGEST + 1n,
  LLONG_MAX: LARGEST,
  LLONG_MIN: -LARGEST - 1n,
  ULLONG_MAX: 2n * LARGEST + 1n,
  PY_SSIZE_T_MAX: LARGEST,
  PY_SSIZE_T_MIN: -LARGEST - 1n,
  SIZE_MAX: 2n * LARGEST + 1n,
  FLT_MAX: float(3.4028234663852886e38),
  FLT_MIN: 1.1754943508222875e-38,
  DBL_MAX: float(Number.MAX_VALUE),
  DBL_MIN: 2.2250738585072014e-308,
  // The quiet NaNs of all machines that JavaScript runs on have the bit set.
  nan_msb_is_signaling: false,
};
