/** How long imports take, over the bare start, pairwise with CPython. */
import { spawnSync } from "node:child_process";
import { median } from "./statistics.mjs";

const IMPORTED = ["json", "re", "dataclasses", "asyncio", "typing", "unittest", "logging", "argparse"];

/** Milliseconds from the start of a command to its end. */
export function once(command, ...args) {
  const start = performance.now();
  const { status } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} exits with ${status}`);
  return performance.now() - start;
}

/** Milliseconds that each import adds under Tython and under CPython; without names, of what many programs import. */
export function measureImports(engines, names, pairs = 9) {
  const both = engines.filter(({ name }) => name === "tython" || name === "cpython");
  return (names.length === 0 ? IMPORTED : names).map((module) => {
    const added = both.map(() => []);
    for (let i = 0; i < pairs; i++) {
      for (const [at, { command }] of both.entries()) {
        const [program, ...rest] = command;
        const bare = once(program, ...rest, "-c", "pass");
        added[at].push(once(program, ...rest, "-c", `import ${module}`) - bare);
      }
    }
    return { module, ...Object.fromEntries(both.map(({ name }, at) => [name, median(added[at])])) };
  });
}
