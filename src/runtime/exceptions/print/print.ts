/**
 * Exceptions as the text that an uncaught one leaves on stderr, byte for byte CPython's: the traceback, the chain of
 * causes and contexts, notes, groups as trees.
 *
 * CPython runs Lib/traceback.py for this. Here it is TypeScript: a program that fails at once does not first have to
 * import ten modules, and an exception can be shown even when Python code cannot run any more. Programs that use the
 * `traceback` module get CPython's own.
 *
 * Follows TracebackException in Lib/traceback.py.
 */
import { PyBaseException } from "../../core/exception.ts";
import { type PyObject, slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import type { PyTraceback } from "../../objects/traceback.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { reprText, strText } from "../../protocols/repr.ts";
import { PyExceptionGroup, type PySyntaxError, SyntaxError } from "../hierarchy.ts";
import { faultOf } from "../javascript-error.ts";
import { formatEntry, type Place, placeOf } from "./entry.ts";
import { suggestionFor } from "./suggest.ts";
import { formatSyntaxError } from "./syntax.ts";

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";
/** So many equal entries are shown before the rest is counted. */
const RECURSIVE_CUTOFF = 3;
const MAX_GROUP_WIDTH = 15;
const MAX_GROUP_DEPTH = 10;

/** An exception and what is shown with it, cycles cut. */
interface Node {
  exception: PyBaseException;
  cause: Node | undefined;
  context: Node | undefined;
  children: Node[] | undefined;
}

function tree(root: PyBaseException): Node {
  const seen = new Set<PyBaseException>();
  const node = (exception: PyBaseException): Node => {
    seen.add(exception);
    return { exception, cause: undefined, context: undefined, children: undefined };
  };
  const first = node(root);
  const queue = [first];
  for (let here = queue.pop(); here !== undefined; here = queue.pop()) {
    const { cause, context, suppressContext } = here.exception;
    if (cause !== null && !seen.has(cause)) here.cause = node(cause);
    if (here.cause === undefined && !suppressContext && context !== null && !seen.has(context)) {
      here.context = node(context);
    }
    if (here.exception instanceof PyExceptionGroup) here.children = here.exception.exceptions.map(node);
    if (here.cause !== undefined) queue.push(here.cause);
    if (here.context !== undefined) queue.push(here.context);
    if (here.children !== undefined) queue.push(...here.children);
  }
  return first;
}

/** `module.Name`, without the module for builtins and the main program. */
export function exceptionTypeName(type: PyType): string {
  const module = findAttr(type, "__module__");
  if (module === "__main__" || module === "builtins") return type.qualname;
  return `${module !== undefined && isStr(module) ? strOf(module) : "<unknown>"}.${type.qualname}`;
}

/** Runs code that may raise any Python exception; then the text says that it failed. */
function safely(text: () => string, what: string, call: string): string {
  try {
    return text();
  } catch {
    return `<${what} ${call}() failed>`;
  }
}

function traceLimit(): number | undefined {
  const limit = slotsOf(current.sys)["$tracebacklimit"];
  return limit !== undefined && isInt(limit) ? Math.max(0, Number(intOf(limit))) : undefined;
}

/** The entries of a traceback as text, repeated ones counted, with carets or without; "" when there are none. */
export function formatTraceback(traceback: PyTraceback | null, carets = true): string {
  let entries: PyTraceback[] = [];
  for (let entry = traceback; entry !== null; entry = entry.next) entries.push(entry);
  const limit = traceLimit();
  if (limit !== undefined) entries = limit === 0 ? [] : entries.slice(-limit);
  let output = "";
  let last: PyTraceback | undefined;
  let lastPlace: Place | undefined;
  let count = 0;
  const repeated = (): void => {
    if (count <= RECURSIVE_CUTOFF) return;
    const more = count - RECURSIVE_CUTOFF;
    output += `  [Previous line repeated ${more} more time${more > 1 ? "s" : ""}]\n`;
  };
  for (const entry of entries) {
    const place = placeOf(entry.code, entry.position, entry.line);
    const same =
      last !== undefined &&
      last.code.filename === entry.code.filename &&
      lastPlace?.line === place.line &&
      last.code.info.name === entry.code.info.name;
    if (!same) {
      repeated();
      count = 0;
      last = entry;
      lastPlace = place;
    }
    count++;
    if (count <= RECURSIVE_CUTOFF) output += formatEntry(entry.code, place, carets);
  }
  repeated();
  return output;
}

/** The last lines: type, message, notes. */
export function formatExceptionOnly(exception: PyBaseException): string {
  const name = exceptionTypeName(exception.cls$);
  if (exception.cls$.isSubtype(SyntaxError)) {
    return formatSyntaxError(exception as PySyntaxError, name) + formatNotes(exception);
  }
  const message = safely(() => strText(exception), "exception", "str") + suggestionFor(exception);
  return `${message === "" ? name : `${name}: ${message}`}\n${formatNotes(exception)}${formatFault(exception)}`;
}

function formatNotes(exception: PyBaseException): string {
  let notes: Value | undefined;
  try {
    notes = findAttr(exception, "__notes__");
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
    return `Ignored error getting __notes__: ${safely(() => reprText(error), "__notes__", "repr")}\n`;
  }
  if (notes === undefined || notes === null) return "";
  if (!(notes instanceof PyList) && !(notes instanceof PyTuple)) {
    const value = notes;
    return `${safely(() => reprText(value), "__notes__", "repr")}\n`;
  }
  return notes.items.map((note) => `${safely(() => strText(note), "note", "str")}\n`).join("");
}

/** The JavaScript stack behind an internal fault, for those who look for it. */
function formatFault(exception: PyBaseException): string {
  const fault = faultOf(exception);
  if (fault === undefined || current.host.environment.get("TYTHON_FAULTS") === undefined) return "";
  return `${fault.stack ?? fault.message}\n`;
}

/** Puts the text together; knows how deep in groups it is. */
class Printer {
  output = "";
  depth = 0;
  /** The frame of the innermost group is still open. */
  open = false;

  get margin(): string {
    return " ".repeat(2 * this.depth);
  }

  emit(text: string, mark = "|"): void {
    if (this.depth === 0) {
      this.output += text;
      return;
    }
    const prefix = `${this.margin}${mark} `;
    const body = text.endsWith("\n") ? text.slice(0, -1) : text;
    this.output += `${body
      .split("\n")
      .map((line) => prefix + line)
      .join("\n")}\n`;
  }

  print(first: Node): void {
    const chain: [sentence: string, node: Node][] = [];
    for (let node: Node | undefined = first; node !== undefined; ) {
      const next: Node | undefined = node.cause ?? node.context;
      chain.push([node.cause !== undefined ? CAUSE : node.context !== undefined ? CONTEXT : "", node]);
      node = next;
    }
    for (const [sentence, node] of chain.reverse()) {
      if (sentence !== "") this.emit(sentence);
      if (node.children === undefined) this.#plain(node);
      else if (this.depth > MAX_GROUP_DEPTH) this.emit(`... (max_group_depth is ${MAX_GROUP_DEPTH})\n`);
      else this.#group(node, node.children);
    }
  }

  #plain({ exception }: Node): void {
    const entries = formatTraceback(exception.traceback as PyTraceback | null);
    if (entries !== "") {
      this.emit("Traceback (most recent call last):\n");
      this.emit(entries);
    }
    this.emit(formatExceptionOnly(exception));
  }

  #group({ exception }: Node, children: Node[]): void {
    const outermost = this.depth === 0;
    if (outermost) this.depth++;
    const entries = formatTraceback(exception.traceback as PyTraceback | null);
    if (entries !== "") {
      this.emit("Exception Group Traceback (most recent call last):\n", outermost ? "+" : "|");
      this.emit(entries);
    }
    this.emit(formatExceptionOnly(exception));
    const shown = Math.min(children.length, MAX_GROUP_WIDTH + 1);
    this.open = false;
    for (let i = 0; i < shown; i++) {
      const last = i === shown - 1;
      if (last) this.open = true;
      const truncated = i >= MAX_GROUP_WIDTH;
      this.output += `${this.margin}${i === 0 ? "+-" : "  "}+---------------- ${truncated ? "..." : i + 1} ----------------\n`;
      this.depth++;
      if (truncated) {
        const rest = children.length - MAX_GROUP_WIDTH;
        this.emit(`and ${rest} more exception${rest > 1 ? "s" : ""}\n`);
      } else this.print(children[i] as Node);
      if (last && this.open) {
        this.output += `${this.margin}+------------------------------------\n`;
        this.open = false;
      }
      this.depth--;
    }
    if (outermost) this.depth = 0;
  }
}

/** The whole text, as `traceback.print_exception(exception)` prints it. */
export function formatException(exception: PyBaseException): string {
  const printer = new Printer();
  printer.print(tree(exception));
  return printer.output;
}

/** Writes the text to a Python file object, `sys.stderr` by default; a missing or None stream takes nothing. */
export function printException(exception: PyBaseException, file?: Value): void {
  const stream = file ?? slotsOf(current.sys)["$stderr"] ?? null;
  if (stream === null) return;
  const write = findAttr(stream, "write") as PyObject | undefined;
  if (write === undefined) return;
  write.c1(str(formatException(exception)));
  (findAttr(stream, "flush") as PyObject | undefined)?.c0();
}
