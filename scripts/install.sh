#!/bin/sh
# Installs the locked development dependencies, unless the lock file has not changed since they were last installed.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.tython-installed
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  npm ci --no-fund --no-audit --loglevel=error
  cp package-lock.json "$stamp"
fi
