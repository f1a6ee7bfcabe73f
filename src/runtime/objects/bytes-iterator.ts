/** Iterators over bytes, bytearray and memoryview. */
import { declareType } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import type { PyByteArray } from "./bytearray.ts";
import type { PyBytes } from "./bytes.ts";
import { PyIterator } from "./iterator.ts";

export class PyBytesIterator extends PyIterator {
  source: PyBytes | PyByteArray | undefined;
  index = 0;
  constructor(source?: PyBytes | PyByteArray) {
    super();
    this.source = source;
  }
  nx(): Value | undefined {
    const value = this.source?.data[this.index];
    if (value === undefined) this.source = undefined;
    else this.index++;
    return value;
  }
}
export class PyByteArrayIterator extends PyBytesIterator {}

export const bytesIteratorType = declareType("bytes_iterator", PyBytesIterator, { subclassable: false });
export const bytearrayIteratorType = declareType("bytearray_iterator", PyByteArrayIterator, {
  subclassable: false,
});
