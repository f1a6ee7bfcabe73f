/** The types of `_io` with their behaviour. */
import type { TypeSpec } from "../core/define.ts";
import type { PyType } from "../core/type.ts";
import * as base from "./_io/base.ts";
import * as buffered from "./_io/buffered-types.ts";
import { bytesIOBufferSpec, bytesIOBufferType, bytesIOSpec, bytesIOType } from "./_io/bytes-io.ts";
import { unsupportedOperationType } from "./_io/errors.ts";
import { fileIOSpec, fileIOType } from "./_io/file-io.ts";
import { newlineDecoderSpec, newlineDecoderType } from "./_io/newlines.ts";
import { stringIOSpec, stringIOType } from "./_io/string-io.ts";
import { textIOWrapperType } from "./_io/text.ts";
import { textIOWrapperSpec } from "./_io/text-types.ts";

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [unsupportedOperationType, {}],
  [base.ioBaseType, base.ioBaseSpec],
  [base.rawIOBaseType, base.rawIOBaseSpec],
  [base.bufferedIOBaseType, base.bufferedIOBaseSpec],
  [base.textIOBaseType, base.textIOBaseSpec],
  [fileIOType, fileIOSpec],
  [bytesIOType, bytesIOSpec],
  [bytesIOBufferType, bytesIOBufferSpec],
  [buffered.bufferedReaderType, buffered.bufferedReaderSpec],
  [buffered.bufferedWriterType, buffered.bufferedWriterSpec],
  [buffered.bufferedRandomType, buffered.bufferedRandomSpec],
  [buffered.bufferedPairType, buffered.bufferedPairSpec],
  [newlineDecoderType, newlineDecoderSpec],
  [textIOWrapperType, textIOWrapperSpec],
  [stringIOType, stringIOSpec],
];
