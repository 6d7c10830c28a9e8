# What came of the tests: counted, told, written as JUnit XML, remembered. Read by ./unroll.
# shellcheck shell=bash

# tally PRESET: how many passed, failed, were skipped. A test that did not run for any other reason has failed.
tally() {
  local xml=$state/results/$1.xml all passed skipped
  if [[ -e $state/results/$1.lacking ]]; then echo "0 0 0"; return; fi
  if [[ ! -e $xml ]]; then echo "0 1 0"; return; fi
  all=$(grep -c '<testcase ' "$xml" || true)
  passed=$(grep -c '<testcase .*status="run"' "$xml" || true)
  skipped=$(grep -cE '<testcase .*status="disabled"|<skipped message="SKIP_' "$xml" || true)
  echo "$passed $((all - passed - skipped)) $skipped"
}

failures() { named "$1" failed; }

# named PRESET WHAT: the tests that failed; or those that were skipped, and behind each what it wrote first: a line, or
# `what is missing:` with the first words of the list below it.
named() {
  [[ -e $state/results/$1.xml ]] || return 0
  awk -v wanted="$2" '
    function say() {
      if (name != "" && what == wanted) {
        gsub(/&lt;/, "<", why); gsub(/&gt;/, ">", why); gsub(/&quot;/, "\"", why); gsub(/&amp;/, "\\&", why)
        print name (what == "skipped" && why != "" ? ": " why : "")
      }
      name = why = between = ""
    }
    /<testcase / { say(); name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name)
                   what = /status="disabled"/ ? "skipped" : /status="(fail|notrun)"/ ? "failed" : "passed" }
    /<skipped message="SKIP_/ { what = "skipped" }
    between != "" && /^ / { why = why between $1; between = ", "; next }
    { between = "" }
    sub(/^.*<system-out>/, "") { sub(/<\/system-out>.*/, ""); sub(/^skipped: /, ""); why = $0; between = why ~ /:$/ ? " " : "" }
    END { say() }' "$state/results/$1.xml"
}

# table PRESET…: one line each, and the sum as the very last line.
table() {
  local preset counts passed failed skipped sum=(0 0 0) results
  say
  say "$(printf '%-12s %7s %7s %8s %9s %9s' preset passed failed skipped built tested)"
  for preset; do
    results=$state/results/$preset
    counts=$(tally "$preset")
    read -r passed failed skipped <<<"$counts"
    sum=($((sum[0] + passed)) $((sum[1] + failed)) $((sum[2] + skipped)))
    say "$(printf '%-12s %7d %7d %8d %7s s %7s s' "$preset" "$passed" "$failed" "$skipped" \
      "$(cat "$results.built" 2>/dev/null || echo -)" "$(cat "$results.tested" 2>/dev/null || echo -)")"
  done
  for preset; do
    results=$state/results/$preset
    say_seeds "$preset"
    if [[ -e $results.lacking ]]; then say "$preset: no test has such a label there"
    elif [[ ! -e $results.xml ]]; then say "$preset: was not built, see above"
    fi
    say_list "$preset, failed:" <(failures "$preset")
    named "$preset" skipped | sed "s/^/$preset, skipped: /" >&2
    say_list "$preset, left out by --quick:" "$state/results/$preset.left_out"
  done
  echo "${sum[0]} passed, ${sum[1]} failed$( ((sum[2] == 0)) || echo ", ${sum[2]} skipped")"
  ((sum[1] == 0))
}

# say_seeds PRESET: what the random programs wrote: their seed, with which they can be run again, and how many
# programs each pair of neighbours ran alike.
say_seeds() {
  [[ -e $state/results/$1.xml ]] || return 0
  awk -v preset="$1" '/<testcase / { name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name) }
    { sub(/.*<system-out>/, "") }
    name !~ /^random_programs/ { next }
    /^seed / { print preset ", " name ": " $0 }
    / programs equal to the reference/ { sub(/, *$/, ""); print "  " $0 }' "$state/results/$1.xml" >&2
}

say_list() {
  local words
  words=$(paste -sd ' ' "$2" 2>/dev/null || true)
  if [[ -n $words ]]; then say "$1 $words"; fi
}

# write_junit TO PRESET…: a folder gets one file a preset, a file all of them.
write_junit() {
  local to=$1 preset
  shift
  if [[ -d $to ]]; then
    for preset; do testsuites "$preset" >"$to/$preset.xml"; done
  else
    testsuites "$@" >"$to"
  fi
}

# testsuites PRESET…: as JUnit XML. A preset that was not built is an error.
testsuites() {
  local preset
  echo '<?xml version="1.0" encoding="UTF-8"?>'
  echo '<testsuites>'
  for preset; do
    if [[ -e $state/results/$preset.xml ]]; then
      sed "/^<?xml/d; s/<testsuite name=\"[^\"]*\"/<testsuite name=\"$preset\"/" \
        "$state/results/$preset.xml"
    elif [[ -e $state/results/$preset.lacking ]]; then
      echo "<testsuite name=\"$preset\" tests=\"0\" failures=\"0\" errors=\"0\"></testsuite>"
    else
      echo "<testsuite name=\"$preset\" tests=\"1\" failures=\"0\" errors=\"1\">"
      echo "<testcase name=\"build\" classname=\"$preset\">"
      echo "<error message=\"preset $preset was not built\"/></testcase>"
      echo '</testsuite>'
    fi
  done
  echo '</testsuites>'
}

# remember PRESET: of each chapter whose tests have all run (but the long ones), how many failed; `./unroll` tells.
remember() {
  local chapter ran tests left failed
  ran=$(sed -n 's/.*<testcase name="\([^"]*\)".*/\1/p' "$state/results/$1.xml" 2>/dev/null)
  for chapter in "${chapters[@]}"; do
    tests=$(names_of_tests "$root/.build/$1" -L "^$chapter\$" -LE '^long$')
    left=$(grep -vxFf <(echo "$ran") <<<"$tests" || true)
    if [[ -n $tests && -z $left ]]; then
      failed=$(failures "$1" | grep -cxFf <(echo "$tests") || true)  # no patterns at all: grep -c may print nothing
      echo "$(wc -l <<<"$tests") $failed $(date '+%Y-%m-%d %H:%M') $1" >"$state/results/$chapter"
    fi
  done
}
