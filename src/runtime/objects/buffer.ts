/**
 * The buffer protocol: objects that lend their memory (`bytes`, `bytearray`, `memoryview`, `array.array`, ...).
 *
 * A lender is a Python object whose class has the method `buffer$`. Whoever keeps a buffer for longer than a call
 * counts itself in `exports`, so that the lender can refuse to change its size meanwhile (BufferError); a function that
 * only reads or copies need not. Follows Objects/abstract.c and https://peps.python.org/pep-3118/
 */
import { special, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { BufferError } from "../exceptions/hierarchy.ts";
import { newException, typeError } from "../exceptions/raise.ts";

/** Memory that an object lends. */
export interface Buffer {
  /** The memory itself, C-contiguous unless `strides` say otherwise. */
  bytes: Uint8Array;
  readonly: boolean;
  /** struct format of an item, `B` for plain bytes. */
  format: string;
  itemsize: number;
  /** Lengths of the dimensions, in items; strides in bytes; where item [0, 0, ...] starts in `bytes`. */
  shape: readonly number[];
  strides: readonly number[];
  offset: number;
}

/** An object that lends its memory. */
export interface BufferLender extends PyInstance {
  buffer$(): Buffer;
  /** Number of buffers lent and not given back. */
  exports: number;
  /** Memoryviews that it counts, of a lender whose size can change: see {@link isLent}. */
  views$?: WeakRef<BufferLender>[] | undefined;
  /** The memory itself, of an object that is nothing but bytes. */
  readonly plain$?: Uint8Array | undefined;
  /** The object whose memory it really is, of one that only passes it on. */
  readonly exporter$?: BufferLender | undefined;
  /** True for a memoryview that was released and lends nothing any more: then `buffer$` raises ValueError. */
  readonly released?: boolean;
}

export function isBufferLender(value: Value): value is BufferLender {
  return value instanceof PyInstance && typeof (value as Partial<BufferLender>).buffer$ === "function";
}

/**
 * Who lends the memory of a bytes-like object: the object, or the memoryview that the `__buffer__` of a Python class returns
 * (https://peps.python.org/pep-0688/). Undefined for anything else.
 */
export function lenderOf(value: Value, writable = false): BufferLender | undefined {
  if (isBufferLender(value)) return value;
  const method = special(value, "m$__buffer__");
  if (method === undefined || method === null) return undefined;
  const view = callable(method).c2(value, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE);
  if (isBufferLender(view) && view.cls$.name === "memoryview") return view;
  throw typeError(`__buffer__ returned non-memoryview object`);
}

const PyBUF_SIMPLE = 0;
const PyBUF_WRITABLE = 1;

/**
 * Whether anybody looks at the memory of a lender that is to change its size. CPython's memoryviews let go of it with their last
 * reference; here those that nothing reaches are found by collecting garbage, before the program hears of an error.
 */
export function isLent(lender: BufferLender): boolean {
  const { views$: views } = lender;
  if (lender.exports === 0 || views === undefined) return lender.exports > 0;
  current.host.collectGarbage?.();
  for (const view of views) if (view.deref() === undefined) lender.exports--;
  lender.views$ = views.filter((view) => view.deref() !== undefined);
  return lender.exports > 0;
}

/** Runs what calls Python code that must neither take the memory away nor change its size meanwhile. */
export function locked<T>(lender: BufferLender, run: () => T): T {
  lender.exports++;
  try {
    return run();
  } finally {
    lender.exports--;
  }
}

/** One-dimensional buffer over plain bytes. */
export function plainBuffer(bytes: Uint8Array, readonly: boolean): Buffer {
  return { bytes, readonly, format: "B", itemsize: 1, shape: [bytes.length], strides: [1], offset: 0 };
}

/** True when the items lie one after the other in row-major order. */
export function isContiguous({ shape, strides, itemsize }: Buffer): boolean {
  let expected = itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i] as number;
    if (length === 0) return true;
    if (length !== 1 && strides[i] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** Number of bytes of all items. */
export function byteLength({ shape, itemsize }: Buffer): number {
  return shape.reduce((product, length) => product * length, itemsize);
}

/** The bytes of all items in row-major order: the memory itself when it is contiguous, else a copy. */
export function flatBytes(buffer: Buffer): Uint8Array {
  const { bytes, offset, shape, strides, itemsize } = buffer;
  const length = byteLength(buffer);
  if (isContiguous(buffer)) {
    return offset === 0 && bytes.length === length ? bytes : bytes.subarray(offset, offset + length);
  }
  const out = new Uint8Array(length);
  let to = 0;
  const copy = (dimension: number, from: number): void => {
    if (dimension === shape.length) {
      for (let i = 0; i < itemsize; i++) out[to++] = bytes[from + i] as number;
      return;
    }
    for (let i = 0; i < (shape[dimension] as number); i++)
      copy(dimension + 1, from + i * (strides[dimension] as number));
  };
  copy(0, offset);
  return out;
}

/** The bytes of a bytes-like object (perhaps its very memory), or undefined for anything else. */
export function bufferOf(value: Value): Uint8Array | undefined {
  const plain = value === null ? undefined : (value as Partial<BufferLender>).plain$;
  if (plain !== undefined) return plain;
  const lender = lenderOf(value);
  return lender === undefined ? undefined : flatBytes(lender.buffer$());
}

/** The memory of a bytes-like object; TypeError "a bytes-like object is required, not 'int'" for anything else, BufferError
 * when the items do not lie one after the other. */
export function needBuffer(value: Value): Uint8Array {
  const plain = value === null ? undefined : (value as Partial<BufferLender>).plain$;
  if (plain !== undefined) return plain;
  const lender = lenderOf(value);
  if (lender === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  const buffer = lender.buffer$();
  if (!isContiguous(buffer)) {
    throw newException(BufferError, "memoryview: underlying buffer is not C-contiguous");
  }
  return flatBytes(buffer);
}
