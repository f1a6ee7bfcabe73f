import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // The program tests start processes of their own; more workers than this only make them wait for each other.
    maxWorkers: 2,
    maxConcurrency: 3,
    testTimeout: 60_000,
  },
});
