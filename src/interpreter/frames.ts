/**
 * Python's frames out of the JavaScript stack, for the rare code that asks: `sys._getframe`, `warnings.warn`,
 * `collections.namedtuple`. Nothing on the way of an exception looks here.
 *
 * In V8 the stack comes as structured call sites; elsewhere its text is read. Both give a function name that ends in
 * `$<index of the code object>`, the script's name, and a line of the emitted JavaScript.
 */
import type { PyInstance } from "../runtime/core/object.ts";
import { current } from "../runtime/core/state.ts";
import { PyFrame } from "../runtime/objects/frame.ts";
import { instanceDict } from "../runtime/protocols/attribute.ts";
import type { Scripts } from "./scripts.ts";

/** What V8 gives to `Error.prepareStackTrace`, a call site, as far as it is read here. Each answer takes V8 a while. */
interface Site {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  /** 1-based line in the emitted JavaScript. */
  getLineNumber(): number | null;
}

interface V8Error {
  stackTraceLimit?: number;
  prepareStackTrace?: ((error: Error, sites: Site[]) => unknown) | undefined;
}

const CODE_NAME = /\$(\d+)(?:\$body|\$fold)?$/;
/** `at name (url:line:column)` and `name@url:line:column`. */
const TEXT_LINE = /^\s*(?:at )?(?:async )?([^\s(@]+)\s*[(@](tython:.*?):(\d+):\d+\)?$/;

/** The `depth`th Python frame below the caller, 0 being the innermost; undefined when there are not so many. */
export function frameAt(scripts: Scripts, depth: number): PyFrame | undefined {
  return chain({ scripts, sites: stackSites() }, 0, keptFrames(), depth);
}

/** The frames on the stack that show their locals, innermost first. */
function keptFrames(): PyFrame[] {
  const kept: PyFrame[] = [];
  let frame = current.innermostFrame as PyFrame | null;
  for (; frame !== null; frame = frame.outer) kept.push(frame);
  return kept;
}

/** How many frames of emitted code are on the stack. */
export const callDepth = (): number => stackSites().filter(isEmitted).length;

const isEmitted = (site: Site): boolean => site.getScriptNameOrSourceURL()?.startsWith("tython:") === true;

interface Stack {
  scripts: Scripts;
  sites: readonly Site[];
}

/**
 * The frame `depth` frames out from the first of a stack's sites at or after `from`. Where its code keeps frames, `kept`
 * has the one that it made.
 */
function chain(stack: Stack, from: number, kept: readonly PyFrame[], depth: number): PyFrame | undefined {
  const { scripts, sites } = stack;
  let left = depth;
  let next = 0;
  for (let i = from; i < sites.length; i++) {
    const site = sites[i] as Site;
    if (!isEmitted(site)) continue;
    const loaded = scripts.find(site.getScriptNameOrSourceURL() as string);
    const index = CODE_NAME.exec(site.getFunctionName() ?? "")?.[1];
    const code = loaded?.codes[Number(index)];
    const globals = loaded?.globals?.deref();
    if (loaded === undefined || code === undefined || globals === undefined) continue;
    const own = kept[next]?.code === code ? kept[next++] : undefined;
    if (left-- > 0) continue;
    const rest = kept.slice(next);
    const back = (): PyFrame | null => chain(stack, i + 1, rest, 0) ?? null;
    if (own !== undefined) {
      own.back ??= back;
      return own;
    }
    // V8 looks through the whole text for its lines before it tells one.
    const position = () => positionAt(loaded.script.lines, site.getLineNumber() ?? 0);
    const locals = code.index === 0 ? moduleLocals(globals) : undefined;
    const frame = new PyFrame(code, globals, position, back, locals);
    frame.executing = true;
    return frame;
  }
  return undefined;
}

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

/** The sites of the current stack, innermost first, among them those of the runtime itself. */
function stackSites(): Site[] {
  const errors = Error as unknown as V8Error;
  const { stackTraceLimit, prepareStackTrace } = errors;
  try {
    errors.stackTraceLimit = Number.POSITIVE_INFINITY;
    errors.prepareStackTrace = (_error, sites) => sites;
    const { stack } = new Error("stack") as { stack?: unknown };
    return Array.isArray(stack) ? (stack as Site[]) : parseStack(String(stack));
  } finally {
    errors.stackTraceLimit = stackTraceLimit as number;
    errors.prepareStackTrace = prepareStackTrace;
  }
}

function parseStack(text: string): Site[] {
  const sites: Site[] = [];
  for (const line of text.split("\n")) {
    const match = TEXT_LINE.exec(line);
    if (match === null) continue;
    sites.push({
      getFunctionName: () => match[1] as string,
      getScriptNameOrSourceURL: () => match[2] as string,
      getLineNumber: () => Number(match[3]),
    });
  }
  return sites;
}
