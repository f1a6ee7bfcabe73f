/**
 * Python's frames out of the JavaScript stack, for the rare code that asks: `sys._getframe`, `warnings.warn`,
 * `collections.namedtuple`. Nothing on the way of an exception looks here.
 *
 * In V8 the stack comes as structured call sites; elsewhere its text is read. Both give a function name that ends in
 * `$<index of the code object>`, the script's name, and a place in the emitted JavaScript.
 *
 * Each site costs the engine some time, and most who ask want a frame near the top: so only the innermost sites are
 * captured, and the rest when somebody walks that far out.
 */
import type { LinkedCall } from "../runtime/core/call-link.ts";
import type { PyInstance } from "../runtime/core/object.ts";
import { current } from "../runtime/core/state.ts";
import type { PyCode } from "../runtime/objects/code.ts";
import { PyFrame } from "../runtime/objects/frame.ts";
import { instanceDict } from "../runtime/protocols/attribute.ts";
import type { LoadedScript, Scripts } from "./scripts.ts";

/** What V8 gives to `Error.prepareStackTrace`, a call site, as far as it is read here. Each answer takes V8 a while. */
interface Site {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  /** Offset in the emitted JavaScript. */
  getPosition(): number;
  /** 1-based line in the emitted JavaScript. */
  getLineNumber(): number | null;
}

interface V8Error {
  stackTraceLimit?: number;
  prepareStackTrace?: ((error: Error, sites: Site[]) => unknown) | undefined;
  captureStackTrace?: (holder: object, below: unknown) => void;
}

const CODE_NAME = /\$(\d+)(?:\$body|\$fold|~\d+)?$/;
/** `at name (url:line:column)` and `name@url:line:column`. */
const TEXT_LINE = /^\s*(?:at )?(?:async )?([^\s(@]+)\s*[(@](tython:.*?):(\d+):\d+\)?$/;

/** How many sites are captured first, and for each Python frame that is to be skipped. */
const FIRST_SITES = 12;
const SITES_FOR_FRAME = 3;

/** The `depth`th Python frame below the caller, 0 being the innermost; undefined when there are not so many. */
export function frameAt(scripts: Scripts, depth: number): PyFrame | undefined {
  const stack = new Stack(scripts);
  let limit = FIRST_SITES + SITES_FOR_FRAME * depth;
  for (;;) {
    stack.capture(limit, frameAt);
    const frame = chain(stack, 0, keptFrames(), depth);
    if (frame !== undefined || stack.complete) return frame;
    limit *= 4;
  }
}

/** The frames on the stack that show their locals, innermost first. */
function keptFrames(): PyFrame[] {
  const kept: PyFrame[] = [];
  let frame = current.innermostFrame as PyFrame | null;
  for (; frame !== null; frame = frame.outer) kept.push(frame);
  return kept;
}

/** How many frames of emitted code are on the stack. */
export const callDepth = (): number =>
  stackSites(Number.POSITIVE_INFINITY, callDepth).filter((site) => isEmitted(site.getScriptNameOrSourceURL()))
    .length;

const isEmitted = (name: string | null): name is string => name?.startsWith("tython:") === true;

/** The sites of the JavaScript stack as it was when a frame was asked for, innermost first, among them those of the
 * runtime itself. */
class Stack {
  readonly scripts: Scripts;
  sites: Site[] = [];
  /** Whether the last of the sites is the outermost. */
  complete = false;

  constructor(scripts: Scripts) {
    this.scripts = scripts;
  }

  /** Captures `limit` sites, from the caller of the function `below` on. */
  capture(limit: number, below: (...args: never[]) => unknown): void {
    this.sites = stackSites(limit, below);
    this.complete = this.sites.length < limit;
  }

  /**
   * Adds the sites further out than those captured. The functions that these belong to still wait for their calls, so they are in
   * the present stack as well. Nothing is added where the captured ones have returned.
   */
  extend(): void {
    if (this.complete) return;
    this.complete = true;
    const now = stackSites(Number.POSITIVE_INFINITY, Stack.prototype.extend);
    const end = endIn(now, this.sites, isSame);
    if (end > 0) this.sites.push(...now.slice(end));
  }
}

/**
 * Finds again what was on the stack, innermost first both: the index in `now` after the longest run of it that `before` ends with,
 * the innermost of several; 0 where there is none.
 */
function endIn<T, U>(now: readonly T[], before: readonly U[], same: (a: T, b: U) => boolean): number {
  let longest = 0;
  let end = 0;
  for (let i = 0; i < now.length; i++) {
    let run = 0;
    while (run <= i && run < before.length && same(now[i - run] as T, before.at(-1 - run) as U)) run++;
    if (run <= longest) continue;
    longest = run;
    end = i + 1;
  }
  return end;
}

const isSame = (a: Site, b: Site): boolean =>
  a.getPosition() === b.getPosition() && a.getScriptNameOrSourceURL() === b.getScriptNameOrSourceURL();

/** The frame `depth` calls out from one that said where it is (`runtime/core/call-link.ts`); undefined where not all of them did. */
export function frameOfCall(scripts: Scripts, call: LinkedCall, depth: number): PyFrame | undefined {
  const path = [call];
  let at: LinkedCall | null = call;
  for (let left = depth; left > 0; left--) {
    at = at.from;
    if (at === null) return undefined;
    path.push(at);
  }
  return frameAtEnd(scripts, path);
}

/** The frame of the last of calls, each made by the function that the next one entered. */
function frameAtEnd(scripts: Scripts, path: readonly LinkedCall[]): PyFrame {
  const call = path.at(-1) as LinkedCall;
  if (call.frame === undefined) {
    const { code, globals, position, from } = call;
    const back = () => (from === null ? frameAround(scripts, path) : frameAtEnd(scripts, [...path, from]));
    call.frame = executingFrame(code as PyCode, globals, position, back);
  }
  return call.frame as PyFrame;
}

/** The frame around the last of these calls, out of the stack. */
function frameAround(scripts: Scripts, path: readonly LinkedCall[]): PyFrame | null {
  const stack = new Stack(scripts);
  stack.capture(Number.POSITIVE_INFINITY, frameAround);
  const frames: PyFrame[] = [];
  let frame = chain(stack, 0, keptFrames(), 0) ?? null;
  for (; frame !== null; frame = frame.caller()) frames.push(frame);
  const end = endIn(frames, path, (a, b) => a.code === b.code);
  return end === 0 ? null : (frames[end] ?? null);
}

function executingFrame(
  code: PyCode,
  globals: PyInstance,
  position: number | (() => number),
  back: () => PyFrame | null,
): PyFrame {
  const frame = new PyFrame(
    code,
    globals,
    position,
    back,
    code.index === 0 ? moduleLocals(globals) : undefined,
  );
  frame.executing = true;
  return frame;
}

/**
 * The frame `depth` frames out from the first of a stack's sites at or after `from`. Where its code keeps frames, `kept`
 * has the one that it made. Undefined where the captured sites do not reach so far.
 */
function chain(stack: Stack, from: number, kept: readonly PyFrame[], depth: number): PyFrame | undefined {
  const { scripts, sites } = stack;
  let left = depth;
  let next = 0;
  for (let i = from; i < sites.length; i++) {
    const site = sites[i] as Site;
    const name = site.getScriptNameOrSourceURL();
    if (!isEmitted(name)) continue;
    const fn = site.getFunctionName() ?? "";
    const loaded = scripts.find(name, fn);
    if (loaded === undefined) continue;
    const index = CODE_NAME.exec(fn)?.[1];
    const code = loaded.codes[Number(index)];
    const globals = loaded.globals?.deref();
    if (code === undefined || globals === undefined) continue;
    const own = kept[next]?.code === code ? kept[next++] : undefined;
    if (left-- > 0) continue;
    const rest = kept.slice(next);
    const back = (): PyFrame | null => {
      const outer = chain(stack, i + 1, rest, 0);
      if (outer !== undefined || stack.complete) return outer ?? null;
      stack.extend();
      return chain(stack, i + 1, rest, 0) ?? null;
    };
    if (own !== undefined) {
      own.back ??= back;
      return own;
    }
    return executingFrame(code, globals, () => positionOf(loaded, site), back);
  }
  return undefined;
}

/** The position, in the script's table, of where a site is. */
const positionOf = ({ script }: LoadedScript, site: Site): number =>
  // V8 looks through the whole text for its lines before it tells the first one.
  positionAt(script.lines, site.getLineNumber() ?? 0);

/** The position of a line of emitted JavaScript, in a table of pairs (line, position) in ascending order. */
function positionAt(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[2 * middle] as number) <= line) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : Math.max(0, lines[2 * low - 1] as number);
}

const moduleLocals = (globals: PyInstance) => instanceDict(globals);

/** The innermost `limit` sites of the current stack, from the caller of the function `below` on; all of them in an engine that tells
 * its stack as text. */
function stackSites(limit: number, below: (...args: never[]) => unknown): Site[] {
  const errors = Error as unknown as V8Error;
  const { stackTraceLimit, prepareStackTrace } = errors;
  try {
    errors.stackTraceLimit = limit;
    errors.prepareStackTrace = sitesAsTheyAre;
    const holder: { stack?: unknown } = {};
    errors.captureStackTrace?.(holder, below);
    const { stack } = holder;
    if (Array.isArray(stack)) return stack as Site[];
    errors.stackTraceLimit = Number.POSITIVE_INFINITY;
    return parseStack(String(new Error("stack").stack));
  } finally {
    errors.stackTraceLimit = stackTraceLimit as number;
    errors.prepareStackTrace = prepareStackTrace;
  }
}

const sitesAsTheyAre = (_error: Error, sites: Site[]): Site[] => sites;

function parseStack(text: string): Site[] {
  const sites: Site[] = [];
  for (const line of text.split("\n")) {
    const match = TEXT_LINE.exec(line);
    if (match === null) continue;
    sites.push({
      getFunctionName: () => match[1] as string,
      getScriptNameOrSourceURL: () => match[2] as string,
      getPosition: () => Number(match[3]),
      getLineNumber: () => Number(match[3]),
    });
  }
  return sites;
}
