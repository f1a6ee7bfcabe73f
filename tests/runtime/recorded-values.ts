/** Evaluates the expressions that scripts/record-values.py recorded, all in one run of the built command. */
import { readFileSync } from "node:fs";
import { runTython } from "../run.ts";

/** Prints a line per expression, as `outcome` of the recording script. */
const PROGRAM = `
import math, sys, warnings
warnings.simplefilter("ignore")
names = {"math": math, "inf": math.inf, "nan": math.nan}
for line in sys.stdin.buffer.read().decode("utf-8").split("\\n"):
    try:
        value = eval(line, names)
    except Exception as error:
        print(f"{type(error).__name__}: {error}".encode("ascii", "backslashreplace").decode())
    else:
        print(f"{type(value).__name__} {ascii(value)}")
`;

export interface Difference {
  expression: string;
  expected: string;
  found: string | undefined;
}

/** The cases of `NAME.expected.json` in which the command does not agree with CPython. */
export async function differences(name: string): Promise<{ count: number; found: Difference[] }> {
  const file = new URL(`${name}.expected.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(file, "utf8")) as [string, string][];
  const { stdout, stderr } = await runTython(["-c", PROGRAM], { stdin: cases.map(([e]) => e).join("\n") });
  const lines = stdout.split("\n");
  if (lines.length < cases.length) throw new Error(`stopped after ${lines.length - 1} cases: ${stderr}`);
  const found: Difference[] = [];
  cases.forEach(([expression, expected], i) => {
    if (lines[i] !== expected) found.push({ expression, expected, found: lines[i] });
  });
  return { count: cases.length, found };
}
