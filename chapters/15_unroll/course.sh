# The exercises: what the course runner (chapters/15_unroll/course) is asked. Read by ./unroll.
# shellcheck shell=bash

# command_course COMMAND ARGUMENT…: builds the runner and becomes it.
command_course() {
  local program
  need "${to_check[@]}"
  build dev unroll_course
  program=$(built dev unroll_course) || exit
  exec "$program" "$root" "$@"
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

# For the runner: what tests of exercises stand on, in a preset.
command_build_parts() {
  (($# == 2)) || cannot "build-parts is the runner's own: it takes a preset and a target"
  check_presets "$1"
  need "${to_check[@]}"
  build "$1" "$2"
}

# An exercise, or a program of your own?
is_program() { [[ ${1-} == -* || ${1-} =~ \.(cpp|cc|cxx)$ || -f ${1-} ]]; }
