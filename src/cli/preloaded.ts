/** The library's modules that have run in the start-up snapshots; bin/tython looks for the names in programs. */

/** What most programs import, directly or by another module. */
export const LIBRARY: readonly string[] =
  "re json dataclasses typing enum collections functools argparse contextlib os textwrap string copy datetime abc types time itertools math traceback random pathlib heapq bisect operator warnings".split(
    " ",
  );

/** What larger programs import. */
export const LARGE: readonly string[] =
  "asyncio logging unittest inspect tempfile shutil subprocess threading runpy".split(" ");
