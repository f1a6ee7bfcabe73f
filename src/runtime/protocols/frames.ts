/** Frames that show their locals: what code compiled in that form calls (`codegen/frames.ts`), and `f_locals` of them. */
import type { PyInstance, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyCode } from "../objects/code.ts";
import { PyDict } from "../objects/dict.ts";
import { type LocalsAccess, namesOf, PyFrame, visible } from "../objects/frame.ts";
import type { Resumable } from "../objects/generator.ts";

const FRAMES = Symbol("frames of generators");
const generatorFrames = (): WeakMap<Resumable, PyFrame> => current.stateOf(FRAMES, () => new WeakMap());

/** The frame of a generator, always the same object. */
export function frameOfGenerator(generator: Resumable): PyFrame {
  const frames = generatorFrames();
  let frame = frames.get(generator);
  if (frame === undefined) {
    frame = new PyFrame(generator.code, generator.globals, -1);
    frame.owner = generator;
    frames.set(generator, frame);
  }
  return frame;
}

/** A generator that was closed has no frame; whoever asked for it before keeps it. */
export function forgetFrame(generator: Resumable): void {
  generatorFrames().delete(generator);
}

export function keepFrame(generator: Resumable, values: (Value | undefined)[]): void {
  keepValues(frameOfGenerator(generator), values);
}

/** Has a generator's frame show these values until the generator goes on. */
function keepValues(frame: PyFrame, values: (Value | undefined)[]): void {
  frame.access = {
    names: namesOf(frame.code),
    read: () => values.map(visible),
    write: (index, value) => {
      values[index] = value;
      (frame.written ??= new Set()).add(index);
    },
  };
}

export function enterFrame(
  code: PyCode,
  globals: PyInstance,
  generator: Resumable | null,
  namespace: Value | undefined,
  access: readonly [LocalsAccess["read"], LocalsAccess["write"]] | null,
  position: () => number,
): PyFrame {
  const frame = generator === null ? new PyFrame(code, globals, 0) : frameOfGenerator(generator);
  frame.live = position;
  if (access === null) frame.locals = namespace;
  else {
    const [read, write] = access;
    const before = frame.written === undefined ? undefined : frame.access?.read();
    frame.access = { names: namesOf(code), read: () => read().map(visible), write };
    for (const index of frame.written ?? []) write(index, before?.[index] as Value);
    frame.written = undefined;
  }
  frame.outer = current.innermostFrame as PyFrame | null;
  frame.executing = true;
  current.innermostFrame = frame;
  return frame;
}

export function leaveFrame(frame: PyFrame): void {
  if (!frame.executing) return;
  frame.executing = false;
  // An abandoned generator may be closed out of turn.
  let inner: PyFrame | null = null;
  for (let at = current.innermostFrame as PyFrame | null; at !== null; inner = at, at = at.outer) {
    if (at !== frame) continue;
    if (inner === null) current.innermostFrame = frame.outer;
    else inner.outer = frame.outer;
    break;
  }
  frame.outer = null;
  if (frame.owner === undefined) return;
  // Who resumes a generator next is somebody else, with other variables of JavaScript's.
  frame.back = null;
  if (frame.access !== undefined) keepValues(frame, [...frame.access.read()]);
}

/** `locals()`: a new dict with what the frame's variables are now. */
export function frameLocals(frame: PyFrame): Value {
  if (frame.locals !== undefined) return frame.locals;
  const dict = new PyDict();
  const { access, extra } = frame;
  const values = access?.read() ?? [];
  access?.names.forEach((name, i) => {
    const value = values[i];
    if (value !== undefined) dict.setStr(name, value);
  });
  for (const [key, value] of extra?.entries() ?? []) dict.set(key, value);
  return dict;
}
