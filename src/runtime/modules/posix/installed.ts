/** The types of `posix` with their behaviour. */
import type { TypeSpec } from "../../core/define.ts";
import type { PyType } from "../../core/type.ts";
import { structSequenceSpec } from "../../types/struct-sequence.ts";
import { dirEntrySpec, dirEntryType, scandirIteratorSpec, scandirIteratorType } from "./scandir.ts";
import { waitidResult } from "./children.ts";
import { schedParameter, schedParameterSpec } from "./identity.ts";
import { statvfsResult } from "./special-files.ts";
import { statResult, statResultSpec, terminalSize, timesResult, unameResult } from "./stat-result.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [statResult.type, statResultSpec],
  [statvfsResult.type, structSequenceSpec(statvfsResult)],
  [waitidResult.type, structSequenceSpec(waitidResult)],
  [schedParameter.type, schedParameterSpec],
  [terminalSize.type, structSequenceSpec(terminalSize)],
  [timesResult.type, structSequenceSpec(timesResult)],
  [unameResult.type, structSequenceSpec(unameResult)],
  [dirEntryType, dirEntrySpec],
  [scandirIteratorType, scandirIteratorSpec],
];
