/**
 * Times a program of this folder as ../harness.py times its twin in Python: `node harness.mjs NAME REPETITIONS` prints the
 * seconds of each run, the result and the most memory in KiB. A module exports `run(n)`, which gives the twin's result: a number,
 * a bigint, an array for a tuple, or one with a true `list` for a list.
 */
import { sizeOf } from "../engines.mjs";

const [name, repetitions] = process.argv.slice(2);
const { run } = await import(`./${name}.mjs`);
const size = sizeOf(name);
const times = [];
let result;
for (let i = 0; i < Number(repetitions); i++) {
  const start = performance.now();
  result = run(size);
  times.push((performance.now() - start) / 1e3);
}

function repr(value) {
  if (!Array.isArray(value)) return String(value);
  const items = value.map(repr).join(", ");
  return value.list ? `[${items}]` : `(${items})`;
}

console.log(times.join(" "));
console.log(repr(result));
console.log(process.resourceUsage().maxRSS);
