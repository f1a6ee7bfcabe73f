/**
 * What objects weigh, as a 64-bit CPython 3.14 counts: `__basicsize__`, `__itemsize__`, `__sizeof__`, the header of what the collector
 * tracks. The figures follow from the layouts of C that Include/cpython documents: an object's header has 16 bytes (a count and a
 * type), of objects with a length 24, a pointer or a size has 8, and structures end at a multiple of 8.
 *
 * The engine lays objects out in its own way and tells nobody; programs use these numbers to compare.
 */
import { typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { type PyType, solidNative } from "../core/type.ts";
import { BaseException } from "../exceptions/hierarchy.ts";
import type { PyDict } from "../objects/dict.ts";
import { isStr } from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";

/** Bytes of `PyGC_Head`, which stands in front of objects that the collector tracks. */
export const GC_HEAD = 16;
/** Bytes of the pointers to instance dict and weak references, in front of instances of classes made by Python code. */
export const MANAGED_PRE_HEADER = 16;
const POINTER = 8;
/** Bytes of `PyTypeObject` alone. */
const STATIC_TYPE = 416;

/** Basic size and size of an item; a third number 0 says that the collector does not track the type's instances. */
type Layout = readonly [basic: number, item: number, tracked?: 0];

/** By full name; the exceptions that are not here are like the class above them, other types like {@link OTHERS}. */
const LAYOUTS: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ["object", [16, 0, 0]],
  ["NoneType", [16, 0, 0]],
  ["ellipsis", [16, 0, 0]],
  ["NotImplementedType", [16, 0, 0]],
  ["int", [24, 4, 0]],
  ["bool", [24, 4, 0]],
  ["float", [24, 0, 0]],
  ["complex", [32, 0, 0]],
  ["str", [64, 0, 0]],
  ["bytes", [33, 1, 0]],
  ["bytearray", [56, 0, 0]],
  ["memoryview", [144, 8]],
  ["list", [40, 0]],
  ["tuple", [32, 8]],
  ["dict", [48, 0]],
  ["set", [200, 0]],
  ["frozenset", [200, 0]],
  ["range", [48, 0, 0]],
  ["slice", [40, 0]],
  ["type", [936, 40]],
  ["function", [152, 0]],
  ["method", [48, 0]],
  ["builtin_function_or_method", [56, 0]],
  ["cell", [24, 0]],
  ["code", [208, 2, 0]],
  ["frame", [144, 8]],
  ["FrameLocalsProxy", [24, 0]],
  ["traceback", [40, 0]],
  ["module", [56, 0]],
  ["generator", [144, 8]],
  ["coroutine", [144, 8]],
  ["async_generator", [144, 8]],
  ["mappingproxy", [24, 0]],
  ["types.SimpleNamespace", [24, 0]],
  ["types.GenericAlias", [64, 0]],
  ["typing.Union", [48, 0]],
  ["property", [64, 0]],
  ["classmethod", [32, 0]],
  ["staticmethod", [32, 0]],
  ["super", [40, 0]],
  ["getset_descriptor", [48, 0]],
  ["member_descriptor", [48, 0]],
  ["method_descriptor", [56, 0]],
  ["classmethod_descriptor", [56, 0]],
  ["wrapper_descriptor", [56, 0]],
  ["method-wrapper", [32, 0]],
  ["enumerate", [56, 0]],
  ["filter", [32, 0]],
  ["map", [32, 0]],
  ["reversed", [32, 0]],
  ["zip", [48, 0]],
  ["list_iterator", [32, 0]],
  ["list_reverseiterator", [32, 0]],
  ["tuple_iterator", [32, 0]],
  ["str_iterator", [32, 0]],
  ["bytes_iterator", [32, 0]],
  ["bytearray_iterator", [32, 0]],
  ["callable_iterator", [32, 0]],
  ["range_iterator", [40, 0, 0]],
  ["longrange_iterator", [40, 0, 0]],
  ["set_iterator", [48, 0]],
  ["dict_keys", [24, 0]],
  ["dict_items", [24, 0]],
  ["dict_values", [24, 0]],
  ["dict_keyiterator", [56, 0]],
  ["dict_itemiterator", [56, 0]],
  ["dict_valueiterator", [56, 0]],
  ["dict_reversekeyiterator", [56, 0]],
  ["dict_reverseitemiterator", [56, 0]],
  ["dict_reversevalueiterator", [56, 0]],
  ["BaseException", [72, 0]],
  ["BaseExceptionGroup", [88, 0]],
  ["SystemExit", [80, 0]],
  ["AttributeError", [88, 0]],
  ["ImportError", [104, 0]],
  ["NameError", [80, 0]],
  ["OSError", [112, 0]],
  ["StopIteration", [80, 0]],
  ["SyntaxError", [144, 0]],
  ["UnicodeDecodeError", [112, 0]],
  ["UnicodeEncodeError", [112, 0]],
  ["UnicodeTranslateError", [112, 0]],
  ["weakref.ReferenceType", [64, 0]],
  ["weakref.ProxyType", [64, 0]],
  ["weakref.CallableProxyType", [64, 0]],
  ["collections.deque", [216, 0]],
  ["collections.defaultdict", [56, 0]],
  ["collections.OrderedDict", [112, 0]],
  ["odict_iterator", [64, 0]],
  ["odict_keys", [24, 0]],
  ["odict_items", [24, 0]],
  ["odict_values", [24, 0]],
  ["_collections._deque_iterator", [56, 0]],
  ["functools.partial", [64, 0]],
  ["functools._lru_cache_wrapper", [152, 0]],
  ["functools.KeyWrapper", [32, 0]],
  ["operator.attrgetter", [40, 0]],
  ["operator.itemgetter", [48, 0]],
  ["operator.methodcaller", [64, 0]],
  ["itertools.accumulate", [56, 0]],
  ["itertools.batched", [40, 0]],
  ["itertools.chain", [32, 0]],
  ["itertools.combinations", [56, 0]],
  ["itertools.combinations_with_replacement", [56, 0]],
  ["itertools.compress", [32, 0]],
  ["itertools.count", [40, 0]],
  ["itertools.cycle", [48, 0]],
  ["itertools.dropwhile", [40, 0]],
  ["itertools.filterfalse", [32, 0]],
  ["itertools.groupby", [72, 0]],
  ["itertools.islice", [56, 0]],
  ["itertools.pairwise", [40, 0]],
  ["itertools.permutations", [64, 0]],
  ["itertools.product", [48, 0]],
  ["itertools.repeat", [32, 0]],
  ["itertools.starmap", [32, 0]],
  ["itertools.takewhile", [40, 0]],
  ["itertools.zip_longest", [56, 0]],
  ["datetime.date", [32, 0, 0]],
  ["datetime.datetime", [48, 0, 0]],
  ["datetime.time", [40, 0, 0]],
  ["datetime.timedelta", [40, 0, 0]],
  ["datetime.timezone", [32, 0, 0]],
  ["datetime.tzinfo", [16, 0, 0]],
  ["array.array", [64, 0]],
  ["re.Pattern", [96, 4]],
  ["re.Match", [88, 8]],
  ["_random.Random", [2520, 0, 0]],
  ["decimal.Decimal", [104, 0]],
  ["decimal.Context", [96, 0]],
  ["_io.BufferedReader", [152, 0]],
  ["_io.BufferedWriter", [152, 0]],
  ["_io.BytesIO", [64, 0]],
  ["_io.FileIO", [48, 0]],
  ["_io.StringIO", [168, 0]],
  ["_io.TextIOWrapper", [200, 0]],
]);
const OTHERS: Layout = [48, 0];

function layoutOf(native: PyType): Layout {
  for (const type of native.mro) {
    const layout = LAYOUTS.get(type.fullName);
    if (layout !== undefined && type.name !== "object") return layout;
  }
  return native.base === undefined ? (LAYOUTS.get("object") as Layout) : OTHERS;
}

/** The slots that a class and those above it add to the layout of their builtin type. */
function slotCount(type: PyType): number {
  let count = 0;
  for (let cls: PyType | undefined = type; cls?.heap; cls = cls.base)
    for (const name of cls.slots ?? []) if (name !== "__dict__" && name !== "__weakref__") count++;
  return count;
}

export const basicSize = (type: PyType): number => layoutOf(solidNative(type))[0] + POINTER * slotCount(type);

export const itemSize = (type: PyType): number => layoutOf(solidNative(type))[1];

/** Whether the instances of a type are tracked by CPython's collector, `Py_TPFLAGS_HAVE_GC`. */
export const hasGc = (type: PyType): boolean => type.heap || layoutOf(solidNative(type))[2] !== 0;

/** `object.__sizeof__` */
export function objectSize(object: Value): number {
  const type = typeOf(object);
  const items = object instanceof PyTuple ? object.items.length : 0;
  return basicSize(type) + itemSize(type) * items;
}

/** The bytes in front of an object, which `sys.getsizeof` adds to its `__sizeof__`. */
export function preHeaderSize(object: Value): number {
  const type = typeOf(object);
  if (isTypeObject(object) && !object.heap) return 0;
  const native = solidNative(type);
  // What has fields for both of its own needs none in front.
  const managed = type.heap && type.hasDict && (!native.hasDict || native.isSubtype(BaseException));
  return (hasGc(type) ? GC_HEAD : 0) + (managed ? MANAGED_PRE_HEADER : 0);
}

const isTypeObject = (object: Value): object is PyType =>
  typeof object === "object" && object !== null && "mro" in object;

/** A type: the structure of a builtin one, or that with all its tables of slots and the keys that its instances share. */
export const typeObjectSize = (type: PyType): number =>
  type.heap ? basicSize(typeOf(type)) + 768 : STATIC_TYPE;

export function hasStringKeysOnly(dict: PyDict): boolean {
  for (const key of dict.keys()) if (!isStr(key)) return false;
  return true;
}

/** Slots of the index of a dict with `count` entries, which may fill two thirds of them. */
export function keySlots(count: number): number {
  let slots = 8;
  while (Math.floor((slots * 2) / 3) < count) slots *= 2;
  return slots;
}

/** Bytes of a keys object with room for `count` entries, of 16 bytes where all keys are strings and of 24 elsewhere. */
export function keysSize(count: number, strings: boolean): number {
  if (count === 0) return 0;
  const slots = keySlots(count);
  const index = slots <= 0x80 ? 1 : slots <= 0x8000 ? 2 : slots <= 0x80000000 ? 4 : 8;
  return 32 + slots * index + Math.floor((slots * 2) / 3) * (strings ? 16 : 24);
}

/** Bytes of a set's table where it is not in the set itself, after `count` elements were added one by one. */
export function setTableSize(count: number): number {
  let slots = 8;
  for (let filled = 1; filled <= count; filled++) {
    if (filled * 5 < (slots - 1) * 3) continue;
    const wanted = filled > 50_000 ? filled * 2 : filled * 4;
    while (slots <= wanted) slots *= 2;
  }
  return slots <= 8 ? 0 : slots * 16;
}
