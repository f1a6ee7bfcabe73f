#!/bin/sh
# The whole test command, ready in a fresh clone: install, lint, format, types, unused code, build, then the tests.
# Every check runs even when an earlier one failed, so that one run tells everything; the last line is vitest's or,
# when a check failed, says which.
set -u
cd "$(dirname "$0")/.."
sh scripts/install.sh || exit 1

failed=""
check() {
  name=$1
  shift
  echo "== $name"
  "$@" || failed="$failed $name"
}

check lint npm run --silent lint
check format npm run --silent format:check
check typecheck npm run --silent typecheck
check knip npm run --silent knip
check build npm run --silent build
check tests npm run --silent vitest -- "$@"

if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
