#!/usr/bin/env node
/**
 * The differential fuzzer: generated programs run under Tython and under CPython 3.14 (`$PYTHON314`, `python3.14`, or that of
 * the `pyodide` package, which is slower and has 32 bits), and what they do must be the same. A difference is shrunk to a small program and printed; the command then ends with 1.
 *
 *     npm run fuzz -- [--kind programs|calls|tables|patterns] [--seed N] [--count N] [--most N] [--no-shrink]
 *
 * `programs` are small programs over the whole language, `calls` are 25 calls each of methods, operators and builtins with
 * values of all builtin types, `tables` are 2000 such calls each, which share their values so that a million takes minutes,
 * `patterns` are 25 regular expressions over three texts each. The program of a seed is always the same.
 */
import { parseArgs } from "node:util";
import { callsProgram } from "../tests/fuzz/calls.mjs";
import { Comparison, report } from "../tests/fuzz/compare.mjs";
import { patternsProgram } from "../tests/fuzz/patterns.mjs";
import { program } from "../tests/fuzz/programs.mjs";
import { tableProgram } from "../tests/fuzz/tables.mjs";

const { values: options } = parseArgs({
  options: {
    kind: { type: "string", default: "programs" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000" },
    most: { type: "string", default: "10" },
    "no-shrink": { type: "boolean", default: false },
    print: { type: "boolean", default: false },
  },
});
const kinds = { programs: program, calls: callsProgram, tables: tableProgram, patterns: patternsProgram };
const make = kinds[options.kind];
if (make === undefined) throw new Error(`no such kind: ${options.kind}`);
const first = Number(options.seed);
const count = Number(options.count);
if (options.print) {
  const made = make(first);
  console.log(made.source ?? made);
  process.exit();
}

const comparison = await Comparison.start();
let ran = 0;
let found = 0;
for await (const difference of comparison.differences(make, first, count, (n) => {
  ran = n;
  if (process.stderr.isTTY) process.stderr.write(`\r${n} `);
})) {
  found++;
  console.log(report(options["no-shrink"] ? difference : await comparison.shrink(difference)));
  if (found === Number(options.most)) break;
}
comparison.stop();
console.log(`${ran} ${options.kind} from seed ${first}: ${found} differ`);
process.exit(found === 0 ? 0 : 1);
