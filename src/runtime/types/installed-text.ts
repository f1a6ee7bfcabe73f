/** Numbers, text and bytes: the types of this area with their behaviour. */
import { boolType, floatType, intType, strType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { PyType } from "../core/type.ts";
import { bytearrayType } from "../objects/bytearray.ts";
import { bytesType } from "../objects/bytes.ts";
import { bytearrayIteratorType, bytesIteratorType } from "../objects/bytes-iterator.ts";
import { complexType } from "../objects/complex.ts";
import { memoryIteratorType, memoryviewType } from "../objects/memoryview.ts";
import { boolSpec } from "./bool.ts";
import { bytearraySpec } from "./bytearray.ts";
import { bytesIteratorSpec, bytesSpec } from "./bytes.ts";
import { complexSpec } from "./complex.ts";
import { floatSpec } from "./float.ts";
import { intSpec } from "./int.ts";
import { memoryIteratorSpec, memoryviewSpec } from "./memoryview.ts";
import { strSpec } from "./str.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [intType, intSpec],
  [boolType, boolSpec],
  [floatType, floatSpec],
  [complexType, complexSpec],
  [strType, strSpec],
  [bytesType, bytesSpec],
  [bytesIteratorType, bytesIteratorSpec],
  [bytearrayType, bytearraySpec],
  [bytearrayIteratorType, bytesIteratorSpec],
  [memoryviewType, memoryviewSpec],
  [memoryIteratorType, memoryIteratorSpec],
];
