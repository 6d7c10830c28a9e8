#!/bin/sh
# Compiles a program that uses all of chapters 01 to 05 twice with tracing off: with the chapters as they are, and with
# every trace statement deleted. Their machine code must be the same, byte for byte.
#   off_is_deleted.sh COMPILER LEVEL WITHOUT_TRACE OBJCOPY [LEAK]
# With LEAK, a trace statement that leaves something behind is put in first, and the difference must be found.
set -eu
compiler=$1 level=$2 without_trace=$3 objcopy=$4 leak=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sides have the same file names inside, so that nothing but the statements can differ.
mkdir "$work/off" "$work/deleted"
cp -R "$here/../../chapters" "$work/off/chapters"
case $leak in
  '') ;;
  side_effect) # the statement is called even when tracing is off, and does something
    sed -i 's/^\(.*\)constexpr void emit(Verb, Id\(.*noexcept\) {}$/inline volatile int leaked = 0;\n\1inline void emit(Verb, Id\2 { leaked = 1; }/' "$work/off/chapters/00_trace/trace.hpp"
    ! cmp -s "$here/../../chapters/00_trace/trace.hpp" "$work/off/chapters/00_trace/trace.hpp" ;;
  early_evaluation) # what is passed to it costs something, used or not
    sed -i 's/trace::emit(trace::Verb::post, job.id(), .*/trace::emit(trace::Verb::post, job.id(), {.label = unfinished()});/' "$work/off/chapters/01_queue/loop.hpp"
    ! cmp -s "$here/../../chapters/01_queue/loop.hpp" "$work/off/chapters/01_queue/loop.hpp" ;;
  guard) # whoever says that jobs follow each other does something, also with tracing off
    sed -i 's/constexpr BackToBack() noexcept {}/BackToBack() noexcept { static volatile int leaked; leaked = 1; }/' "$work/off/chapters/00_trace/back_to_back.hpp"
    ! cmp -s "$here/../../chapters/00_trace/back_to_back.hpp" "$work/off/chapters/00_trace/back_to_back.hpp" ;;
  *) echo "no such leak: $leak" >&2; exit 2 ;;
esac
cp -R "$work/off/chapters" "$work/deleted/chapters"
statements=0
for file in "$work"/deleted/chapters/0[1-9]_*/*.hpp; do
  "$without_trace" < "$file" > "$work/stripped"
  cmp -s "$file" "$work/stripped" || statements=$((statements + 1))
  cp "$work/stripped" "$file"
done
if [ "$statements" -lt 8 ]; then
  echo "trace statements were found in $statements headers only: the check would prove nothing" >&2
  exit 1
fi

for side in off deleted; do
  cp "$here/everything.cpp" "$work/$side/everything.cpp"
  (cd "$work/$side" && "$compiler" -std=c++20 "$level" -foptimize-sibling-calls -w -DUNROLL_TRACE=0 -Ichapters \
    everything.cpp -o ../"$side".program)
  "$objcopy" -O binary --only-section=.text "$work/$side.program" "$work/$side.text"
done

if cmp "$work/off.text" "$work/deleted.text"; then same=yes; else same=no; fi
size=$(wc -c < "$work/off.text")
echo "$(basename "$compiler") $level: $size bytes of machine code, the same without the trace statements: $same"
if [ -n "$leak" ]; then test $same = no; else test $same = yes; fi
