/** The types of `time` with their behaviour. */
import type { TypeSpec } from "../../core/define.ts";
import type { PyType } from "../../core/type.ts";
import { structSequenceSpec } from "../../types/struct-sequence.ts";
import { structTime } from "./struct-time.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [structTime.type, structSequenceSpec(structTime)],
];
