/** The context manager protocol. https://docs.python.org/3.14/reference/compound_stmts.html#the-with-statement */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { bindAttribute } from "./attribute.ts";
import { truthy } from "./compare.ts";
import { isAwaitable } from "./generator.ts";

function specialMethod(manager: Value, name: string): Value | undefined {
  const type = typeOf(manager);
  const found = type.lookup(name);
  return found === undefined ? undefined : bindAttribute(found, manager, type);
}

function lookupPair(
  manager: Value,
  enter: string,
  exit: string,
  other: string,
  kind: "" | "asynchronous ",
): [Value, Value] {
  const missing = (name: string): PyBaseException => {
    const hint =
      specialMethod(manager, other) === undefined
        ? ""
        : ` but it supports the ${kind}context manager protocol. Did you mean to use '${kind === "" ? "with" : "async with"}'?`;
    const protocol = kind === "" ? "asynchronous context manager" : "context manager";
    return typeError(
      `'${typeOf(manager).fullyQualifiedName}' object does not support the ${protocol} protocol (missed ${name} method)${hint}`,
    );
  };
  const exitMethod = specialMethod(manager, exit);
  if (exitMethod === undefined) throw missing(exit);
  const enterMethod = specialMethod(manager, enter);
  if (enterMethod === undefined) throw missing(enter);
  return [exitMethod, callable(enterMethod).c0()];
}

/** `[bound __exit__, result of __enter__()]` */
export function withEnter(manager: Value): [Value, Value] {
  return lookupPair(manager, "__enter__", "__exit__", "__aenter__", "asynchronous ");
}

/** `[bound __aexit__, awaitable of __aenter__()]` */
export function asyncWithEnter(manager: Value): [Value, Value] {
  const pair = lookupPair(manager, "__aenter__", "__aexit__", "__enter__", "");
  return [pair[0], awaitable(pair[1], "__aenter__")];
}

/** Checks what `async with` is about to await. */
function awaitable(value: Value, from: string): Value {
  if (isAwaitable(value)) return value;
  throw typeError(
    `'async with' received an object from ${from} that does not implement __await__: ${typeOf(value).name}`,
  );
}

/** What `__exit__` or `__aexit__` returned. */
function callExit(exit: Value, exception: Value | undefined): Value {
  if (exception === undefined) return callable(exit).c3(null, null, null);
  return callable(exit).c3(typeOf(exception), exception, (exception as PyBaseException).traceback);
}

export function withExit(exit: Value, exception: Value | undefined): boolean {
  const result = callExit(exit, exception);
  return exception !== undefined && truthy(result);
}

/** The awaitable of `__aexit__`. */
export const asyncWithExit = (exit: Value, exception: Value | undefined): Value =>
  awaitable(callExit(exit, exception), "__aexit__");
