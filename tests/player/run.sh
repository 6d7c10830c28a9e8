#!/usr/bin/env bash
# run.sh PLAYER NEEDED… -- COMMAND…: runs a test of the player in its folder, or ends with 77 and says what is missing.
# NEEDED are packages of docs/package.json, or the browser.
set -euo pipefail
cd "$1"
shift
while [[ $1 != -- ]]; do
  if [[ $1 == browser ]]; then
    UNROLL_CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
      echo "skipped: no browser (Debian: chromium)"
      exit 77
    }
    export UNROLL_CHROMIUM
  elif [[ ! -d ../node_modules/$1 ]]; then
    echo "skipped: docs/node_modules has no $1 (npm ci, in docs)"
    exit 77
  fi
  shift
done
shift
exec "$@"
