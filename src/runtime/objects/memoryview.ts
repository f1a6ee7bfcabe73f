/** Data of `memoryview`: a look at the memory of another object, which counts it among its `exports` until `release`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { valueError } from "../exceptions/raise.ts";
import { type Buffer, type BufferLender, byteLength, plainBuffer } from "./buffer.ts";
import { PyIterator } from "./iterator.ts";

export class PyMemoryView extends PyInstance implements BufferLender {
  /** The object that owns the memory; undefined once released. */
  owner: BufferLender | undefined;
  buffer: Buffer;
  /** Buffers that this view itself has lent. */
  exports = 0;
  /** Kept because it outlives the release. */
  hash: number | bigint | undefined = undefined;
  /** Whether the owner counts this view. It counts those made of it, not those cut out of a view: CPython's vanish with
   * their last reference, and nothing here would ever take them off the count. */
  readonly #counted: boolean;
  constructor(owner?: BufferLender, buffer: Buffer = plainBuffer(new Uint8Array(0), true), derived = false) {
    super();
    this.owner = owner;
    this.buffer = buffer;
    this.#counted = owner !== undefined && !derived;
    if (owner !== undefined && !derived) {
      owner.exports++;
      if ("views$" in owner) this.#note(owner);
    }
  }

  /** The owner's size can change: it keeps a list of who looks. */
  #note(owner: BufferLender): void {
    owner.views$ ??= [];
    // Those that were released are off the count.
    if (owner.views$.length > 2 * owner.exports + 8) {
      owner.views$ = owner.views$.filter((view) => view.deref()?.released === false);
    }
    owner.views$.push(new WeakRef<BufferLender>(this));
  }

  buffer$(): Buffer {
    if (this.owner === undefined) throw valueError("operation forbidden on released memoryview object");
    return this.buffer;
  }

  get released(): boolean {
    return this.owner === undefined;
  }

  get byteLength(): number {
    return byteLength(this.buffer);
  }

  release(): void {
    if (this.owner === undefined) return;
    if (this.#counted) {
      this.owner.exports--;
      // A view that is released must not be taken off the count again when it is collected.
      if (this.owner.views$ !== undefined) {
        this.owner.views$ = this.owner.views$.filter((view) => view.deref() !== this);
      }
    }
    this.owner = undefined;
  }
}

export const memoryviewType = declareType("memoryview", PyMemoryView, { subclassable: false });
memoryviewType.collectionFlag = "sequence";

export class PyMemoryIterator extends PyIterator {
  length = 0;
  index = 0;
  read: (index: number) => Value = () => null;
  nx(): Value | undefined {
    return this.index < this.length ? this.read(this.index++) : undefined;
  }
}

export const memoryIteratorType = declareType("memory_iterator", PyMemoryIterator, { subclassable: false });
