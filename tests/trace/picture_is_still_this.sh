#!/usr/bin/env bash
# picture_is_still_this.sh PROGRAM UNROLL_TRACE GRAPH SVG [real|raced]: records PROGRAM anew, draws its GRAPH, and compares what the
# drawing says with the picture that is kept: its words, colours, cards and arrows, one by one. Where they stand is left
# out, for that depends on the fonts of the machine and on the version of Graphviz. On a real clock no two runs take the
# same time, nor need they wait in the same turn; there it is what each card says, whatever the time, descriptor and worker.
# Where two threads race, which of two comes first and so brings the third is open, too: there it is which cards there are, and
# of which line of which source each is; of a job that goes to another thread, of which source, for its line may be that of
# somebody who sleeps or of somebody who is awake.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
says() {
  sed -n '/<style>/,/<\/style>/p' "$1"
  grep -oE '<(text|title|desc)[^>]*>[^<]*|<g id="[^"]*"' "$1" | sed -E 's/^<text[^>]*>/text /'
}
if [[ ${5-} == real ]]; then
  says() {
    grep -oE '<title>[^<]{12,}' "$1" | sed -E 's/[0-9.]+ (µs|ms|s)\b/some time/g; s/(descriptor|thread) [0-9]+/\1/' | sort
  }
fi
if [[ ${5-} == raced ]]; then
  says() {
    grep -oE '<title>[^<]{12,}' "$1" | sed -nE '/, on thread /s/([ch]pp):[0-9]+/\1:0/; s/^<title>([^,]*),.*, ([a-z_]+\.[ch]pp:[0-9]+)[;.].*/\1, \2/p' | sort -u
  }
fi
UNROLL_TRACE_FILE=$folder/run.json "$1" >/dev/null
"$2" "$folder/run.json" --svg "$3" -o "$folder/now.svg"
says "$4" >"$folder/kept" && says "$folder/now.svg" >"$folder/now"
diff -u "$folder/kept" "$folder/now" || {
  echo "If the new one is right: UNROLL_TRACE_FILE=/tmp/run.json $1; ./unroll trace /tmp/run.json --svg $3 -o $4"
  exit 1
}
