/**
 * What is left of objects that a collection took, and making them anew from it.
 *
 * A finalizer wants the object that is gone, with all that it refers to, and JavaScript gives nothing back. So before a collection
 * the graph of what finalizable objects refer to is written down, without holding any of it: for each object a weak reference and a
 * list of its properties, in which other objects of the graph are named by their entries. Afterwards those that went are made
 * again: objects with the same properties, identity and relations, which no program can tell from the first ones, since nothing
 * that knew those is left. So objects that refer to each other in a circle are finalized as well.
 *
 * The graph ends at what is held as it is: types, modules, code, and builtin objects whose state is not all in properties
 * (iterators); and somewhere, should it be very large. A circle that goes through one of these is only finalized at the end of the
 * program.
 */
import { floatType, intType, objectType, strType, typeOf } from "../../core/builtin-types.ts";
import { untrack } from "../../core/finalizable.ts";
import { knownIdentity, setIdentity } from "../../core/identity.ts";
import { PyObject } from "../../core/object.ts";
import { type PyType, solidNative } from "../../core/type.ts";
import { BaseException } from "../../exceptions/hierarchy.ts";
import { cellType } from "../../objects/cell.ts";
import { propertyType } from "../../objects/descriptor-types.ts";
import { dictType } from "../../objects/dict.ts";
import { functionType, methodType } from "../../objects/function.ts";
import { isGenerator } from "../../objects/generator.ts";
import { HashTable } from "../../objects/hash-table.ts";
import { listType } from "../../objects/list.ts";
import { frozensetType, setType } from "../../objects/set.ts";
import { simpleNamespaceType } from "../../objects/simple-namespace.ts";
import { tupleType } from "../../objects/tuple.ts";
import { defaultDictType } from "../_collections/default-dict.ts";
import { dequeType } from "../_collections/deque.ts";
import { orderedDictType } from "../_collections/ordered-data.ts";
import { partialType } from "../_functools/partial.ts";
import { holdersOf, PyWeakReference, redirect } from "../_weakref/references.ts";

/** Builtin types whose instances can be made again from their properties. */
const REBUILT: ReadonlySet<PyType> = new Set([
  objectType,
  intType,
  floatType,
  strType,
  listType,
  tupleType,
  dictType,
  setType,
  frozensetType,
  cellType,
  functionType,
  methodType,
  propertyType,
  simpleNamespaceType,
  defaultDictType,
  orderedDictType,
  dequeType,
  partialType,
]);

/** So many objects are written down at most. */
const MOST_DESCRIBED = 200_000;

function isRebuilt(object: PyObject): boolean {
  if (isGenerator(object)) return true;
  const type = typeOf(object);
  if (object === type || object instanceof PyWeakReference) return object !== type;
  const native = solidNative(type);
  return REBUILT.has(native) || native.isSubtype(BaseException);
}

/** An object of the graph. */
export class Remains {
  readonly weak: WeakRef<PyObject>;
  readonly identity: number | undefined;
  readonly type: PyType;
  readonly prototype: object;
  readonly properties: [string, PropertyDescriptor][] = [];
  /** What the properties refer to, in order. */
  readonly refersTo: Remains[] = [];
  /** The weak references to the object. */
  readonly holders: readonly WeakRef<PyWeakReference>[];
  /** Weak references to a generator do not hold while it is closed. */
  readonly isGenerator: boolean;
  /** Whether these refer to what is made in its place. */
  redirects = false;
  #again: PyObject | undefined = undefined;

  constructor(object: PyObject) {
    this.weak = new WeakRef(object);
    this.identity = knownIdentity(object);
    this.holders = holdersOf(object);
    this.isGenerator = isGenerator(object);
    this.type = typeOf(object);
    this.prototype = Object.getPrototypeOf(object) as object;
  }

  get isGone(): boolean {
    return this.weak.deref() === undefined;
  }

  /** The object itself, or the one made in its place, whose properties may be missing still: then it is added to `unfinished`. */
  object(unfinished: Remains[]): PyObject {
    const object = this.#again ?? this.weak.deref();
    if (object !== undefined) return object;
    const again =
      this.type === functionType || this.isGenerator
        ? (Object.create(this.prototype) as PyObject)
        : this.type.alloc();
    untrack(again);
    if (Object.getPrototypeOf(again) !== this.prototype) Object.setPrototypeOf(again, this.prototype);
    if (this.identity !== undefined) setIdentity(again, this.identity);
    if (this.redirects) redirect(this.holders, again);
    this.#again = again;
    unfinished.push(this);
    return again;
  }

  /** Gives the object made again its properties. */
  finish(unfinished: Remains[]): void {
    for (const [name, described] of this.properties) {
      const property =
        "value" in described
          ? { ...described, value: restore(described.value as unknown, unfinished) }
          : described;
      Object.defineProperty(this.#again, name, property);
    }
  }
}

/** The like of an object that is gone, complete. */
export function madeAgain(remains: Remains): PyObject {
  const unfinished: Remains[] = [];
  const object = remains.object(unfinished);
  for (let next = unfinished.pop(); next !== undefined; next = unfinished.pop()) next.finish(unfinished);
  return object;
}

/** A container of JavaScript that holds objects of the graph. */
interface Container {
  restore(unfinished: Remains[]): unknown;
}

class ArrayOf implements Container {
  readonly parts: unknown[];
  constructor(parts: unknown[]) {
    this.parts = parts;
  }
  restore(unfinished: Remains[]): unknown[] {
    return this.parts.map((part) => restore(part, unfinished));
  }
}

class MapOf implements Container {
  readonly keys: ArrayOf;
  readonly values: ArrayOf;
  constructor(keys: unknown[], values: unknown[]) {
    this.keys = new ArrayOf(keys);
    this.values = new ArrayOf(values);
  }
  restore(unfinished: Remains[]): Map<unknown, unknown> {
    const values = this.values.restore(unfinished);
    return new Map(this.keys.restore(unfinished).map((key, i) => [key, values[i]]));
  }
}

class SetOf implements Container {
  readonly keys: ArrayOf;
  constructor(keys: unknown[]) {
    this.keys = new ArrayOf(keys);
  }
  restore(unfinished: Remains[]): Set<unknown> {
    return new Set(this.keys.restore(unfinished));
  }
}

class TableOf implements Container {
  readonly table: HashTable;
  readonly keys: ArrayOf;
  readonly values: ArrayOf | null;
  constructor(table: HashTable, describe: (part: unknown) => unknown) {
    this.table = table.copy();
    this.keys = new ArrayOf(this.table.keys.map(describe));
    this.values = this.table.values === null ? null : new ArrayOf(this.table.values.map(describe));
    this.table.keys = [];
    this.table.values = null;
  }
  restore(unfinished: Remains[]): HashTable {
    const { table } = this;
    table.keys = this.keys.restore(unfinished) as HashTable["keys"];
    table.values = (this.values?.restore(unfinished) ?? null) as HashTable["values"];
    return table;
  }
}

function restore(part: unknown, unfinished: Remains[]): unknown {
  if (part instanceof Remains) return part.object(unfinished);
  return isContainer(part) ? part.restore(unfinished) : part;
}

const isContainer = (part: unknown): part is Container =>
  part instanceof ArrayOf || part instanceof MapOf || part instanceof SetOf || part instanceof TableOf;

/** Writes down the graph of `objects`; what is left of each of them, in the same order. */
export function describe(objects: readonly PyObject[]): Remains[] {
  const known = new Map<PyObject, Remains>();
  const waiting: PyObject[] = [];
  const entry = (object: PyObject): Remains => {
    let remains = known.get(object);
    if (remains === undefined) {
      remains = new Remains(object);
      known.set(object, remains);
      waiting.push(object);
    }
    return remains;
  };
  const result = objects.map(entry);
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    const remains = known.get(object) as Remains;
    const part = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null) return value;
      if (value instanceof PyObject) {
        if (!known.has(value) && (known.size >= MOST_DESCRIBED || !isRebuilt(value))) return value;
        const other = entry(value);
        remains.refersTo.push(other);
        return other;
      }
      if (Array.isArray(value)) return new ArrayOf(value.map(part));
      if (value instanceof HashTable) return new TableOf(value, part);
      if (value instanceof Map) return new MapOf([...value.keys()].map(part), [...value.values()].map(part));
      return value instanceof Set ? new SetOf([...value].map(part)) : value;
    };
    for (const name of Object.getOwnPropertyNames(object)) {
      const property = Object.getOwnPropertyDescriptor(object, name) as PropertyDescriptor;
      if ("value" in property) property.value = part(property.value);
      remains.properties.push([name, property]);
    }
  }
  return result;
}

/**
 * Those of `objects` that are gone, objects before what they refer to, else in the given order: as they would go one after the other.
 * Found from the strongly connected components of the graph (Tarjan's algorithm, which gives inner ones first). Marks those that no
 * object in a circle refers to, to which weak references hold until their finalizers have run.
 */
export function deadFromOutside(objects: readonly Remains[]): Remains[] {
  const age = new Map(objects.map((remains, i) => [remains, i]));
  const index = new Map<Remains, number>();
  const components: { members: Remains[]; circle: boolean }[] = [];
  const component = new Map<Remains, number>();
  const open: Remains[] = [];
  const path: { node: Remains; next: number; low: number }[] = [];
  const enter = (node: Remains): void => {
    path.push({ node, next: node.refersTo.length, low: index.size });
    index.set(node, index.size);
    open.push(node);
  };
  const close = (node: Remains): void => {
    const members = open.splice(open.lastIndexOf(node));
    for (const member of members) component.set(member, components.length);
    components.push({ members, circle: members.length > 1 || node.refersTo.includes(node) });
  };
  for (const start of [...objects].reverse()) {
    if (index.has(start) || !start.isGone) continue;
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const inner = top.node.refersTo[--top.next];
      if (inner === undefined) {
        path.pop();
        const outer = path.at(-1);
        if (outer !== undefined) outer.low = Math.min(outer.low, top.low);
        if (top.low === index.get(top.node)) close(top.node);
      } else if (!index.has(inner)) {
        if (inner.isGone) enter(inner);
      } else if (!component.has(inner)) top.low = Math.min(top.low, index.get(inner) as number);
    }
  }
  const dead: Remains[] = [];
  for (const { members, circle } of components.reverse()) {
    if (circle)
      for (const { refersTo } of members)
        for (const inner of refersTo) {
          const known = components[components.length - 1 - (component.get(inner) ?? NaN)];
          if (known !== undefined) known.circle = true;
        }
    else for (const member of members) member.redirects = !member.isGenerator;
    const finalizable = members.filter((member) => age.has(member));
    finalizable.sort((a, b) => (age.get(a) as number) - (age.get(b) as number));
    dead.push(...finalizable);
  }
  return dead;
}
