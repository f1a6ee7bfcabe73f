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

interface Site {
  functionName: string;
  script: string;
  /** 1-based line in the emitted JavaScript. */
  line: number;
}

/** What V8 gives to `Error.prepareStackTrace`. */
interface CallSite {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
}

interface V8Error {
  stackTraceLimit?: number;
  prepareStackTrace?: ((error: Error, sites: CallSite[]) => unknown) | undefined;
}

const CODE_NAME = /\$(\d+)(?:\$body)?$/;
/** `at name (url:line:column)` and `name@url:line:column`. */
const TEXT_LINE = /^\s*(?:at )?(?:async )?([^\s(@]+)\s*[(@](tython:.*?):(\d+):\d+\)?$/;

/** The `depth`th Python frame below the caller, 0 being the innermost; undefined when there are not so many. */
export function frameAt(scripts: Scripts, depth: number): PyFrame | undefined {
  return chain(scripts, pythonSites(), keptFrames(), depth);
}

/** The frames on the stack that show their locals, innermost first. */
function keptFrames(): PyFrame[] {
  const kept: PyFrame[] = [];
  let frame = current.innermostFrame as PyFrame | null;
  for (; frame !== null; frame = frame.outer) kept.push(frame);
  return kept;
}

/** How many frames of emitted code are on the stack. */
export const callDepth = (): number => pythonSites().length;

/** The frame `depth` frames out from the first of `sites`. Where its code keeps frames, `kept` has the one that it made. */
function chain(
  scripts: Scripts,
  sites: readonly Site[],
  kept: readonly PyFrame[],
  depth: number,
): PyFrame | undefined {
  let left = depth;
  let next = 0;
  for (const [i, site] of sites.entries()) {
    const loaded = scripts.find(site.script);
    const index = CODE_NAME.exec(site.functionName)?.[1];
    const code = loaded?.codes[Number(index)];
    const globals = loaded?.globals?.deref();
    if (loaded === undefined || code === undefined || globals === undefined) continue;
    const own = kept[next]?.code === code ? kept[next++] : undefined;
    if (left-- > 0) continue;
    const rest = kept.slice(next);
    const back = (): PyFrame | null => chain(scripts, sites.slice(i + 1), rest, 0) ?? null;
    if (own !== undefined) {
      own.back ??= back;
      return own;
    }
    const position = positionAt(loaded.script.lines, site.line);
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

/** The frames of emitted code in the current stack, innermost first. */
function pythonSites(): Site[] {
  const errors = Error as unknown as V8Error;
  const { stackTraceLimit, prepareStackTrace } = errors;
  try {
    errors.stackTraceLimit = Number.POSITIVE_INFINITY;
    errors.prepareStackTrace = (_error, sites) =>
      sites.map((site) => ({
        functionName: site.getFunctionName() ?? "",
        script: site.getScriptNameOrSourceURL() ?? "",
        line: site.getLineNumber() ?? 0,
      }));
    const { stack } = new Error("stack") as { stack?: unknown };
    const sites = Array.isArray(stack) ? (stack as Site[]) : parseStack(String(stack));
    return sites.filter((site) => site.script.startsWith("tython:"));
  } finally {
    errors.stackTraceLimit = stackTraceLimit as number;
    errors.prepareStackTrace = prepareStackTrace;
  }
}

function parseStack(text: string): Site[] {
  const sites: Site[] = [];
  for (const line of text.split("\n")) {
    const match = TEXT_LINE.exec(line);
    if (match !== null) {
      sites.push({ functionName: match[1] as string, script: match[2] as string, line: Number(match[3]) });
    }
  }
  return sites;
}
