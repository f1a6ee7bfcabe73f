/** `sys.stdin`, `sys.stdout` and `sys.stderr`, as create_stdio of Python/pylifecycle.c makes them. */
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { moduleSet, type PyModule } from "../../objects/module.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { DEFAULT_BUFFER_SIZE, type PyBuffered } from "./buffered.ts";
import { PyBufferedReader, PyBufferedWriter } from "./buffered-types.ts";
import { fileOver } from "./file-io.ts";
import { PyTextIOWrapper } from "./text.ts";

/**
 * Opens the streams and sets them in `sys`. `ioEncoding` is `encoding[:errors]`, as PYTHONIOENCODING says it. A stream whose
 * descriptor is closed is None.
 */
export function installStandardStreams(sys: PyModule, ioEncoding: string | undefined): void {
  const [encoding, errors] = (ioEncoding ?? "").split(":") as [string, string | undefined];
  const name = encoding === "" ? "utf-8" : encoding;
  const handler = errors || (encoding === "" && isPlainLocale() ? "surrogateescape" : "strict");
  const streams = {
    stdin: stream(0, "<stdin>", "r", name, handler),
    stdout: stream(1, "<stdout>", "w", name, handler),
    stderr: stream(2, "<stderr>", "w", name, "backslashreplace"),
  };
  for (const [key, opened] of Object.entries(streams)) {
    moduleSet(sys, key, opened);
    moduleSet(sys, `__${key}__`, opened);
  }
}

/** Names of the locale of C and of what takes its place, in which input need not be text in UTF-8: bytes that are none come through. */
const PLAIN_LOCALES = ["", "C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"];

function isPlainLocale(): boolean {
  const { environment } = current.host;
  const name = ["LC_ALL", "LC_CTYPE", "LANG"].map((variable) => environment.get(variable)).find(Boolean);
  return PLAIN_LOCALES.includes(name ?? "");
}

function stream(fd: number, name: string, mode: string, encoding: string, errors: string): Value {
  const { files } = current.host;
  try {
    files.status(fd);
  } catch {
    return null;
  }
  const reading = mode === "r";
  const file = fileOver(fd, reading, name);
  const terminal = files.isTerminal(fd);
  const { unbuffered } = current.configuration;
  const buffer: PyBuffered = reading ? new PyBufferedReader() : new PyBufferedWriter();
  buffer.raw = file;
  buffer.canRead = reading;
  buffer.canWrite = !reading;
  buffer.bufferSize = DEFAULT_BUFFER_SIZE;
  buffer.tracked = false;
  const wrapper = new PyTextIOWrapper();
  wrapper.tracked = false;
  // Unbuffered output has a text layer that writes through to the file itself.
  wrapper.buffer = unbuffered && !reading ? file : buffer;
  wrapper.lineBuffering = terminal || fd === 2;
  wrapper.writeThrough = unbuffered && !reading;
  wrapper.configure(encoding, errors, reading ? null : "\n");
  wrapper.canSeek = file.seekable;
  wrapper.telling = wrapper.canSeek;
  setAttr(wrapper, "mode", mode);
  return wrapper;
}
