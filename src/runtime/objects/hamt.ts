/**
 * An immutable mapping that shares most of itself with what it was made from: a hash array mapped trie. Contexts are made of
 * these, so copying one costs nothing and setting a variable costs the depth of the tree, however many variables there are.
 *
 * Each level looks at five more bits of a key's hash. A branch has a bit for each of its 32 places and a slot for each place in
 * use; a slot holds a leaf, a deeper branch, or the leaves of keys whose hashes agree in all 32 bits. A branch under another
 * never holds one leaf alone: deleting pulls that up.
 *
 *     Branch 10…01   ── leaf a
 *                    └─ Branch 0…11 ── leaf b
 *                                   └─ Collision: leaf c, leaf d
 *
 * Follows Python/hamt.c in what it does, though not in its kinds of nodes.
 */
import type { Value } from "../core/object.ts";

/** How keys are told apart. Both may run Python code, and raise. */
export interface KeyRules<K> {
  /** An int32. */
  hash(key: K): number;
  equal(a: K, b: K): boolean;
}

class Leaf<K> {
  readonly hash: number;
  readonly key: K;
  readonly value: Value;
  constructor(hash: number, key: K, value: Value) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}

class Collision<K> {
  readonly hash: number;
  readonly leaves: readonly Leaf<K>[];
  constructor(hash: number, leaves: readonly Leaf<K>[]) {
    this.hash = hash;
    this.leaves = leaves;
  }
}

class Branch<K> {
  readonly bits: number;
  readonly slots: readonly Node<K>[];
  constructor(bits: number, slots: readonly Node<K>[]) {
    this.bits = bits;
    this.slots = slots;
  }
}

type Node<K> = Leaf<K> | Collision<K> | Branch<K>;

const LEVEL = 5;

/** The bit of a hash's place in a branch at a level. */
const bitOf = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31);

/** How many places before that of `bit` are in use. */
function slotOf(bits: number, bit: number): number {
  let below = bits & (bit - 1);
  below -= (below >>> 1) & 0x55555555;
  below = (below & 0x33333333) + ((below >>> 2) & 0x33333333);
  return Math.imul((below + (below >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A branch of two nodes whose hashes differ from here on. */
function fork<K>(a: Leaf<K> | Collision<K>, b: Leaf<K>, shift: number): Branch<K> {
  const bitA = bitOf(a.hash, shift);
  const bitB = bitOf(b.hash, shift);
  if (bitA === bitB) return new Branch(bitA, [fork(a, b, shift + LEVEL)]);
  return new Branch(bitA | bitB, bitA >>> 0 < bitB >>> 0 ? [a, b] : [b, a]);
}

/** `node` with `leaf`, which takes the place of `old` where there is that. */
function put<K>(node: Node<K>, old: Leaf<K> | undefined, leaf: Leaf<K>, shift: number): Node<K> {
  if (node === old) return leaf;
  if (!(node instanceof Branch)) {
    if (node.hash !== leaf.hash) return fork(node, leaf, shift);
    const others = node instanceof Leaf ? [node] : node.leaves.filter((other) => other !== old);
    return new Collision(node.hash, [...others, leaf]);
  }
  const bit = bitOf(leaf.hash, shift);
  const slot = slotOf(node.bits, bit);
  if ((node.bits & bit) === 0) return new Branch(node.bits | bit, node.slots.toSpliced(slot, 0, leaf));
  return new Branch(
    node.bits,
    node.slots.with(slot, put(node.slots[slot] as Node<K>, old, leaf, shift + LEVEL)),
  );
}

/** `node` without `old`, which is in it; undefined when nothing is left. */
function take<K>(node: Node<K>, old: Leaf<K>, shift: number): Node<K> | undefined {
  if (node === old) return undefined;
  if (node instanceof Leaf) return node;
  if (node instanceof Collision) {
    const rest = node.leaves.filter((leaf) => leaf !== old);
    return rest.length === 1 ? rest[0] : new Collision(node.hash, rest);
  }
  const bit = bitOf(old.hash, shift);
  const slot = slotOf(node.bits, bit);
  const left = take(node.slots[slot] as Node<K>, old, shift + LEVEL);
  const slots = left === undefined ? node.slots.toSpliced(slot, 1) : node.slots.with(slot, left);
  const [only] = slots;
  if (shift > 0 && slots.length === 1 && !(only instanceof Branch)) return only;
  return new Branch(left === undefined ? node.bits & ~bit : node.bits, slots);
}

function* leavesOf<K>(node: Node<K>): Generator<Leaf<K>> {
  if (node instanceof Leaf) yield node;
  else if (node instanceof Collision) yield* node.leaves;
  else for (const slot of node.slots) yield* leavesOf(slot);
}

export class Hamt<K extends Value> {
  readonly rules: KeyRules<K>;
  readonly size: number;
  readonly #root: Node<K>;

  constructor(rules: KeyRules<K>, root: Node<K> = new Branch<K>(0, []), size = 0) {
    this.rules = rules;
    this.#root = root;
    this.size = size;
  }

  /** The leaf of a key. */
  #find(key: K, hash: number): Leaf<K> | undefined {
    let node = this.#root;
    for (let shift = 0; node instanceof Branch; shift += LEVEL) {
      const bit = bitOf(hash, shift);
      if ((node.bits & bit) === 0) return undefined;
      node = node.slots[slotOf(node.bits, bit)] as Node<K>;
    }
    if (node.hash !== hash) return undefined;
    const same = (leaf: Leaf<K>): boolean => leaf.key === key || this.rules.equal(leaf.key, key);
    if (node instanceof Collision) return node.leaves.find(same);
    return same(node) ? node : undefined;
  }

  get(key: K): Value | undefined {
    return this.#find(key, this.rules.hash(key))?.value;
  }

  /** This mapping with `key` set; the same when it was so already. */
  set(key: K, value: Value): Hamt<K> {
    const hash = this.rules.hash(key);
    const old = this.#find(key, hash);
    if (old?.value === value) return this;
    const leaf = new Leaf(hash, old === undefined ? key : old.key, value);
    return new Hamt(this.rules, put(this.#root, old, leaf, 0), this.size + (old === undefined ? 1 : 0));
  }

  /** This mapping without `key`; the same when it was not there. */
  delete(key: K): Hamt<K> {
    const old = this.#find(key, this.rules.hash(key));
    if (old === undefined) return this;
    return new Hamt(this.rules, take(this.#root, old, 0), this.size - 1);
  }

  /** Whether both have equal keys with values for which `same` holds. */
  equals(other: Hamt<K>, same: (a: Value, b: Value) => boolean): boolean {
    if (this === other) return true;
    if (this.size !== other.size) return false;
    for (const { key, value } of leavesOf(this.#root)) {
      const theirs = other.get(key);
      if (theirs === undefined || !same(value, theirs)) return false;
    }
    return true;
  }

  /** Keys and values, in the order of the hashes' bits. */
  entries(): Iterable<{ readonly key: K; readonly value: Value }> {
    return leavesOf(this.#root);
  }
}
