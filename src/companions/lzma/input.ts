/** Bytes that came in and are not read; and output with as much behind it as matches may go back. */

export class Input {
  bytes = new Uint8Array(0);
  at = 0;
  /** Bytes before those that are here. */
  #before = 0;

  get position(): number {
    return this.#before + this.at;
  }
  get available(): number {
    return this.bytes.length - this.at;
  }
  push(data: Uint8Array): void {
    const rest = this.bytes.subarray(this.at);
    const all = new Uint8Array(rest.length + data.length);
    all.set(rest);
    all.set(data, rest.length);
    this.bytes = all;
    this.#before += this.at;
    this.at = 0;
  }
  byte(): number {
    return this.bytes[this.at++] as number;
  }
  take(count: number): Uint8Array {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

export class Window {
  bytes = new Uint8Array(1 << 16);
  /** Where the next byte goes, and up to where bytes were taken. */
  end = 0;
  taken = 0;
  /** Bytes since the dictionary was emptied, which matches may reach. */
  full = 0;
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  get available(): number {
    return this.end - this.taken;
  }

  reserve(count: number): void {
    if (this.end + count <= this.bytes.length) return;
    const unused = this.taken - this.size;
    if (unused > this.bytes.length >> 1) {
      this.bytes.copyWithin(0, unused, this.end);
      this.end -= unused;
      this.taken -= unused;
    } else {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.end + count));
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
  }

  put(byte: number): void {
    this.reserve(1);
    this.bytes[this.end++] = byte;
    this.full++;
  }
  putAll(data: Uint8Array): void {
    this.reserve(data.length);
    this.bytes.set(data, this.end);
    this.end += data.length;
    this.full += data.length;
  }
  /** Repeats what stands `distance` bytes back. */
  repeat(distance: number, length: number): void {
    this.reserve(length);
    const { bytes, end } = this;
    for (let i = 0; i < length; i++) bytes[end + i] = bytes[end + i - distance] as number;
    this.end = end + length;
    this.full += length;
  }
  take(count: number): Uint8Array {
    const data = this.bytes.slice(this.taken, Math.min(this.end, this.taken + count));
    this.taken += data.length;
    return data;
  }
}
