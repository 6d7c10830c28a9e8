#!/usr/bin/env bash
# view_is_still_this.sh PROGRAM UNROLL_TRACE TEXT: records PROGRAM anew and compares its text view with the one kept,
# whose lines are as long as they are.
set -euo pipefail
recorded=$(mktemp)
trap 'rm -f "$recorded"' EXIT
UNROLL_TRACE_FILE=$recorded "$1" >/dev/null
diff -u "$3" <(COLUMNS=999 "$2" "$recorded")
