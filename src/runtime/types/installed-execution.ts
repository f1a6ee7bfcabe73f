/** Types of what runs: code, frames, tracebacks, generators; for `install.ts`. */
import type { TypeSpec } from "../core/define.ts";
import type { PyType } from "../core/type.ts";
import {
  anextAwaitableType,
  asyncGeneratorSendType,
  asyncGeneratorThrowType,
} from "../objects/async-generator.ts";
import { codeType } from "../objects/code.ts";
import { frameLocalsType } from "../objects/frame-locals.ts";
import { frameType } from "../objects/frame.ts";
import {
  asyncGeneratorType,
  coroutineType,
  coroutineWrapperType,
  generatorType,
  wrappedValueType,
} from "../objects/generator.ts";
import { tracebackType } from "../objects/traceback.ts";
import { anextAwaitableSpec, asyncGeneratorSpec, asyncStepsSpec } from "./async-generator.ts";
import { codeSpec } from "./code.ts";
import { frameLocalsSpec } from "./frame-locals.ts";
import { frameSpec, tracebackSpec } from "./frame.ts";
import { coroutineSpec, coroutineWrapperSpec, generatorSpec } from "./generator.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [codeType, codeSpec],
  [frameType, frameSpec],
  [frameLocalsType, frameLocalsSpec],
  [tracebackType, tracebackSpec],
  [generatorType, generatorSpec],
  [coroutineType, coroutineSpec],
  [coroutineWrapperType, coroutineWrapperSpec],
  [asyncGeneratorType, asyncGeneratorSpec],
  [asyncGeneratorSendType, asyncStepsSpec],
  [asyncGeneratorThrowType, asyncStepsSpec],
  [wrappedValueType, {}],
  [anextAwaitableType, anextAwaitableSpec],
];
