# `./unroll test`. Read by ./unroll.
# shellcheck shell=bash

command_test() {
  local wanted=() presets=(dev) names quick='' all='' own='' junit='' log=$state/results packages=("${to_test[@]}")
  while (($#)); do
    case $1 in
      --quick) quick=yes ;;
      --all)
        all=yes
        presets=("${presets_of_all[@]}")
        mapfile -t -O "${#packages[@]}" packages < <(to_be_had "${wished[@]}" "${to_check_pages[@]}")
        warnings_are_errors=ON
        export UNROLL_WARNINGS_ARE_ERRORS=ON  # for what the tests build themselves
        ;;
      --own) own=yes ;;
      --preset) names=$(value "$@"); IFS=, read -ra presets <<<"$names"; shift ;;
      --junit) junit=$(value "$@"); check_junit "$junit"; shift ;;
      -*) cannot "test has no option $1. ./unroll --help lists them" ;;
      *) wanted+=("$(called "$1" "${chapters[@]}" || echo "$1")") ;;
    esac
    shift
  done
  check_presets "${presets[@]}"
  if [[ -n $own ]]; then
    [[ -z $all && -z ${names-} ]] || cannot "test --own has a preset of its own: leave --preset and --all out"
    presets=(own) packages=("${to_check[@]}")  # whose check has just passed is not asked for more
    need "${packages[@]}"
    build dev unroll_course
    names=$(chapters_on_own) || exit
    [[ -n $names ]] || cannot "no header of the chapters is yours yet: do one of those exercises first, as loop. docs/exercises.md names them"
    if ((${#wanted[@]} == 0)); then mapfile -t wanted <<<"$names"; fi
  fi
  if [[ " ${presets[*]}" == *" clang"* ]]; then packages+=(clang); fi
  need "${packages[@]}"
  alone test
  mkdir -p "$log"
  run_presets "$quick" "$all" "$(IFS='|'; echo "${wanted[*]-}")" "${presets[@]}"
  if [[ -n $junit ]]; then write_junit "$junit" "${presets[@]}"; fi
  table "${presets[@]}"
}

value() { if (($# > 1)); then echo "$2"; else cannot "$1 takes a value. ./unroll --help says which"; fi; }

check_junit() {
  local folder=${1%/*}
  if [[ $1 != */* ]]; then folder=.; elif [[ -d $1 ]]; then folder=$1; fi
  [[ -d ${folder:-/} ]] || cannot "--junit $1: there is no folder $folder. Make it first: mkdir -p '$folder'"
  [[ -w ${folder:-/} ]] || cannot "--junit $1: nothing can be written in the folder $folder"
  if [[ -e $1 && ! -f $1 ]]; then return; fi  # a pipe would wait for who reads
  if [[ -e $1 ]]; then (: >>"$1") 2>/dev/null; else (: >"$1") 2>/dev/null && rm "$1"; fi ||
    cannot "--junit $1: this file cannot be written"
}

check_presets() {
  local preset
  (($#)) || cannot "--preset names none. There are: $(preset_names)"
  for preset; do
    [[ " $(preset_names) " == *" $preset "* ]] ||
      cannot "there is no preset '$preset'. There are: $(preset_names)"
  done
}

# Where there is more than one thread, so that the thread sanitizer has something to look at. The suites of the rungs are
# among them: they run with a mailbox, too.
labels_of_threads='00_trace|06_io|07_threads|08_monitor|09_writer|sanitizers'

# run_presets QUICK ALL LABELS PRESET…: what came of each goes to .unroll/results.
run_presets() {
  local quick=$1 all=$2 labels=$3 preset once='' status which several='' lacking=0
  shift 3
  if (($# > 1)); then several=yes; fi
  for preset; do
    rm -f "$state/results/$preset".*
    status=0 which=$labels
    if [[ -n $all && -z $labels ]]; then
      case $preset in
        *tsan) which=$labels_of_threads ;;
        clang-broken) which=broken ;;
      esac
    fi
    attended test_preset "$preset" "$which" "$quick" "$once" "$several" || status=$?
    if ((status > 1)); then exit "$status"; fi
    if [[ -e $state/results/$preset.lacking ]]; then lacking=$((lacking + 1)); fi
    if [[ -z $labels ]]; then once='rules|unroll|book'; fi  # they look at the sources: one preset is enough
  done
  if ((lacking == $#)); then cannot "no test has such a label. There are: $(labels_of "$root/.build/$1")"; fi
}

# test_preset PRESET LABELS QUICK ONCE SEVERAL: builds and runs; fails only if it cannot even run. Among several presets one may lack
# what others have.
test_preset() {
  local preset=$1 labels=$2 quick=$3 once=$4 several=$5 begin=$SECONDS programs
  local select=(-LE "^(never${4:+|$4}${3:+|long})\$")
  local folder=$root/.build/$1 results=$state/results/$1
  if [[ -n $labels ]]; then select+=(-L "^($labels)\$"); fi
  if [[ $preset == *tsan && (-z $labels || $labels == "$labels_of_threads") ]]; then
    select+=(-E '^(programs\.0[0-6]_|06_io_programs\.)')  # they have one thread
  fi
  if [[ $preset == release && -n $once && -z $labels ]]; then  # what is optimized and not traced: chapters and their costs
    select+=(-E '^(programs\.|06_io_programs\.|00_trace_view|15_unroll|costs_test|echo_results_test)')
  fi
  waited=0
  locked "building ($preset)"
  configure "$preset"
  unlocked
  if [[ -z $(names_of_tests "$folder" "${select[@]}") ]]; then
    if [[ -n $several ]]; then touch "$results.lacking"; return; fi
    cannot "no test has such a label. There are: $(labels_of "$folder")"
  fi
  programs=(all)  # a sanitizer has nothing to say of what no test runs; nor has release, behind another preset
  if [[ -n $labels || $preset == *san || ($preset == release && -n $once) ]]; then
    mapfile -t programs < <(programs_of_tests "$folder" "${select[@]}")
  fi
  if [[ -n $quick ]]; then names_of_tests "$folder" -L '^long$' "${select[@]:2}" >"$results.left_out"; fi
  if ((${#programs[@]})); then build "$preset" "${programs[@]}"; fi
  printf '%s' $((SECONDS - begin - waited)) >"$results.built"
  begin=$SECONDS
  ctest --test-dir "$folder" -j "${CTEST_PARALLEL_LEVEL:-$(nproc)}" --output-on-failure \
    --output-junit "$results.xml" "${select[@]}" 2>&1 |
    test_lines | progress "Testing ($preset)" || true  # what failed is in the results
  printf '%s' $((SECONDS - begin)) >"$results.tested"
  remember "$preset"
}

# ctest's lines: a test that passed is progress, everything else is said.
test_lines() {
  local line
  sed -u -e '/^ *Start /d' -e '/^Internal ctest/d' -e '/^Test project/d' -e '/^[0-9]*% tests passed,/,$d' \
    -e '/^$/d' |
    while IFS= read -r line; do
      if terminal && [[ $line =~ ^\ *([0-9]+)/([0-9]+)\ Test\ +#[0-9]+:\ ([^ ]+)\ .*Passed ]]; then
        line="@ $((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))% ${BASH_REMATCH[3]}"
      fi
      printf '%s\n' "$line"
    done
}

names_of_tests() { ctest --test-dir "$1" -N "${@:2}" | sed -n 's/^ *Test *#[0-9]*: \([^ ]*\).*/\1/p'; }
labels_of() { ctest --test-dir "$1" --print-labels | sed -n 's/^  //p' | paste -sd ' '; }

# programs_of_tests FOLDER SELECTION…: the files of the build that the commands of the tests name. (ctest writes a
# backslash before a space.)
programs_of_tests() {
  local folder=$1
  shift
  ctest --test-dir "$folder" -N -V "$@" 2>&1 |
    sed -n -e 's/^Could not find executable //p' -e 's/^[0-9]*: Test command: //p' | sed 's/\\\(.\)/\1/g' |
    grep -oE '^[^"]+|"[^"]*"' | tr ';' '\n' |
    folder="$folder/" awk '{ sub(/ $/, ""); gsub(/"/, ""); at = index($0, ENVIRON["folder"])
                             if (at) print substr($0, at + length(ENVIRON["folder"])) }' | sort -u |
    { grep -xFf <(ninja -C "$folder" -t targets all | sed 's/: [^:]*$//') || true; }
}
