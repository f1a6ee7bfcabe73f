/** The exception types with behaviour, for `install.ts`; all other exception types inherit theirs, but have a text of
 * their own. */
import type { TypeSpec } from "../core/define.ts";
import type { PyType } from "../core/type.ts";
import * as types from "../exceptions/hierarchy.ts";
import { baseExceptionGroupSpec } from "./exception-group.ts";
import {
  attributeErrorSpec,
  baseExceptionSpec,
  importErrorSpec,
  keyErrorSpec,
  nameErrorSpec,
  stopIterationSpec,
  systemExitSpec,
} from "./exceptions.ts";
import { osErrorSpec } from "./os-error.ts";
import { syntaxErrorSpec } from "./syntax-error.ts";
import {
  unicodeDecodeErrorSpec,
  unicodeEncodeErrorSpec,
  unicodeTranslateErrorSpec,
} from "./unicode-error.ts";

const plain = (type: PyType, doc: string): readonly [PyType, TypeSpec] => [type, { doc }];

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [types.BaseException, baseExceptionSpec],
  [types.BaseExceptionGroup, baseExceptionGroupSpec],
  plain(types.GeneratorExit, "Request that a generator exit."),
  plain(types.KeyboardInterrupt, "Program interrupted by user."),
  [types.SystemExit, systemExitSpec],
  plain(types.Exception, "Common base class for all non-exit exceptions."),
  plain(types.ArithmeticError, "Base class for arithmetic errors."),
  plain(types.FloatingPointError, "Floating-point operation failed."),
  plain(types.OverflowError, "Result too large to be represented."),
  plain(types.ZeroDivisionError, "Second argument to a division or modulo operation was zero."),
  plain(types.AssertionError, "Assertion failed."),
  [types.AttributeError, attributeErrorSpec],
  plain(types.BufferError, "Buffer error."),
  plain(types.EOFError, "Read beyond end of file."),
  [types.ImportError, importErrorSpec],
  plain(types.ModuleNotFoundError, "Module not found."),
  plain(types.LookupError, "Base class for lookup errors."),
  plain(types.IndexError, "Sequence index out of range."),
  [types.KeyError, keyErrorSpec],
  plain(types.MemoryError, "Out of memory."),
  [types.NameError, nameErrorSpec],
  plain(types.UnboundLocalError, "Local name referenced but not bound to a value."),
  [types.OSError, osErrorSpec],
  plain(types.BlockingIOError, "I/O operation would block."),
  plain(types.ChildProcessError, "Child process error."),
  plain(types.ConnectionError, "Connection error."),
  plain(types.BrokenPipeError, "Broken pipe."),
  plain(types.ConnectionAbortedError, "Connection aborted."),
  plain(types.ConnectionRefusedError, "Connection refused."),
  plain(types.ConnectionResetError, "Connection reset."),
  plain(types.FileExistsError, "File already exists."),
  plain(types.FileNotFoundError, "File not found."),
  plain(types.InterruptedError, "Interrupted by signal."),
  plain(types.IsADirectoryError, "Operation doesn't work on directories."),
  plain(types.NotADirectoryError, "Operation only works on directories."),
  plain(types.PermissionError, "Not enough permissions."),
  plain(types.ProcessLookupError, "Process not found."),
  plain(types.TimeoutError, "Timeout expired."),
  plain(types.ReferenceError, "Weak ref proxy used after referent went away."),
  plain(types.RuntimeError, "Unspecified run-time error."),
  plain(types.NotImplementedError, "Method or function hasn't been implemented yet."),
  plain(types.PythonFinalizationError, "Operation blocked during Python finalization."),
  plain(types.RecursionError, "Recursion limit exceeded."),
  plain(types.StopAsyncIteration, "Signal the end from iterator.__anext__()."),
  [types.StopIteration, stopIterationSpec],
  [types.SyntaxError, syntaxErrorSpec],
  plain(types.IndentationError, "Improper indentation."),
  plain(types.TabError, "Improper mixture of spaces and tabs."),
  plain(types.IncompleteInputError, "incomplete input."),
  plain(
    types.SystemError,
    "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.",
  ),
  plain(types.TypeError, "Inappropriate argument type."),
  plain(types.ValueError, "Inappropriate argument value (of correct type)."),
  plain(types.UnicodeError, "Unicode related error."),
  [types.UnicodeDecodeError, unicodeDecodeErrorSpec],
  [types.UnicodeEncodeError, unicodeEncodeErrorSpec],
  [types.UnicodeTranslateError, unicodeTranslateErrorSpec],
  plain(types.Warning, "Base class for warning categories."),
  plain(
    types.BytesWarning,
    "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.",
  ),
  plain(types.DeprecationWarning, "Base class for warnings about deprecated features."),
  plain(types.EncodingWarning, "Base class for warnings about encodings."),
  plain(
    types.FutureWarning,
    "Base class for warnings about constructs that will change semantically\nin the future.",
  ),
  plain(types.ImportWarning, "Base class for warnings about probable mistakes in module imports"),
  plain(
    types.PendingDeprecationWarning,
    "Base class for warnings about features which will be deprecated\nin the future.",
  ),
  plain(types.ResourceWarning, "Base class for warnings about resource usage."),
  plain(types.RuntimeWarning, "Base class for warnings about dubious runtime behavior."),
  plain(types.SyntaxWarning, "Base class for warnings about dubious syntax."),
  plain(
    types.UnicodeWarning,
    "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.",
  ),
  plain(types.UserWarning, "Base class for warnings generated by user code."),
  [types.ExceptionGroup, {}],
];
