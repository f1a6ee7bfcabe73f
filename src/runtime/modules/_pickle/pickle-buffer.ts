/** `pickle.PickleBuffer` (PEP 574): a buffer that may be kept out of the pickle. Follows Objects/picklebufobject.c. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { BufferError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import {
  type Buffer,
  type BufferLender,
  flatBytes,
  isBufferLender,
  isContiguous,
  plainBuffer,
} from "../../objects/buffer.ts";
import { PyMemoryView } from "../../objects/memoryview.ts";

export class PyPickleBuffer extends PyInstance implements BufferLender {
  owner: BufferLender | undefined = undefined;
  exports = 0;

  buffer$(): Buffer {
    if (this.owner === undefined) throw valueError("operation forbidden on released PickleBuffer object");
    return this.owner.buffer$();
  }

  get exporter$(): BufferLender | undefined {
    return this.owner?.exporter$ ?? this.owner;
  }

  get released(): boolean {
    return this.owner === undefined;
  }

  release(): void {
    if (this.owner === undefined) return;
    this.owner.exports--;
    this.owner = undefined;
  }
}
export const pickleBufferType = declareType("_pickle.PickleBuffer", PyPickleBuffer);

/** Whether the items lie one after the other, in either order. */
function isAnyContiguous(buffer: Buffer): boolean {
  if (isContiguous(buffer)) return true;
  const reversed = {
    ...buffer,
    shape: [...buffer.shape].reverse(),
    strides: [...buffer.strides].reverse(),
  };
  return isContiguous(reversed);
}

/** The bytes as they lie in memory; undefined when they are not contiguous. */
export function rawBytes(self: PyPickleBuffer): { data: Uint8Array; readonly: boolean } | undefined {
  const buffer = self.buffer$();
  if (!isAnyContiguous(buffer)) return undefined;
  const { bytes, offset, readonly } = buffer;
  const length = flatBytes(buffer).length;
  return { data: bytes.subarray(offset, offset + length), readonly };
}

export const pickleBufferSpec: TypeSpec = {
  doc: "Wrapper for potentially out-of-band buffers",
  new: [
    "(object, /)",
    (cls: PyType, object: Value) => {
      if (!isBufferLender(object))
        throw typeError(`a bytes-like object is required, not '${typeOf(object).fullName}'`);
      const self = cls.alloc() as PyPickleBuffer;
      object.buffer$();
      self.owner = object;
      object.exports++;
      return self;
    },
  ],
  methods: {
    raw: [
      "(self, /)",
      (self: PyPickleBuffer) => {
        const raw = rawBytes(self);
        if (raw === undefined)
          throw newException(BufferError, "cannot extract raw buffer from non-contiguous buffer");
        return new PyMemoryView(self.exporter$, plainBuffer(raw.data, raw.readonly));
      },
    ],
    release: [
      "(self, /)",
      (self: PyPickleBuffer) => {
        self.release();
        return null;
      },
    ],
  },
};
