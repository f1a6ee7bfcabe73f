/** Ways to give arguments that Python 3.15 will not have any more. */
import type { Native, NativeRow } from "../../core/native.ts";
import { warnDeprecated } from "../../protocols/deprecated.ts";

const listed = (names: readonly string[]): string =>
  names
    .map((name) => `'${name}'`)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1");

/** A method of connections whose first parameters will be given by position only. */
export function positionalLater(
  name: string,
  parameters: readonly string[],
  signature: string,
  fn: Native,
): NativeRow {
  const s = parameters.length > 1 ? "s" : "";
  const all = listed(parameters);
  return [
    signature,
    fn,
    (names) => {
      if (parameters.some((parameter) => names.includes(parameter)))
        warnDeprecated(
          `Passing keyword argument${s} ${all} to _sqlite3.Connection.${name}() is deprecated. Parameter${s} ${all} will become positional-only in Python 3.15.`,
        );
    },
  ];
}

/** Parameters of a connection after the database, in the order that positions once had. */
export const CONNECTION_PARAMETERS = [
  "timeout",
  "detect_types",
  "isolation_level",
  "check_same_thread",
  "factory",
  "cached_statements",
  "uri",
] as const;

export const warnByPosition = (callee: string): void =>
  warnDeprecated(
    `Passing more than 1 positional argument to ${callee} is deprecated. Parameters ${listed(CONNECTION_PARAMETERS)} will become keyword-only parameters in Python 3.15.`,
  );
