/** The module `_io`. https://docs.python.org/3.14/library/io.html */
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { BlockingIOError, EncodingWarning } from "../../exceptions/hierarchy.ts";
import { typeError } from "../../exceptions/raise.ts";
import { isStr } from "../../objects/str.ts";
import { warn } from "../../protocols/deprecated.ts";
import { toCInt } from "../../protocols/number.ts";
import { bufferedIOBaseType, ioBaseType, rawIOBaseType, textIOBaseType } from "./base.ts";
import { DEFAULT_BUFFER_SIZE } from "./buffered.ts";
import {
  bufferedPairType,
  bufferedRandomType,
  bufferedReaderType,
  bufferedWriterType,
} from "./buffered-types.ts";
import { bytesIOBufferType, bytesIOType } from "./bytes-io.ts";
import { unsupportedOperationType } from "./errors.ts";
import { fileIOType } from "./file-io.ts";
import { newlineDecoderType } from "./newlines.ts";
import { open } from "./open.ts";
import { stringIOType } from "./string-io.ts";
import { textIOWrapperType } from "./text.ts";

export const ioModule: NativeModule = {
  name: "_io",
  doc: "The io module provides the Python interfaces to stream handling.",
  functions: {
    open: [
      "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
      open,
    ],
    open_code: [
      "(path)",
      (path: Value) => {
        if (!isStr(path)) throw typeError("'path' must be str");
        return open(path, "rb");
      },
    ],
    text_encoding: [
      "(encoding, stacklevel=2, /)",
      (encoding: Value, level: Value = 2) => {
        if (encoding !== null) return encoding;
        if (current.configuration.xOptions.has("warn_default_encoding"))
          warn(EncodingWarning, "'encoding' argument not specified", toCInt(level));
        return current.configuration.utf8Mode ? "utf-8" : "locale";
      },
    ],
  },
  constants: { DEFAULT_BUFFER_SIZE },
  types: {
    UnsupportedOperation: unsupportedOperationType,
    BlockingIOError,
    _IOBase: ioBaseType,
    _RawIOBase: rawIOBaseType,
    _BufferedIOBase: bufferedIOBaseType,
    _TextIOBase: textIOBaseType,
    FileIO: fileIOType,
    BytesIO: bytesIOType,
    _BytesIOBuffer: bytesIOBufferType,
    StringIO: stringIOType,
    BufferedReader: bufferedReaderType,
    BufferedWriter: bufferedWriterType,
    BufferedRandom: bufferedRandomType,
    BufferedRWPair: bufferedPairType,
    TextIOWrapper: textIOWrapperType,
    IncrementalNewlineDecoder: newlineDecoderType,
  },
};
