/**
 * The exception types, one row each, as the tree in https://docs.python.org/3.14/library/exceptions.html.
 * Behaviour (constructor forms, attributes, `__str__`) is in `types/exceptions.ts`.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import type { Constructor, PyType } from "../core/type.ts";

/** Fields that some exceptions have beside `args`; attributes of the same name in Python. */
export class PyStopIteration extends PyBaseException {
  value: Value = null;
}
export class PySystemExit extends PyBaseException {
  code: Value = null;
}
export class PyOSError extends PyBaseException {
  errno: Value = null;
  strerror: Value = null;
  filename: Value = null;
  filename2: Value = null;
  /** BlockingIOError only; undefined when not set. */
  charactersWritten: Value | undefined = undefined;
}
export class PyImportError extends PyBaseException {
  msg: Value = null;
  name: Value = null;
  path: Value = null;
  nameFrom: Value = null;
}
export class PySyntaxError extends PyBaseException {
  msg: Value = null;
  filename: Value = null;
  lineno: Value = null;
  offset: Value = null;
  text: Value = null;
  endLineno: Value = null;
  endOffset: Value = null;
  printFileAndLine: Value = null;
  metadata: Value = null;
}
export class PyNameError extends PyBaseException {
  name: Value = null;
}
export class PyAttributeError extends PyBaseException {
  name: Value = null;
  obj: Value = null;
}
export class PyUnicodeError extends PyBaseException {
  encoding: Value = null;
  object: Value = null;
  start: Value = 0;
  end: Value = 0;
  reason: Value = null;
}
export class PyExceptionGroup extends PyBaseException {
  message: Value = "";
  exceptions: readonly PyBaseException[] = [];
  /** How the repr shows the sequence that the group was made with; undefined for lists and tuples, of which `exceptions` knows
   * what was in them. */
  shown: string | undefined = undefined;
}

function declare(name: string, base: PyType, constructor_?: Constructor): PyType {
  return declareType(name, constructor_ ?? class extends base.ctor {}, {
    bases: [base],
    hasDict: true,
    ownLayout: constructor_ !== undefined,
  });
}

export const BaseException = declareType("BaseException", PyBaseException, { hasDict: true });
export const BaseExceptionGroup = declare("BaseExceptionGroup", BaseException, PyExceptionGroup);
export const GeneratorExit = declare("GeneratorExit", BaseException);
export const KeyboardInterrupt = declare("KeyboardInterrupt", BaseException);
export const SystemExit = declare("SystemExit", BaseException, PySystemExit);
export const Exception = declare("Exception", BaseException);
export const ArithmeticError = declare("ArithmeticError", Exception);
export const FloatingPointError = declare("FloatingPointError", ArithmeticError);
export const OverflowError = declare("OverflowError", ArithmeticError);
export const ZeroDivisionError = declare("ZeroDivisionError", ArithmeticError);
export const AssertionError = declare("AssertionError", Exception);
export const AttributeError = declare("AttributeError", Exception, PyAttributeError);
export const BufferError = declare("BufferError", Exception);
export const EOFError = declare("EOFError", Exception);
export const ImportError = declare("ImportError", Exception, PyImportError);
export const ModuleNotFoundError = declare("ModuleNotFoundError", ImportError);
export const LookupError = declare("LookupError", Exception);
export const IndexError = declare("IndexError", LookupError);
export const KeyError = declare("KeyError", LookupError);
export const MemoryError = declare("MemoryError", Exception);
export const NameError = declare("NameError", Exception, PyNameError);
export const UnboundLocalError = declare("UnboundLocalError", NameError);
export const OSError = declare("OSError", Exception, PyOSError);
export const BlockingIOError = declare("BlockingIOError", OSError);
export const ChildProcessError = declare("ChildProcessError", OSError);
export const ConnectionError = declare("ConnectionError", OSError);
export const BrokenPipeError = declare("BrokenPipeError", ConnectionError);
export const ConnectionAbortedError = declare("ConnectionAbortedError", ConnectionError);
export const ConnectionRefusedError = declare("ConnectionRefusedError", ConnectionError);
export const ConnectionResetError = declare("ConnectionResetError", ConnectionError);
export const FileExistsError = declare("FileExistsError", OSError);
export const FileNotFoundError = declare("FileNotFoundError", OSError);
export const InterruptedError = declare("InterruptedError", OSError);
export const IsADirectoryError = declare("IsADirectoryError", OSError);
export const NotADirectoryError = declare("NotADirectoryError", OSError);
export const PermissionError = declare("PermissionError", OSError);
export const ProcessLookupError = declare("ProcessLookupError", OSError);
export const TimeoutError = declare("TimeoutError", OSError);
export const ReferenceError = declare("ReferenceError", Exception);
export const RuntimeError = declare("RuntimeError", Exception);
export const NotImplementedError = declare("NotImplementedError", RuntimeError);
export const PythonFinalizationError = declare("PythonFinalizationError", RuntimeError);
export const RecursionError = declare("RecursionError", RuntimeError);
export const StopAsyncIteration = declare("StopAsyncIteration", Exception);
export const StopIteration = declare("StopIteration", Exception, PyStopIteration);
export const SyntaxError = declare("SyntaxError", Exception, PySyntaxError);
export const IndentationError = declare("IndentationError", SyntaxError);
export const TabError = declare("TabError", IndentationError);
/** What `compile` raises for a source that only needs more lines, when asked to tell. */
export const IncompleteInputError = declare("_IncompleteInputError", SyntaxError);
export const SystemError = declare("SystemError", Exception);
export const TypeError = declare("TypeError", Exception);
export const ValueError = declare("ValueError", Exception);
export const UnicodeError = declare("UnicodeError", ValueError);
export const UnicodeDecodeError = declare(
  "UnicodeDecodeError",
  UnicodeError,
  class extends PyUnicodeError {},
);
export const UnicodeEncodeError = declare(
  "UnicodeEncodeError",
  UnicodeError,
  class extends PyUnicodeError {},
);
export const UnicodeTranslateError = declare(
  "UnicodeTranslateError",
  UnicodeError,
  class extends PyUnicodeError {},
);
export const Warning = declare("Warning", Exception);
export const BytesWarning = declare("BytesWarning", Warning);
export const DeprecationWarning = declare("DeprecationWarning", Warning);
export const EncodingWarning = declare("EncodingWarning", Warning);
export const FutureWarning = declare("FutureWarning", Warning);
export const ImportWarning = declare("ImportWarning", Warning);
export const PendingDeprecationWarning = declare("PendingDeprecationWarning", Warning);
export const ResourceWarning = declare("ResourceWarning", Warning);
export const RuntimeWarning = declare("RuntimeWarning", Warning);
export const SyntaxWarning = declare("SyntaxWarning", Warning);
export const UnicodeWarning = declare("UnicodeWarning", Warning);
export const UserWarning = declare("UserWarning", Warning);
export const ExceptionGroup = declareType("ExceptionGroup", class extends PyExceptionGroup {}, {
  bases: [BaseExceptionGroup, Exception],
  hasDict: true,
});
