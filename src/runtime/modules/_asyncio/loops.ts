/**
 * What `_asyncio` knows of event loops: the one that runs, the task that runs in each, and the tasks that are not done.
 * Follows Modules/_asynciomodule.c.
 */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { track, trackedObjects, untrack } from "../../core/finalizable.ts";
import type { PyObject, Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { newException, runtimeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { toArray } from "../../protocols/iterate.ts";
import { reprText } from "../../protocols/repr.ts";
import { swapWithThreads } from "../_thread/scheduler.ts";

interface State {
  running: Value;
  /** The running task by loop; loops are hashed as Python hashes them. */
  tasks: PyDict;
  /** Native tasks that are not done, where the host cannot collect: else `core/finalizable.ts` holds them. */
  held: Set<Value>;
  names: number;
}
const STATE = Symbol("_asyncio");
const state = (): State =>
  current.stateOf(STATE, () => {
    const made: State = { running: null, tasks: new PyDict(), held: new Set(), names: 0 };
    // A loop runs in its thread alone.
    swapWithThreads(() => {
      const { running } = made;
      made.running = null;
      return () => {
        made.running = running;
      };
    });
    return made;
  });

/** A name of a module of the `asyncio` package, which is at hand by the time that anything here is used. */
export const fromAsyncio = (module: string, name: string): Value =>
  getAttr(current.importModule(`asyncio.${module}`), name);

export const callAsyncio = (module: string, name: string, ...args: Value[]): Value =>
  callable(fromAsyncio(module, name)).cn(args);

export const invalidState = (message: string): PyBaseException =>
  newException(fromAsyncio("exceptions", "InvalidStateError") as PyType, message);

export const runningLoop = (): Value => state().running;
export function setRunningLoop(loop: Value): Value {
  state().running = loop;
  return null;
}

/** `get_running_loop()` */
export function needRunningLoop(): Value {
  const loop = runningLoop();
  if (loop === null) throw runtimeError("no running event loop");
  return loop;
}

/** `get_event_loop()`: the running loop, else the one of the policy. */
export const eventLoop = (): Value =>
  runningLoop() ?? callable(getAttr(callAsyncio("events", "_get_event_loop_policy"), "get_event_loop")).c0();

/** `loop.call_soon(callback, *args, context=context)` */
export function callSoon(loop: Value, callback: Value, args: readonly Value[], context: Value): void {
  const soon = callable(getAttr(loop, "call_soon"));
  if (context === null) soon.cn([callback, ...args]);
  else soon.ck([callback, ...args, context], ["context"]);
}

export const nextTaskName = (): string => `Task-${++state().names}`;

/** `current_task(loop=None)` */
export const currentTask = (loop: Value = null): Value =>
  state().tasks.get(loop ?? needRunningLoop()) ?? null;

export function enterTask(loop: Value, task: Value): void {
  const { tasks } = state();
  const running = tasks.get(loop);
  if (running !== undefined) {
    throw runtimeError(
      `Cannot enter into task ${reprText(task)} while another task ${reprText(running)} is being executed.`,
    );
  }
  tasks.set(loop, task);
}

export function leaveTask(loop: Value, task: Value): void {
  const { tasks } = state();
  const running = tasks.get(loop) ?? null;
  if (running !== task) {
    throw runtimeError(
      `Invalid attempt to leave task ${reprText(task)} while task ${reprText(running)} is entered.`,
    );
  }
  tasks.delete(loop);
}

/** Makes `task` the running one, None for none; the one before. */
export function swapTask(loop: Value, task: Value): Value {
  const { tasks } = state();
  const before = tasks.get(loop) ?? null;
  if (task === null) tasks.delete(loop);
  else tasks.set(loop, task);
  return before;
}

/** Knows a native task until {@link letGo}, or until it is collected. */
export function hold(task: PyObject): void {
  if (current.host.collectGarbage === undefined) state().held.add(task);
  else track(task);
}
export function letGo(task: PyObject): void {
  state().held.delete(task);
  if (!typeOf(task).heap) untrack(task);
}

/** All native tasks that are not done, and others that are finalizable. */
export const heldObjects = (): Value[] => [...state().held, ...trackedObjects()];

type Registry = "_scheduled_tasks" | "_eager_tasks";

/** The sets of `asyncio.tasks` that know of tasks that are not native, and of those in a first step that began at once. */
export const registered = (registry: Registry): Value[] => toArray(fromAsyncio("tasks", registry));
export const register = (registry: Registry, task: Value): Value =>
  callable(getAttr(fromAsyncio("tasks", registry), "add")).c1(task);
export const unregister = (registry: Registry, task: Value): Value =>
  callable(getAttr(fromAsyncio("tasks", registry), "discard")).c1(task);
