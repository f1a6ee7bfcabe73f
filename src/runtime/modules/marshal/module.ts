/** The module `marshal`, version 5 of the format. Code objects are written in a form of their own.
 * Follows Python/marshal.c. https://docs.python.org/3.14/library/marshal.html */
import { typeOf } from "../../core/builtin-types.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { EOFError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes, isBytes } from "../../objects/bytes.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { PyMemoryView } from "../../objects/memoryview.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toSize } from "../../protocols/number.ts";
import { Reader, type Take, takeFrom } from "./reader.ts";
import { Writer } from "./writer.ts";

const VERSION = 5;

function dumps(value: Value, version: Value = VERSION, allowCode: Value = true): Value {
  const writer = new Writer(toSize(version), truthy(allowCode));
  writer.write(value);
  return bytes(writer.result);
}

/** Takes what an object's `readinto` gives. */
function takeFromFile(file: Value): Take {
  return (count) => {
    const data = new PyByteArray(new Uint8Array(count));
    const read =
      count === 0 ? 0 : toSize(callMethod(file, "readinto", new PyMemoryView(data, data.buffer$())));
    if (read > count) {
      throw valueError(`read() returned too much data: ${count} bytes requested, ${read} returned`);
    }
    if (read < count) throw newException(EOFError, "EOF read where not expected");
    return data.data;
  };
}

export const marshalModule: NativeModule = {
  name: "marshal",
  doc: "This module contains functions that can read and write Python values in\na binary format.",
  functions: {
    dumps: [
      "(value, version=marshal.version, /, *, allow_code=True)",
      (value: Value, version?: Value, allowCode?: Value) => dumps(value, version, allowCode),
    ],
    dump: [
      "(value, file, version=marshal.version, /, *, allow_code=True)",
      (value: Value, file: Value, version?: Value, allowCode?: Value) =>
        callMethod(file, "write", dumps(value, version, allowCode)),
    ],
    loads: [
      "(bytes, /, *, allow_code=True)",
      (data: Value, allowCode: Value = true) =>
        new Reader(takeFrom(needBuffer(data)), truthy(allowCode)).read(),
    ],
    load: [
      "(file, /, *, allow_code=True)",
      (file: Value, allowCode: Value = true) => {
        const probe = callMethod(file, "read", 0);
        if (!isBytes(probe)) throw typeError(`file.read() returned not bytes but ${typeOf(probe).name}`);
        return new Reader(takeFromFile(file), truthy(allowCode)).read();
      },
    ],
  },
  constants: { version: VERSION },
};
