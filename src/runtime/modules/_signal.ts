/**
 * `_signal`: handlers of signals. The one signal that reaches a JavaScript program in the middle of its work is SIGINT, by
 * way of the host (`takeInterrupt`) and the loops' interrupt checks; handlers for others are kept and run by
 * `raise_signal`. Follows Modules/signalmodule.c; https://docs.python.org/3.14/library/signal.html.
 */
import { declareType, special } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { KeyboardInterrupt, PyOSError } from "../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import { PySet } from "../objects/set.ts";
import { toSize } from "../protocols/number.ts";
import { hostCall } from "./_io/errors.ts";
import { sendSome, sockets } from "./_socket/endpoint.ts";

/** Linux's numbers. */
const SIGNALS: Readonly<Record<string, number>> = {
  SIGABRT: 6,
  SIGALRM: 14,
  SIGBUS: 7,
  SIGCHLD: 17,
  SIGCLD: 17,
  SIGCONT: 18,
  SIGFPE: 8,
  SIGHUP: 1,
  SIGILL: 4,
  SIGINT: 2,
  SIGIO: 29,
  SIGIOT: 6,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGPOLL: 29,
  SIGPROF: 27,
  SIGPWR: 30,
  SIGQUIT: 3,
  SIGRTMAX: 64,
  SIGRTMIN: 34,
  SIGSEGV: 11,
  SIGSTKFLT: 16,
  SIGSTOP: 19,
  SIGSYS: 31,
  SIGTERM: 15,
  SIGTRAP: 5,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGVTALRM: 26,
  SIGWINCH: 28,
  SIGXCPU: 24,
  SIGXFSZ: 25,
};

/** strsignal() of glibc, by number from 1. */
const TEXTS = [
  "Hangup",
  "Interrupt",
  "Quit",
  "Illegal instruction",
  "Trace/breakpoint trap",
  "Aborted",
  "Bus error",
  "Floating point exception",
  "Killed",
  "User defined signal 1",
  "Segmentation fault",
  "User defined signal 2",
  "Broken pipe",
  "Alarm clock",
  "Terminated",
  "Stack fault",
  "Child exited",
  "Continued",
  "Stopped (signal)",
  "Stopped",
  "Stopped (tty input)",
  "Stopped (tty output)",
  "Urgent I/O condition",
  "CPU time limit exceeded",
  "File size limit exceeded",
  "Virtual timer expired",
  "Profiling timer expired",
  "Window changed",
  "I/O possible",
  "Power failure",
  "Bad system call",
];

const SIG_DFL = 0;
const SIG_IGN = 1;
const SIGINT = 2;
const NSIG = 65;

const STATE = Symbol("signal handlers");
const handlers = (): Map<number, Value> =>
  current.stateOf(STATE, () => new Map<number, Value>([[SIGINT, defaultHandler()]]));

/** `signal.default_int_handler` as it stands in the module. */
function defaultHandler(): Value {
  const module = current.importModule("_signal");
  return (module as unknown as Record<string, Value>)["$default_int_handler"] as Value;
}

function number(value: Value): number {
  const signal = toSize(value);
  if (signal < 1 || signal >= NSIG) throw valueError("signal number out of range");
  return signal;
}

const WAKEUP = Symbol("signal wakeup descriptor");
/** The descriptor that gets the number of each signal as a byte, -1 for none. */
const wakeup = (): { fd: number } => current.stateOf(WAKEUP, () => ({ fd: -1 }));

/** Tells an event loop that sleeps on the other end of a pair of sockets. A full or closed one is left alone. */
function wakeUp(signal: number): void {
  const { fd } = wakeup();
  if (fd < 0) return;
  const endpoint = sockets().find(fd);
  const byte = Uint8Array.of(signal);
  try {
    if (endpoint !== undefined) sendSome(endpoint, byte);
    else hostCall(() => current.host.files.write(fd, byte));
  } catch (error) {
    if (!(error instanceof PyOSError)) throw error;
  }
}

function setWakeupFd(value: Value): Value {
  const fd = toSize(value);
  if (fd !== -1 && sockets().find(fd) === undefined) hostCall(() => current.host.files.status(fd));
  const state = wakeup();
  const before = state.fd;
  state.fd = fd;
  watch();
  return before;
}

/** Takes interrupts to the handler from now on. */
function watch(): void {
  current.host.watchInterrupts();
  current.onInterrupt = () => deliver(SIGINT);
}

/** Runs the handler of a signal as if it had come. */
function deliver(signal: number): void {
  wakeUp(signal);
  const handler = handlers().get(signal) ?? SIG_DFL;
  if (handler === SIG_IGN) return;
  if (handler === SIG_DFL) {
    current.host.process.kill(current.host.process.pid, signal);
    return;
  }
  callable(handler).c2(signal, current.frameAt(0) ?? null);
}

function setHandler(signalnum: Value, handler: Value): Value {
  const signal = number(signalnum);
  if (handler !== SIG_DFL && handler !== SIG_IGN && special(handler, "m$__call__") === undefined) {
    throw typeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  const before = handlers().get(signal) ?? SIG_DFL;
  handlers().set(signal, handler);
  if (signal === SIGINT) watch();
  return before;
}

/** Real-time signals have no names. */
function signalText(value: Value): Value {
  const signal = number(value);
  return TEXTS[signal - 1] ?? (signal >= 34 ? `Real-time signal ${signal - 34}` : null);
}

function validSignals(): Value {
  const set = new PySet();
  for (let signal = 1; signal < NSIG; signal++) if (signal < 32 || signal > 33) set.add(signal);
  return set;
}

class PySigInfo extends PyInstance {}
const sigInfoType = declareType("signal.struct_siginfo", PySigInfo, { subclassable: false });

export const signalModule: NativeModule = {
  name: "_signal",
  doc: "This module provides mechanisms to use signal handlers in Python.",
  types: { struct_siginfo: sigInfoType },
  constants: { ...SIGNALS, SIG_DFL, SIG_IGN, SIG_BLOCK: 0, SIG_UNBLOCK: 1, SIG_SETMASK: 2, NSIG },
  functions: {
    default_int_handler: [
      "(signalnum, frame, /)",
      () => {
        throw newException(KeyboardInterrupt);
      },
    ],
    getsignal: ["(signalnum, /)", (signalnum: Value) => handlers().get(number(signalnum)) ?? SIG_DFL],
    pthread_sigmask: ["(how, mask, /)", () => new PySet()],
    raise_signal: [
      "(signalnum, /)",
      (signalnum: Value) => {
        deliver(number(signalnum));
        return null;
      },
    ],
    set_wakeup_fd: ["(fd, /, *, warn_on_full_buffer=True)", setWakeupFd],
    siginterrupt: ["(signalnum, flag, /)", () => null],
    signal: ["(signalnum, handler, /)", setHandler],
    sigpending: ["()", () => new PySet()],
    strsignal: ["(signalnum, /)", signalText],
    valid_signals: ["()", validSignals],
  },
};
