/**
 * Module `_json`: what the library's `json` package calls to be fast. Follows `Modules/_json.c`.
 * https://docs.python.org/3.14/library/json.html
 */

import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { PyType } from "../../core/type.ts";
import { scannerSpec, scannerType, scanString } from "./decoder.ts";
import { encodeBasestring, encodeBasestringAscii, encoderSpec, encoderType } from "./encoder.ts";

export const jsonModule: NativeModule = {
  name: "_json",
  doc: "json speedups\n",
  functions: {
    scanstring: ["(string, end, strict=True, /)", scanString],
    encode_basestring: ["(string, /)", encodeBasestring],
    encode_basestring_ascii: ["(string, /)", encodeBasestringAscii],
  },
  types: { make_scanner: scannerType, make_encoder: encoderType },
};

/** The types of the module, with their behaviour. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [scannerType, scannerSpec],
  [encoderType, encoderSpec],
];
