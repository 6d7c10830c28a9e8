# The exercises: what the programs in chapters/15_unroll/course are asked. Read by ./unroll.
# shellcheck shell=bash

# command_course COMMAND ARGUMENT…: builds the program that knows the command and becomes it. What most checks stand on
# is built along with it: one after the other, a core would have nothing to do at the end of each.
command_course() {
  local program=unroll_course unsanitized=dev along=() presets=()
  case $1 in check | run | watch | verify) unsanitized=$(quicker) ;; esac
  case $1 in
    check | run | watch) along=(unroll_check_parts) ;;
    verify | new | export | update) program=unroll_upkeep ;;
  esac
  if [[ $unsanitized != dev && " $* " != *" --presets "* ]]; then presets=(--presets "$unsanitized,asan,tsan") along=(); fi
  need "${to_check[@]}"
  fails_with=2  # what cannot be built is no exercise that fails
  build dev "$program" "${along[@]}"
  program=$(built dev "$program") || exit
  if [[ $1 == update ]]; then alone update; locked updating; fi  # it holds both to its end
  if [[ $1 == check && " $* " == *" --own "* && " $* " != *" --json "* ]]; then check_own "$program" "${@:2}" "${presets[@]}"; fi
  exec "$program" "$root" "$@" "${presets[@]}"
}

# check_own PROGRAM ARGUMENT…: exercises on the student's own headers of the chapters below. If they pass, the tests of these chapters
# run on the same headers.
check_own() {
  local program=$1 below
  shift
  below=$("$program" "$root" own-headers "$@") || exit
  attended "$program" "$root" check "$@" || exit
  [[ -n $below ]] || exit 0
  say "Now the tests of the chapters below, on your headers: ${below//$'\n'/, } (the first time they are built, and that takes minutes)."
  mapfile -t below <<<"$below"
  fails_with=1  # their own header does not build
  command_test --own "${below[@]}"
  exit
}

# The chapters that stand on headers of the student's, which lie in front of the chapters' then. Needs: the runner is built. (Not in
# here: what is in a subshell hears of no interruption.)
chapters_on_own() {
  local program
  program=$(built dev unroll_course) || exit
  "$program" "$root" own-headers
}

# The preset in which an exercise is compiled without sanitizers: clang takes half as long as g++, where it is there.
# That is looked at once: what was built with it is good as long as the compiler is where it was.
quicker() {
  local built=$root/.build/clang/course/compile.txt compiler
  if [[ -e $built ]]; then
    read -r compiler <"$built"
    if [[ -x $compiler ]]; then echo clang; else echo dev; fi
  elif present clang; then echo clang
  else echo dev
  fi
}

# How far the exercises are, if the runner was ever built; it is not built for that.
exercises_status() {
  local program=$root/.build/dev/chapters/15_unroll/unroll_course
  if [[ ! -x $program ]]; then
    echo "Exercises: none done yet. ./unroll check tries the first, docs/exercises.md"
    echo "says how."
  elif ! "$program" "$root" status; then
    return 0  # it has said why
  fi
}

# For the runner: what tests of exercises stand on, in a preset. It ends us, and all that we start, by our group: so nothing
# is started in another one.
command_build_parts() {
  child=inside
  (($# == 2)) || cannot "build-parts is the runner's own: it takes a preset and a target"
  check_presets "$1"
  need "${to_check[@]}"
  build "$1" "$2"
}

# An exercise, or a program of your own?
is_program() { [[ ${1-} == -* || ${1-} =~ \.(cpp|cc|cxx)$ || -f ${1-} || (-d ${1-} && ${1-} =~ [./]) ]]; }
