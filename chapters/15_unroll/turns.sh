# Who takes turns with whom, and what an interruption ends. Read by ./unroll.
# shellcheck shell=bash

# For how many seconds it has waited for others: what it did took so much less.
waited=0

# locked WHAT: from here to `unlocked` no other unroll builds or installs in this folder.
locked() {
  local begin=$SECONDS told=''
  until [[ -n $told && /dev/fd/9 -ef $state/lock ]]; do  # whoever cleans takes the lock away, too: then it is another one
    writable
    exec 9>>"$state/lock"
    if ! flock -n 9; then
      [[ -n $told ]] || say "Another unroll is at work in this folder: $(cat "$state/doing" 2>/dev/null)."
      [[ -n $told ]] || say "Waiting until it is done …"
      attended flock 9
      waited=$((waited + SECONDS - begin))
    fi
    told=yes
  done
  echo "$1 since $(date +%H:%M:%S), process $$" >"$state/doing"
}
unlocked() { exec 9>&-; }

# alone WHAT: from here to its end no other unroll tests, tours, updates or cleans in this folder: results would mix.
alone() {
  local told=''
  writable
  exec 8>>"$state/alone"
  until flock -n 8 && [[ /dev/fd/8 -ef $state/alone ]]; do
    [[ -n $told ]] || say "Another unroll is testing, touring, updating or cleaning in this folder. Waiting with '$1' until it is done …"
    told=yes
    attended flock 8
    writable
    if [[ ! /dev/fd/8 -ef $state/alone ]]; then exec 8>>"$state/alone"; fi
  done
}

writable() {
  if mkdir -p "$state" 2>/dev/null && [[ -w $state ]]; then return; fi
  cannot "cannot write in $root; copy the folder to a place of your own and run ./unroll there"
}

# What an interruption ends before unroll ends: a process, or (negative) a group of them; `inside`: we are in such a group.
child=''

# attended COMMAND…: runs it, without input, as a group of processes that an interruption ends as a whole. bash
# hears a signal only while it waits for something in the background; hence the `&`.
attended() {
  local status=0
  if [[ -n $child ]]; then "$@"; return; fi  # it is inside such a group already
  set -m
  (child=inside; "$@") </dev/null &
  child=-$!
  set +m
  wait "${child#-}" || status=$?
  child=''
  return "$status"
}

# attended_program COMMAND…: the same for a student's program, which has the terminal's input and all its signals.
# bash's own words on a program that a signal ended go to a file: that there are any tells it from an exit status.
attended_program() {
  local status=0 notice=$state/notice.$$
  (trap - INT QUIT; exec "$@") <&0 &
  child=$!
  wait "$child" 2>"$notice" || status=$?
  child=''
  if [[ -s $notice ]]; then ended_by "$(kill -l "$((status - 128))")"; fi
  rm -f "$notice"
  return "$status"
}

# ended_by SIGNAL: that a signal ended a student's program, and what that means.
ended_by() {
  local meaning=''
  case $1 in
    ABRT) meaning=' (an uncaught exception or an assertion, see above)' ;;
    SEGV | BUS) meaning=". It used memory that is not its own, or its stack was full: '--preset asan' names the line" ;;
    FPE) meaning=' (a division by zero, for example)' ;;
    KILL) meaning=' (from outside: perhaps the memory was full)' ;;
  esac
  say "${red}unroll:$plain your program was ended by SIG$1$meaning"
}

# Whoever of a group takes more than two seconds to end is ended.
gone() {
  local tenths
  for ((tenths = 0; tenths < 20; ++tenths)); do
    kill -0 -- "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "$1" 2>/dev/null || true
}

# interrupted SIGNAL NUMBER
interrupted() {
  trap '' INT TERM HUP PIPE
  if [[ -n $child && $child != inside ]]; then
    if [[ $child == -* ]]; then kill -TERM -- "$child"; else kill -"$1" "$child"; fi 2>/dev/null || true
    wait "${child#-}" 2>/dev/null || true
    gone "$child"
  fi
  rm -f "$state/notice.$$"
  [[ $child == inside ]] || printf '\nInterrupted. Run the same again: it goes on from here.\n' >&2 || true  # the terminal may be gone
  exit $((128 + $2))
}

trap 'interrupted HUP 1' HUP
trap 'interrupted INT 2' INT
trap 'interrupted TERM 15' TERM
