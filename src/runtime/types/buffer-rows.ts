/** `__buffer__` and `__release_buffer__` of the types that lend their memory. https://peps.python.org/pep-0688/ */
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { BufferError } from "../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import type { BufferLender } from "../objects/buffer.ts";
import { PyMemoryView } from "../objects/memoryview.ts";
import { toSize } from "../protocols/number.ts";

/** PyBUF_WRITABLE */
const WRITABLE = 1;

export const bufferRows: Readonly<Record<string, NativeRow>> = {
  __buffer__: [
    "(self, flags, /)",
    (self: BufferLender, flags: Value) => {
      const buffer = self.buffer$();
      if (buffer.readonly && toSize(flags) & WRITABLE)
        throw newException(BufferError, "Object is not writable.");
      return new PyMemoryView(self, buffer);
    },
  ],
  __release_buffer__: [
    "(self, buffer, /)",
    (self: BufferLender, buffer: Value) => {
      if (!(buffer instanceof PyMemoryView)) throw typeError("expected a memoryview object");
      if (buffer.owner === undefined) throw valueError("memoryview's buffer has already been released");
      if (buffer.owner !== self) throw valueError("memoryview's buffer is not this object");
      buffer.release();
      return null;
    },
  ],
};
