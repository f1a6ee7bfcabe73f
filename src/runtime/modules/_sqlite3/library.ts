/** What one interpreter has of SQLite: the module, adapters and converters. */
import type { Sqlite, Surroundings } from "../../../companions/sqlite.ts";
import { companion } from "../../core/companion.ts";
import { current } from "../../core/state.ts";
import { PyDict } from "../../objects/dict.ts";

interface State {
  library: Sqlite | undefined;
  /** By `(type, PrepareProtocol)`. */
  readonly adapters: PyDict;
  /** By names in capitals. */
  readonly converters: PyDict;
  tracebacks: boolean;
  /** Whether an adapter was registered for a type that needs none. */
  adaptsPlain: boolean;
}
const STATE = Symbol("sqlite3");

export const sqliteState = (): State =>
  current.stateOf(STATE, () => ({
    library: undefined,
    adapters: new PyDict(),
    converters: new PyDict(),
    tracebacks: false,
    adaptsPlain: false,
  }));

/** SQLite, started when it is first asked for. */
export function sqlite(): Sqlite {
  const state = sqliteState();
  if (state.library === undefined) {
    const { host } = current;
    const surroundings: Surroundings = {
      files: host.files,
      now: () => Number(host.clock.now() / 1_000_000n),
      random: (count) => host.randomBytes(count),
      localOffset: (milliseconds) => -new Date(milliseconds).getTimezoneOffset(),
      sleep: (microseconds) => void host.clock.sleep(BigInt(microseconds) * 1000n),
      errorCode: (error) =>
        error instanceof Error && error.name === "HostError"
          ? (error as Error & { code: string }).code
          : undefined,
    };
    const { Sqlite: Library } = companion<{ Sqlite: typeof Sqlite }>("sqlite");
    state.library = new Library(surroundings);
  }
  return state.library;
}
