#!/bin/sh
# From a fresh clone to a running program: installs the development dependencies exactly as locked, builds, and runs
# an example over its input. Needs Node 20.19 or later and npm, nothing else.
set -eu
cd "$(dirname "$0")/.."

node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Tython needs Node 20.19 or later; this is ${process.versions.node}.`);
    process.exit(1);
  }'

sh scripts/install.sh
npm run --silent build

echo "bin/tython examples/ledger.py examples/ledger.txt"
bin/tython examples/ledger.py examples/ledger.txt
