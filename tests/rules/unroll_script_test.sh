#!/usr/bin/env bash
# What ./unroll promises, without a network and without a build: on a copy of the tree, in a folder with a space in its
# name, with stand-ins for the programs that it calls.
#   unroll_script_test.sh ROOT NAME [PROGRAM…]      runs the test of that name
set -euo pipefail

root=$1
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
copy="$box/a copy"
bin=$box/bin
mkdir -p "$copy" "$bin"
cp -r "$root/unroll" "$root/CMakeLists.txt" "$root/CMakePresets.json" "$root/chapters" "$copy"
(cd "$root" && cp --parents tests/equivalence/arguments.cpp tests/bench/table.cpp "$copy")
unroll=$copy/unroll
export NO_COLOR=1
status=0 out='' err=''

# run COMMAND…: keeps its exit status, its output and its errors. Without a terminal, without input.
run() {
  status=0
  "$@" </dev/null >"$box/out" 2>"$box/err" || status=$?
  out=$(<"$box/out") err=$(<"$box/err")
}

failed() {
  printf 'expected: %s\nexit status: %s\nstdout:\n%s\nstderr:\n%s\n' "$1" "$status" "$out" "$err" >&2
  exit 1
}
ends_with() { [[ $status == "$1" ]] || failed "exit status $1"; }
# However its lines are broken.
flat() {
  local words
  read -rd '' -a words <<<"$1" || true
  printf '%s\n' "${words[*]}"
}
says() { [[ $out == *"$1"* || $(flat "$out") == *"$(flat "$1")"* ]] || failed "stdout says: $1"; }
warns() { [[ $err == *"$1"* || $(flat "$err") == *"$(flat "$1")"* ]] || failed "stderr says: $1"; }
never_says() { [[ $out$err != *"$1"* ]] || failed "nowhere: $1"; }
is_silent() { [[ -z $out ]] || failed "nothing on stdout"; }

# stand_in NAME: from here on the command is a script, read from standard input.
stand_in() {
  { echo '#!/bin/sh'; cat; } >"$bin/$1"
  chmod +x "$bin/$1"
  PATH=$bin:$PATH
}

# A system where no compiler is installed, but all that the script itself calls.
bare_system() {
  local name
  for name in bash sh env awk sed grep sort head tail paste cat cut mkdir rm mv cp ln date flock readlink dirname basename \
    find nproc printf tput tee uniq wc; do
    if [[ -n $(type -P "$name") ]]; then ln -sf "$(type -P "$name")" "$bin/$name"; fi
  done
  printf 'ID=%s\nVERSION_ID="%s"\n' "$1" "$2" >"$box/os-release"
  export UNROLL_OS_RELEASE=$box/os-release
}
on_bare_system() { PATH=$bin run "$@"; }

help_names_every_command() {
  run "$unroll" --help
  ends_with 0
  local command
  for command in tour test run book trace diff bench equivalence clean --no-install --version; do says "$command"; done
}

help_fits_in_80_columns() {
  local command line
  export LC_ALL=C.UTF-8
  for command in '' trace equivalence bench; do
    # shellcheck disable=SC2086
    run "$unroll" $command --help
    ends_with 0
    says "./unroll $command"
    while IFS= read -r line; do ((${#line} <= 80)) || failed "80 columns: $line"; done <<<"$out"
  done
}

# Another unroll holds the lock, and there is no compiler: whoever waited or built would never answer.
help_and_wrong_words_are_answered_at_once() {
  local command words why timeout
  timeout=$(type -P timeout)
  bare_system debian 12
  mkdir -p "$copy/.unroll"
  exec 7>>"$copy/.unroll/lock"
  flock 7
  for command in trace equivalence bench; do
    on_bare_system "$timeout" 20 "$unroll" "$command" --help
    ends_with 0
    says "./unroll $command "
  done
  while IFS='|' read -r words why; do
    # shellcheck disable=SC2086
    on_bare_system "$timeout" 20 "$unroll" $words
    ends_with 2
    is_silent
    warns "unroll ${words%% *}: $why"
  done <<'END'
trace|which file?
trace --frobnicate x.json|there is no option --frobnicate
trace --svg circles x.json|there is no graph "circles"; there are causes, futures, awaits
trace --svg causes x.json y.json|one file at a time
trace x.json --at soon|--at takes a number, not "soon"
trace x.json -o|-o takes a value
equivalence|say one of --stage NAME FILE
equivalence --frobnicate|there is no option --frobnicate
equivalence --random many|--random takes a number, not "many"
equivalence --stage 01_queue|--stage takes a FILE
bench --frobnicate|there is no option --frobnicate
END
  on_bare_system "$timeout" 20 "$unroll" run "$root/README.md"
  ends_with 2
  warns "takes a C++ program (.cpp, .cc or .cxx), and this is none: $root/README.md"
}

# What is right is not refused: it goes on to ask for a compiler.
right_words_are_not_refused() {
  local words
  bare_system slackware 15
  for words in 'trace x.json' 'trace --svg x.json' 'trace x.json --svg' 'trace --at 3 --dot awaits x.json -o y' \
    'trace x.json --html' 'trace x.json --html y.html' 'trace --html x.json' \
    'equivalence --random 5 --seed 1 --level 2 --oracle --pair 01_queue,02_callbacks' 'equivalence --list' \
    'equivalence --stage 01_queue -' 'equivalence --draw 3' 'bench --json --quick' 'bench x.json y.json'; do
    # shellcheck disable=SC2086
    on_bare_system "$unroll" $words
    ends_with 2
    warns "installs nothing by itself"
  done
}

# Called with the programs that are built here: what the script says of them is what they say of themselves.
help_is_that_of_the_program() {
  local program command
  for program in "${programs[@]}"; do
    command=${program##*/unroll_}
    run "$program" --help
    local own=$out
    run "$unroll" "${command%_table}" --help
    [[ $out == "$own" ]] || failed "what $program --help says: $own"
  done
}

version_is_that_of_the_project() {
  run "$unroll" --version
  ends_with 0
  [[ $out == "unroll $(sed -n 's/^project(unroll VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")" ]] || failed "the version"
}

what_it_does_not_know_ends_with_2() {
  local words
  for words in frobnicate 'test --frobnicate' 'test --preset frobnicate' 'test --preset' 'test --junit' 'diff 02' 'diff 02 99' 'run' \
    'run missing.cpp' 'clean all' 'tour twice'; do
    # shellcheck disable=SC2086
    run "$unroll" $words
    ends_with 2
    is_silent
    warns "unroll:"
  done
  cd "$copy"
  run "$unroll" run chapters/01_queue
  ends_with 2
  warns "this is a folder: chapters/01_queue"
  for words in check reset verify explain; do
    run "$unroll" "$words" --help
    ends_with 0
    says "./unroll $words "
  done
}

what_is_piped_is_plain_and_fits_in_80_columns() {
  local words line
  export LC_ALL=C.UTF-8 TERM=xterm
  unset NO_COLOR
  mkdir -p "$copy/.unroll/results" "$copy/.unroll/runs"
  echo today >"$copy/.unroll/toured"
  echo "17 2 2026-01-31 12:00 clang-asan" >"$copy/.unroll/results/01_queue"
  touch "$copy/.unroll/runs/a_program.json" "$copy/.unroll/runs/another.json"
  stand_in g++ <<<'echo "no such thing" >&2; exit 1'  # so that the doctor has much to say
  for words in '' --no-install '--text --help' doctor 'diff 02' 'trace a b' 'run no_such.cpp' 'equivalence --draw x' luck \
    '--text tour please' 'clean up' 'bench --slow'; do
    # shellcheck disable=SC2086
    run "$unroll" $words
    [[ $out$err != *$'\e'* ]] || failed "no escape codes in '$words'"
    while IFS= read -r line; do
      ((${#line} <= 80)) || [[ $line == *"$box"* ]] || failed "80 columns in '$words': $line"
    done <<<"$out"$'\n'"$err"
  done
}

text_is_text_in_a_terminal_too() {
  mkdir -p "$copy/.unroll"
  echo today >"$copy/.unroll/toured"
  run env -u NO_COLOR TERM=xterm script -qec "'$unroll'" /dev/null
  says $'\e'
  run env -u NO_COLOR TERM=xterm script -qec "'$unroll' --text" /dev/null
  never_says $'\e'
}

no_install_lists_what_is_missing_and_why() {
  bare_system debian 12
  stand_in apt-get <<<'echo "apt-get was called" >&2; exit 1'
  on_bare_system "$unroll" --no-install
  ends_with 2
  warns "g++ "
  warns "compiles everything"
  warns "graphviz "
  warns 'apt-get install --no-install-recommends \ g++ cmake ninja-build'
  [[ $err != *"apt-get was called"* ]] || failed "apt-get is not called"
  on_bare_system "$unroll" trace --no-install x.json
  ends_with 2
  [[ $err != *libgtest-dev* ]] || failed "only what the command needs"
}

apt_may_have_much_to_say_of_a_package() {
  bare_system debian 12
  stand_in apt-get <<<'exit 1'
  stand_in apt-cache <<'END'
if [ "$2" = clang-18 ]; then
  echo '  Candidate: 1:18'
  awk 'BEGIN { for (; i < 100000; ++i) print "        one of many lines" }'
fi
END
  on_bare_system "$unroll" --no-install
  ends_with 2
  warns clang-18  # wherever the line is broken
  warns libclang-rt-18-dev
}

another_system_is_told_how_to_go_on() {
  bare_system slackware 15
  on_bare_system "$unroll"
  ends_with 2
  warns "Debian 12, Debian 13 and Ubuntu 24.04"
  warns "cmake --preset dev"
}

a_failed_installation_says_why() {
  bare_system debian 13
  stand_in apt-get <<<'echo "E: Failed to fetch http://example.invalid  Could not resolve" ; exit 100'
  stand_in sudo <<<'if [ "$1" = -n ]; then shift; fi; exec "$@"'
  on_bare_system "$unroll" trace x.json
  ends_with 1
  warns "is there a network?"
  warns "install.log"
}

an_old_shell_is_told_what_it_needs() {
  export UNROLL_BASH_VERSION=3.2.57
  run "$unroll" --help
  ends_with 2
  is_silent
  warns "needs bash 4.4 or later"
  unset UNROLL_BASH_VERSION
  if [[ -z $(type -P dash) ]]; then return; fi
  run dash "$unroll" --help
  ends_with 2
  warns "needs bash 4.4 or later, and this is another shell"
}

an_interrupted_installation_is_told_how_to_finish() {
  bare_system debian 12
  stand_in apt-get <<<'echo "E: dpkg was interrupted, you must manually run ... to correct it."; exit 100'
  stand_in sudo <<<'if [ "$1" = -n ]; then shift; fi; exec "$@"'
  on_bare_system "$unroll" trace x.json
  ends_with 1
  warns "dpkg --configure -a, then run this again"
}

sudo_that_cannot_ask_is_not_called() {
  bare_system debian 12
  stand_in apt-get <<<'echo "apt-get was called" >&2; exit 1'
  stand_in sudo <<<'echo "sudo: a password is required" >&2; exit 1'
  local user=()
  if ((EUID == 0)); then
    chmod -R a+rwX "$box"
    user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  fi
  run env PATH="$PATH" setsid -w "${user[@]}" env PATH="$bin" "$unroll" trace x.json
  ends_with 2
  warns "sudo would ask for a password, and there is no terminal"
  warns "This installs them: sudo apt-get install"
  [[ $err != *"apt-get was called"* ]] || failed "apt-get is not called"
}

after_the_tour_it_says_where_you_are() {
  mkdir -p "$copy/.unroll/results"
  echo today >"$copy/.unroll/toured"
  echo "17 0 2026-01-31 12:00 dev" >"$copy/.unroll/results/01_queue"
  run "$unroll"
  ends_with 0
  says "17 passed, 2026-01-31 12:00 (dev)"
  says "09_writer       a loop on a thread of its own owns a resource"
  says "You are at 02_callbacks"
}

a_folder_that_cannot_be_written_is_said() {
  fake_build 'exit 0'
  touch "$copy/.unroll"  # a file stands where the folder would be: nobody can write there, root neither
  run "$unroll" trace my.json
  ends_with 2
  warns "cannot write"
}

a_link_to_it_finds_its_folder() {
  ln -s "$unroll" "$box/link"
  cd /
  run "$box/link" --version
  ends_with 0
  says "unroll "
}

# The build is a stand-in that says what it was asked for and waits until it is let go.
fake_build() {
  if [[ ! -p $box/begun ]]; then mkfifo "$box/begun" "$box/go_on"; fi
  stand_in cmake <<END
case "\$*" in
  *--version*) echo "cmake version 3.25.1" ;;
  *--preset*) mkdir -p "$copy/.build/dev" && touch "$copy/.build/dev/build.ninja" "$copy/.build/dev/unroll_trace"
              printf '#!/bin/sh\necho the trace of "\$@"\n' >"$copy/.build/dev/unroll_trace"; chmod +x "$copy/.build/dev/unroll_trace" ;;
  *) $1 ;;
esac
END
  stand_in ninja <<<'exit 0'
  stand_in g++ <<<'echo 12.2.0'
  stand_in dot <<<'exit 0'
}

words_of_the_build_do_not_mix_with_output() {
  fake_build 'echo "@  50% half"; echo "a warning"'
  run "$unroll" trace my.json
  ends_with 0
  [[ $out == "the trace of my.json" ]] || failed "nothing but the trace on stdout"
  warns "a warning"
}

a_failed_build_is_shown_in_full() {
  fake_build 'echo "@  50% half"; echo "error: here it is wrong"; exit 1'
  run "$unroll" trace my.json
  ends_with 1
  is_silent
  warns "error: here it is wrong"
}

what_a_check_stands_on_and_does_not_build_is_no_failed_exercise() {
  fake_build 'echo "error: here it is wrong"; exit 1'
  run "$unroll" check
  ends_with 2
  is_silent
  warns "error: here it is wrong"
}

# As if the runner were built: it tells what it is asked.
fake_runner() {
  fake_build "$1"
  mkdir -p "$copy/.build/dev"
  printf '#!/bin/sh\nshift\necho the runner of "$@"\n' | tee "$copy/.build/dev/unroll_course" >"$copy/.build/dev/unroll_upkeep"
  chmod +x "$copy/.build/dev/unroll_course" "$copy/.build/dev/unroll_upkeep"
  stand_in g++ <<<'if [ "$1" = -dumpfullversion ]; then echo 12.2.0; fi'  # and it finds each header
}

# The doctor's part about sanitizers, on a machine where all else is well. What it builds is the program on standard input.
doctor_with_programs() {
  { echo '#!/bin/sh'; cat; } >"$box/built"
  stand_in g++ <<END
if [ "\$1" = -dumpfullversion ]; then echo 12.2.0; exit; fi
while [ "\$1" != -o ]; do shift; done
cp "$box/built" "\$2" && chmod +x "\$2"
END
  sed '/^main "\$@"$/d' "$unroll" >"$copy/parts"
  printf '%s\n' 'doctor_packages() { :; }' 'doctor_machine() { :; }' "command_doctor $*" >>"$copy/parts"
  run bash "$copy/parts"
}

a_sanitizer_that_sees_nothing_is_told_how_to_be_mended() {
  local kind
  doctor_with_programs <<<'exit 0'
  ends_with 1
  for kind in address undefined thread leak; do
    says "no   $kind: it did not see the bug. In a container: allow ptrace and personality (--security-opt seccomp=unconfined)"
  done
  warns "Mend what is marked with 'no', and ask the doctor again."
  doctor_with_programs <<<'exit 66'
  ends_with 1
  says "no   thread: it ended without a report"
  says "Try: sysctl vm.mmap_rnd_bits=28"
  doctor_with_programs <<<'echo "WARNING: ThreadSanitizer: data race" >&2; exit 66'
  ends_with 1
  for kind in address undefined thread; do says "yes  $kind"; done
  never_says "no   thread"
  says "no   leak"  # it was something else that was seen
  doctor_with_programs <<<'echo "ERROR: LeakSanitizer: detected memory leaks" >&2; exit 66'
  ends_with 0
  for kind in address undefined thread leak; do says "yes  $kind"; done
  doctor_with_programs <<'END'
printf '==1==LeakSanitizer has encountered a fatal error.\n==1==HINT: LeakSanitizer does not work under ptrace (strace, gdb, etc)\n' >&2
exit 66
END
  ends_with 1
  says "no   leak: it cannot look for leaks here"
  says "--cap-add=SYS_PTRACE"
}

the_doctor_writes_nowhere_if_there_is_no_room() {
  stand_in mktemp <<<'exit 1'
  doctor_with_programs <<<'exit 0'
  ends_with 1
  says "no   nothing can be tried: there is no room for a folder in ${TMPDIR:-/tmp}"
  never_says address
}

# With the compiler and the sanitizers of this machine, which may be one on which nobody can look for leaks.
the_doctor_has_a_leak_to_be_seen() {
  local part
  part=$(sed -n "s/^ *\[leak\]='\(.*\)'$/\1/p" "$copy/chapters/15_unroll/doctor.sh")
  echo "$part" >"$box/leak.cpp"
  [[ -n $part ]] && g++ -std=c++20 -g -fsanitize=address "$box/leak.cpp" -o "$box/leak" || failed "a program with a leak"
  run "$box/leak"
  warns LeakSanitizer
}

the_doctor_tells_programs_in_json() {
  doctor_with_programs --json <<<'exit 0'
  ends_with 1
  python3 -c '
import json, sys
told = json.load(sys.stdin)
assert [one["part"] for one in told] == 4 * ["Sanitizers"], told
assert all(one["well"] is False and "did not see the bug" in one["text"] for one in told), told' <"$box/out" || failed "a list of four"
  doctor_with_programs --json <<<'echo "a \"quoted\\\\word" >&2; exit 66'
  python3 -c '
import json, sys
assert all("ended without a report: a \"quoted\\word. Try" in one["text"] for one in json.load(sys.stdin))' <"$box/out" || failed "what a program says is quoted"
  doctor_with_programs --json <<<'echo "ERROR: LeakSanitizer: detected memory leaks" >&2; exit 66'
  ends_with 0
  python3 -c '
import json, sys
assert [(one["text"], one["well"]) for one in json.load(sys.stdin)] == [(kind, True) for kind in ("address", "undefined", "thread", "leak")]' <"$box/out" ||
    failed "all is well"
}

# A local variable is seen by all that its function calls: none may have the name of one that all of them read.
no_function_hides_what_all_read() {
  local names hidden
  names=$(cat "$copy/unroll" "$copy"/chapters/15_unroll/*.sh | grep -E '^[a-z_]+=' | grep -oE '(^| )[a-z_]+=' | tr -d ' =' | sort -u | paste -sd '|')
  hidden=$(grep -nE "^ *local ([^#]* )?($names)(=|\$| )" \
    "$copy"/chapters/15_unroll/*.sh "$copy/unroll" || true)
  [[ -z $hidden ]] || failed "these hide what others read: $hidden"
}

exercises_are_compiled_by_clang_where_it_is() {
  fake_runner "echo \"\$@\" >>'$box/built'"
  stand_in clang++-19 <<<'exit 0'
  run "$unroll" check loop
  ends_with 0
  [[ $out == "the runner of check loop --presets clang,asan,tsan" ]] || failed "clang for what has no sanitizer"
  grep -q 'unroll_course$' "$box/built" || failed "the parts are built with clang, by the runner, and not $(<"$box/built")"
  run "$unroll" verify loop
  [[ $out == "the runner of verify loop --presets clang,asan,tsan" ]] || failed "what students get is what is proved"
  run "$unroll" check loop --presets dev,asan,tsan
  [[ $out == "the runner of check loop --presets dev,asan,tsan" ]] || failed "who says how gets that"
  run "$unroll" hint
  [[ $out == "the runner of hint" ]] || failed "nothing is compiled for a hint"
}

# A runner that names CHAPTERS, and ends with STATUS when it checks.
runner_with_own_headers() {
  { echo '#!/bin/sh'
    echo "case \"\$2\" in own-headers) shift; echo \"\$*\" >>'$box/asked'; printf '%b' '$1' ;; *) echo checked; exit $2 ;; esac"
  } >"$copy/.build/dev/unroll_course"
}

# With such a runner; what is built and what is tested is kept.
own_headers_and_tests() {
  fake_tests "echo \"\$*\" >>'$box/built'"
  mkdir -p "$copy/.build/dev"
  stand_in g++ <<<'if [ "$1" = -dumpfullversion ]; then echo 12.2.0; fi'  # and it finds each header
  runner_with_own_headers "$@"
  chmod +x "$copy/.build/dev/unroll_course"
  mkdir -p "$copy/.build/own"
  stand_in ctest <<END
case "\$*" in
  *-N\ -V*) echo 'Could not find executable $copy/.build/own/a_test' ;;
  *-N*) echo "  Test #1: one_test" ;;
  *) echo "\$*" >>"$box/tested"
     while [ "\$1" != --output-junit ]; do shift; done; cp "$box/results.xml" "\$2" ;;
esac
END
  stand_in ninja <<<'case "$*" in *targets*) echo "a_test: CXX" ;; esac'
}

a_check_on_your_own_headers_runs_the_tests_below_on_them() {
  own_headers_and_tests '01_queue\n02_callbacks\n' 0
  run "$unroll" check 03 --own
  ends_with 0
  says checked
  warns "on your headers: 01_queue, 02_callbacks"
  [[ $(<"$box/asked") == own-headers\ 03\ --own* ]] || failed "of this check, and not $(<"$box/asked")"
  grep -q '/own .*-L ^(01_queue|02_callbacks)\$' "$box/tested" || failed "the tests of both, and not $(<"$box/tested")"
  grep -q 'own --target a_test$' "$box/built" || failed "what they run is built, and not $(<"$box/built")"
}

# What exercises need is enough: no socat, no libuv, no Python.
a_check_on_your_own_headers_asks_for_no_more_packages() {
  local program
  bare_system debian 12
  for program in cmp tr comm seq sleep id rmdir touch chmod stat; do
    if [[ -n $(type -P "$program") ]]; then ln -sf "$(type -P "$program")" "$bin/$program"; fi
  done
  own_headers_and_tests '01_queue\n' 0
  stand_in g++ <<'END'
case "$*" in
  -dumpfullversion) echo 12.2.0 ;;
  *) ! grep -qE 'uv\.h|asio|benchmark' ;;
esac
END
  rm "$bin/socat" "$bin/nc" "$bin/python3"
  on_bare_system "$unroll" check 03 --own --no-install
  never_says missing
  ends_with 0
  warns "on your headers: 01_queue"
  says "1 passed, 0 failed"
}

a_check_on_your_own_headers_hears_a_signal() {
  own_headers_and_tests '01_queue\n' 0
  mkfifo "$box/checking"
  printf '#!/bin/sh\ncase "$2" in own-headers) echo 01_queue ;; *) echo $$ >"%s"; exec sleep 1000 ;; esac\n' "$box/checking" \
    >"$copy/.build/dev/unroll_course"
  "$unroll" check 03 --own >"$box/first" 2>&1 </dev/null &
  local first=$! checking
  read -r checking <"$box/checking"
  kill -TERM "$first"
  local tenths
  for ((tenths = 0; tenths < 50; ++tenths)); do if is_running "$first"; then sleep 0.1; fi; done
  if is_running "$first"; then kill "$checking"; failed "it ends at once"; fi
  status=0
  wait "$first" || status=$?
  ends_with 143
  ! is_running "$checking" || failed "and so does the check"
}

# What is a student's own is no mistake of whoever asked.
a_header_of_your_own_that_does_not_build_is_a_failure() {
  own_headers_and_tests '01_queue\n' 0
  stand_in cmake <<END
case "\$*" in
  *--version*) echo "cmake version 3.25.1" ;;
  *--build*/own*) echo "error: here it is wrong"; exit 1 ;;
esac
END
  run "$unroll" check 03 --own
  ends_with 1
  warns "error: here it is wrong"
  warns "own: was not built, see above"
  says "0 passed, 1 failed"
}

a_signal_ends_the_build_for_a_test_on_your_own_headers() {
  own_headers_and_tests '01_queue\n' 0
  interrupted_by TERM 143 test --own
}

what_fails_on_your_own_headers_or_is_for_programs_runs_no_tests_below() {
  own_headers_and_tests '01_queue\n' 0
  run "$unroll" check 03 --own --json
  ends_with 0
  [[ $out == checked ]] || failed "nothing but JSON"
  runner_with_own_headers '01_queue\n' 1
  run "$unroll" check 03 --own
  ends_with 1
  runner_with_own_headers '' 0
  run "$unroll" check 03 --own
  ends_with 0
  [[ ! -e $box/tested ]] || failed "no test is run: $(<"$box/tested")"
}

the_tests_run_on_your_own_headers_alone() {
  own_headers_and_tests '01_queue\n02_callbacks\n' 0
  run "$unroll" test --own
  ends_with 0
  [[ $(<"$box/asked") == own-headers ]] || failed "of no check, and not $(<"$box/asked")"
  grep -q -- '-L ^(01_queue|02_callbacks)\$' "$box/tested" || failed "the tests of both, and not $(<"$box/tested")"
  run "$unroll" test 02 --own
  grep -q -- '-L ^(02_callbacks)\$' "$box/tested" || failed "those of one, and not $(<"$box/tested")"
  run "$unroll" test --own --preset asan
  ends_with 2
  warns "has a preset of its own"
  runner_with_own_headers '' 0
  run "$unroll" test --own
  ends_with 2
  warns "no header of the chapters is yours yet"
}

# A clang that was never tried is tried: without its sanitizers it is none. One that was built with is only looked for.
exercises_are_compiled_by_gcc_where_clang_is_not() {
  fake_runner "echo \"\$@\" >>'$box/built'"
  local version
  for version in 16 17 18 19 20 21 22; do stand_in "clang++-$version" <<<'exit 1'; done
  run "$unroll" check loop
  [[ $out == "the runner of check loop" ]] || failed "g++, as everything else"
  grep -q 'unroll_course unroll_check_parts$' "$box/built" || failed "with its parts, and not $(<"$box/built")"
  mkdir -p "$copy/.build/clang/course"
  echo "$bin/clang++-19" >"$copy/.build/clang/course/compile.txt"
  run "$unroll" check loop
  [[ $out == *--presets\ clang,* ]] || failed "it was built with"
  rm "$bin/clang++-19"
  run "$unroll" check loop
  [[ $out == "the runner of check loop" ]] || failed "it was taken away"
}

another_clang_begins_anew() {
  local folder=$copy/.build/clang
  fake_runner 'exit 0'
  stand_in clang++-19 <<<'echo "clang version 19.1.7"'
  mkdir -p "$folder"
  touch "$folder/build.ninja" "$folder/kept"
  echo "CMAKE_HOME_DIRECTORY:INTERNAL=$copy" >"$folder/CMakeCache.txt"
  echo "CMAKE_CXX_COMPILER:STRING=$bin/clang++-19" >>"$folder/CMakeCache.txt"
  echo "clang version 19.1.7" >"$folder/compiled_by"
  run "$unroll" build-parts clang unroll_check_parts
  [[ -e $folder/kept ]] || failed "the same clang goes on"
  echo "clang version 19.1.3" >"$folder/compiled_by"
  run "$unroll" build-parts clang unroll_check_parts
  warns "clang is not the one that it was: building clang anew"
  [[ ! -e $folder/kept ]] || failed "nothing is left of the one before"
}

# Another than the preset names, which CMake would take for a new one and begin anew, or not at all.
the_clang_of_a_build_folder_stays_when_it_is_configured_again() {
  local folder=$copy/.build/clang
  fake_runner 'exit 0'
  stand_in clang++-19 <<<'exit 1'
  stand_in clang++-17 <<<'echo "clang version 17.0.6"'
  stand_in cmake <<<"case \"\$*\" in *--version*) echo 'cmake version 3.25.1' ;; *--preset*) echo \"\$*\" >>'$box/configured' ;; esac"
  mkdir -p "$folder"
  touch "$folder/build.ninja"
  echo "CMAKE_HOME_DIRECTORY:INTERNAL=$copy" >"$folder/CMakeCache.txt"
  echo "CMAKE_CXX_COMPILER:STRING=$bin/clang++-17" >>"$folder/CMakeCache.txt"
  echo "clang version 17.0.6" >"$folder/compiled_by"
  echo "with other packages" >"$folder/made_with"
  run "$unroll" build-parts clang unroll_check_parts
  ends_with 0
  grep -q -- "--preset clang -DCMAKE_CXX_COMPILER=$bin/clang++-17 " "$box/configured" || failed "its own, and not $(<"$box/configured")"
}

# The lock goes with all else that was made; whoever has waited for it does not hold another one than who comes next.
who_has_waited_for_a_clean_takes_turns_with_who_comes_next() {
  fake_build "echo >'$box/begun'; read -r _ <'$box/go_on'"
  mkdir -p "$copy/.unroll"
  exec 5>"$copy/.unroll/lock"
  flock 5
  "$unroll" trace one.json >"$box/first" 2>&1 </dev/null 5>&- &
  local first=$!
  until grep -q "Waiting until it is done" "$box/first" 2>/dev/null; do is_running "$first" || { cat "$box/first" >&2; exit 1; }; done
  rm "$copy/.unroll/lock"
  exec 5>&-
  read -r _ <"$box/begun"
  if flock -n "$copy/.unroll/lock" true; then status=held; else status=taken; fi
  echo >"$box/go_on"
  wait "$first"
  ends_with taken
}

an_update_takes_turns() {
  fake_runner 'exit 0'
  mkdir -p "$copy/.unroll"
  exec 5>"$copy/.unroll/alone"
  flock 5
  "$unroll" update >"$box/first" 2>&1 </dev/null 5>&- &
  local first=$!
  until grep -q "Waiting with 'update'" "$box/first" 2>/dev/null; do
    is_running "$first" || { out=$(<"$box/first"); failed "it waits"; }
  done
  exec 5>&-
  wait "$first"
  out=$(<"$box/first")
  says "the runner of update"
}

two_at_once_take_turns() {
  fake_build "echo >'$box/begun'; read -r _ <'$box/go_on'"
  "$unroll" trace one.json >"$box/first" 2>&1 </dev/null &
  local first=$!
  read -r _ <"$box/begun"
  "$unroll" trace two.json >"$box/second" 2>&1 </dev/null &
  local second=$!
  # The first is let go only when the second has said that it waits.
  until grep -q "Another unroll is at work in this folder: building (dev)" "$box/second" 2>/dev/null; do
    kill -0 "$second" 2>/dev/null || { cat "$box/second" >&2; exit 1; }
  done
  echo >"$box/go_on"
  wait "$first"
  read -r _ <"$box/begun"
  echo >"$box/go_on"
  wait "$second"
  grep -q "the trace of two.json" "$box/second"
}

# interrupted_by SIGNAL STATUS [COMMAND…]: it alone gets the signal; the build ends with it, and the next finds all in order.
interrupted_by() {
  local words=("${@:3}")
  if ((${#words[@]} == 0)); then words=(trace one.json); fi
  fake_build "if [ -e '$box/once' ]; then exit 0; fi
    touch '$box/once'; echo \$\$ >'$box/begun'; read -r _ <'$box/go_on'"
  set -m  # else it would not hear SIGINT in the background
  "$unroll" "${words[@]}" >"$box/first" 2>&1 </dev/null &
  local first=$! build
  set +m
  read -r build <"$box/begun"
  kill -"$1" "$first"
  local tenths
  for ((tenths = 0; tenths < 300; ++tenths)); do if is_running "$first"; then sleep 0.1; fi; done
  ! is_running "$first" || { kill -KILL "$build"; failed "it ends"; }
  status=0
  wait "$first" || status=$?
  out=$(<"$box/first") err=''
  ends_with "$2"
  says "Interrupted. Run the same again"
  ! is_running "$build" || failed "the build has ended too"
  run "$unroll" trace two.json
  ends_with 0
  [[ $out == "the trace of two.json" ]] || failed "the next one finds all in order"
}
# A process that has ended may still wait for whoever asks how.
is_running() { [[ -e /proc/$1/stat && $(cut -d ' ' -f 3 "/proc/$1/stat" 2>/dev/null) != [ZX] ]]; }

# The runner kills the group of whom it has asked to build, and nobody is left to hear a signal.
a_build_of_parts_ends_with_its_group() {
  fake_runner "echo \$\$ >'$box/begun'; read -r _ <'$box/go_on'"
  set -m
  "$unroll" build-parts dev unroll_check_parts >"$box/first" 2>&1 </dev/null &
  local group=$! build
  set +m
  read -r build <"$box/begun"
  kill -KILL -- "-$group"
  wait "$group" 2>/dev/null || true
  local tenths
  for ((tenths = 0; tenths < 50; ++tenths)); do if is_running "$build"; then sleep 0.1; fi; done
  ! is_running "$build" || { kill "$build"; failed "the build has ended too"; }
}

# The first waits until the lock is let go, which takes long enough to be counted by mistake.
# Without its meaning for bash, SECONDS is a clock that only this test moves: the machine may be as slow as it likes.
waiting_is_not_counted_as_building() {
  out=$(
    unset SECONDS
    SECONDS=0 dim='' plain=''
    # shellcheck source=/dev/null
    . "$root/chapters/15_unroll/building.sh"
    locked() { SECONDS=$((SECONDS + 100)); }
    attended() { SECONDS=$((SECONDS + 7)); }
    unlocked() { :; }
    say() { echo "$*"; }
    build dev unroll_trace
  )
  [[ $out == "Built (dev) in 7 s." ]] || failed "only the building is counted"
}

# On a slow machine it says at the end how long it took, too.
progress_is_said_in_fine_steps() {
  fake_build 'for percent in 4 5 7 10 12 50; do echo "@ $percent% a file"; done'
  run "$unroll" trace my.json
  ends_with 0
  [[ ${err%$'\n'"Built (dev) in "*} == "Building (dev) 5 %"$'\n'"Building (dev) 10 %"$'\n'"Building (dev) 50 %" ]] ||
    failed "each 5 %, once"
}

ctrl_c_ends_the_build() { interrupted_by INT 130; }
term_ends_the_build() { interrupted_by TERM 143; }
a_closed_terminal_ends_the_build() { interrupted_by HUP 129; }

a_moved_folder_is_built_anew() {
  fake_build 'exit 0'
  mkdir -p "$copy/.build/dev/left_over"
  echo "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere" >"$copy/.build/dev/CMakeCache.txt"
  run "$unroll" trace my.json
  ends_with 0
  warns "moved or copied"
  [[ ! -e $copy/.build/dev/left_over ]] || failed "the old build folder is gone"
}

# The build is a stand-in, and ctest one that writes the results of random programs.
fake_tests() {
  fake_build "$1"
  stand_in python3 <<<'exit 0'
  stand_in nc <<<'echo OpenBSD >&2'
  stand_in socat <<<'exit 0'
  stand_in ctest <<END
case "\$*" in
  *-N*) echo "  Test #1: one_test" ;;
  *) while [ "\$1" != --output-junit ]; do shift; done; cp "$box/results.xml" "\$2" ;;
esac
END
  cat >"$box/results.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="(empty)" tests="1">
	<testcase name="random_programs" classname="random_programs" time="1" status="run">
		<system-out>seed 4711
01_queue and 02_callbacks: 20123 programs equal to the reference,
  20000 of them in order as written
</system-out>
	</testcase>
</testsuite>
END
}

seeds_and_counts_of_random_programs_are_said() {
  fake_tests 'exit 0'
  run "$unroll" test
  ends_with 0
  warns "dev, random_programs: seed 4711"
  warns "01_queue and 02_callbacks: 20123 programs equal to the reference"
  [[ $out == "1 passed, 0 failed" ]] || failed "the count is the last line"
}

# Beside one that passed: one that failed, one without its program, and two that say in their own ways what they lack.
what_is_skipped_is_named_with_what_it_lacks() {
  fake_tests 'exit 0'
  sed -i '/<\/testsuite>/d' "$box/results.xml"
  cat >>"$box/results.xml" <<'END'
	<testcase name="wrong" classname="wrong" time="1" status="fail">
		<failure message=""/>
		<system-out>it fails</system-out>
	</testcase>
	<testcase name="away" classname="away" time="1" status="notrun">
		<skipped message="Unable to find executable"/>
		<system-out></system-out>
	</testcase>
	<testcase name="talks" classname="talks" time="1" status="notrun">
		<skipped message="SKIP_RETURN_CODE=77"/>
		<system-out>skipped: no &quot;socat&quot; &amp; no &lt;nc&gt;</system-out>
	</testcase>
	<testcase name="pages" classname="pages" time="1" status="notrun">
		<skipped message="SKIP_RETURN_CODE=2"/>
		<system-out>These packages are missing:
  chromium             a browser
  doxygen              a reference
This installs them:
  apt-get install
</system-out>
	</testcase>
</testsuite>
END
  run "$unroll" test
  ends_with 1
  warns "dev, failed: wrong away"
  warns 'dev, skipped: talks: no "socat" & no <nc>'
  warns "dev, skipped: pages: These packages are missing: chromium, doxygen"
  [[ $out == "1 passed, 2 failed, 2 skipped" ]] || failed "the count is the last line, and not $out"
}

what_the_tests_of_a_chapter_run_is_built_before() {
  fake_tests "echo \"\$*\" >>'$box/built'"
  stand_in ninja <<'END'
case "$*" in *targets*) printf '%s: CXX\n' 01_queue/a_test 02_callbacks/b_test tool a_file ;; esac
END
  stand_in ctest <<END
case "\$*" in
  *-N\ -V*) echo 'Could not find executable $copy/.build/dev/02_callbacks/b_test'
            echo '1: Test command: ${copy// /\\ }/.build/dev/01_queue/a_test'
            echo '2: Test command: /usr/bin/python3 "-B" "$copy/tests/a.py" "$copy/.build/dev/tool"' ;;
  *-N*) echo "  Test #1: one_test" ;;
  *) while [ "\$1" != --output-junit ]; do shift; done; cp "$box/results.xml" "\$2" ;;
esac
END
  run "$unroll" test 01
  ends_with 0
  [[ $(<"$box/built") == *" --target 01_queue/a_test 02_callbacks/b_test tool" ]] ||
    failed "these three are built, and not $(<"$box/built")"
}

# Of five presets: each is built by a stand-in, and what ctest is asked to run is kept.
all_looks_for_races_where_there_are_threads() {
  local preset
  fake_tests "echo \"\$*\" >>'$box/built'"
  for preset in ci release clang-broken clang-asan clang-tsan; do mkdir -p "$copy/.build/$preset"; done
  stand_in apt-cache <<<'exit 0'
  stand_in clang++-19 <<<'exit 0'
  stand_in ctest <<END
case "\$*" in
  *-N\ -V*) echo 'Could not find executable $copy/.build/release/a_test' ;;
  *-N*) echo "  Test #1: one_test" ;;
  *) echo "\$*" >>"$box/tested"
     while [ "\$1" != --output-junit ]; do shift; done; cp "$box/results.xml" "\$2" ;;
esac
END
  stand_in ninja <<<'case "$*" in *targets*) echo "a_test: CXX" ;; esac'
  run "$unroll" test --all
  ends_with 0
  grep -q 'clang-asan.*-LE \^(never|rules|unroll|book)\$$' "$box/tested" || failed "all of clang-asan, and not $(<"$box/tested")"
  grep -q 'clang-tsan.*-L \^(00_trace|06_io|07_threads|.*-E' "$box/tested" || failed "of clang-tsan what has threads"
  grep -q 'release --target a_test$' "$box/built" || failed "of release what its tests run, and not $(<"$box/built")"
  grep -q '/ci --target all$' "$box/built" || failed "all of ci"
  grep -q 'clang-broken.*-L ^(broken)\$$' "$box/tested" || failed "of clang-broken the broken cores"
  grep -q '/release .*-E ^(programs' "$box/tested" || failed "of release no programs"
  if grep -q '/ci .*-E' "$box/tested"; then failed "of ci everything"; fi
}

a_label_that_one_preset_lacks_ends_nothing() {
  fake_tests 'exit 0'
  mkdir -p "$copy/.build/release" "$copy/.build/asan"
  stand_in ctest <<END
case "\$*" in
  *--print-labels*) echo '  a_label' ;;
  */release*-N* | */asan*-N*) ;;
  *-N*) echo "  Test #1: one_test" ;;
  *) while [ "\$1" != --output-junit ]; do shift; done; cp "$box/results.xml" "\$2" ;;
esac
END
  run "$unroll" test --preset release,dev --junit "$box/all.xml" course
  ends_with 0
  warns "release: no test has such a label there"
  [[ $out == "1 passed, 0 failed" ]] || failed "those of the other preset have run"
  grep -q '<testsuite name="release" tests="0"' "$box/all.xml" || failed "none is no error"
  for which in release release,asan; do
    run "$unroll" test --preset "$which" course
    ends_with 2
    warns "no test has such a label. There are: a_label"
  done
}

junit_into_a_file_that_cannot_be_written_is_refused_at_once() {
  run "$unroll" test --junit /proc/results.xml
  ends_with 2
  warns "--junit /proc/results.xml: "
  [[ ! -e $copy/.unroll && ! -e $copy/.build ]] || failed "nothing was begun"
  fake_tests 'exit 0'
  run "$unroll" test --junit "$box/results of mine.xml" --preset nonsense
  ends_with 2
  [[ ! -e "$box/results of mine.xml" ]] || failed "what was tried is not left behind"
}

junit_into_a_missing_folder_is_refused_at_once() {
  local file
  for file in "$box/missing/results.xml" "$box/missing/" "$box/nowhere/at/all/results.xml"; do
    run "$unroll" test --junit "$file"
    ends_with 2
    is_silent
    warns "there is no folder"
  done
  [[ ! -e $copy/.unroll && ! -e $copy/.build ]] || failed "nothing was begun"
}

a_preset_that_is_not_built_is_an_error_in_junit() {
  fake_tests 'case "$*" in *watch*) echo "error: here it is wrong"; exit 1 ;; esac'
  mkdir -p "$copy/.build/watch"
  run "$unroll" test --preset dev,watch --junit "$box/all.xml"
  ends_with 1
  warns "watch: was not built"
  grep -q '<testsuite name="dev"' "$box/all.xml" || failed "the results of dev"
  grep -q '<error message="preset watch was not built"/>' "$box/all.xml" ||
    failed "an error for watch"
  mkdir "$box/each"
  run "$unroll" test --preset dev,watch --junit "$box/each"
  grep -q '<error ' "$box/each/watch.xml" || failed "an error for watch in its own file"
}

programs_of_the_same_name_do_not_clash() {
  fake_build "cp '$copy/.build/dev/yours/program.cpp' '$copy/.build/dev/unroll_yours'"
  mkdir -p "$box/one" "$box/two" "$copy/.build/dev"
  install -m 755 /dev/null "$copy/.build/dev/unroll_yours"
  touch "$box/one/my.cpp" "$box/two/my.cpp"
  local file names=()
  for file in one/my.cpp two/my.cpp one/my.cpp; do
    run "$unroll" run "$box/$file"
    ends_with 0
    names+=("$(cd "$copy/.unroll/programs/dev" && grep -lF "$file" -- *)")
  done
  [[ ${names[*]} == "my my-2 my" ]] || failed "each keeps its own: ${names[*]}"
}

# build_of_yours PROGRAM [PRESET]: the build makes this program of whatever it is given.
build_of_yours() {
  local folder=$copy/.build/${2:-dev}
  fake_build 'exit 0'
  mkdir -p "$folder"
  touch "$folder/build.ninja" "$box/my.cpp"
  printf '#!/bin/sh\n%s\n' "$1" >"$folder/unroll_yours"
  chmod +x "$folder/unroll_yours"
}

a_program_that_crashes_is_said_to_have_crashed() {
  build_of_yours 'kill -ABRT $$'
  run "$unroll" run "$box/my.cpp"
  ends_with 134
  [[ $err == "unroll: your program was ended by SIGABRT (an uncaught exception or an assertion, see above)" ]] ||
    failed "one line of our own, and none of bash's"
  build_of_yours_again 'kill -SEGV $$'
  run "$unroll" run "$box/my.cpp"
  ends_with 139
  warns "your program was ended by SIGSEGV. It used memory that is not its own"
  never_says "line "
  build_of_yours_again 'exit 139'
  run "$unroll" run "$box/my.cpp"
  ends_with 139
  never_says "ended by"
  [[ -z $(find "$copy/.unroll" -name 'notice*') ]] || failed "bash's words are not left behind"
}
build_of_yours_again() { printf '#!/bin/sh\n%s\n' "$1" >"$copy/.build/dev/unroll_yours"; }

a_program_that_cannot_be_put_into_its_place_is_not_run() {
  build_of_yours 'echo it runs'
  stand_in cp <<<'echo "cp: No space left on device" >&2; exit 1'
  run "$unroll" run "$box/my.cpp"
  ends_with 1
  is_silent
  warns "could not be put into .unroll/programs/dev/my"
}

a_program_runs_in_the_preset_that_is_named() {
  build_of_yours 'echo "in asan: $ASAN_OPTIONS: $*"' asan
  run "$unroll" run --preset asan --no-install "$box/my.cpp" --preset 3 --no-install
  ends_with 0
  says "in asan: detect_stack_use_after_return=1: --preset 3 --no-install"
  run "$unroll" run --preset frobnicate "$box/my.cpp"
  ends_with 2
  warns "there is no preset 'frobnicate'"
  run "$unroll" run --preset asan
  ends_with 2
  warns "run takes a program or an exercise"
}

a_compile_error_is_shown_without_the_command() {
  fake_build 'cat "$box/said"; exit 1'
  export box
  touch "$box/my.cpp"
  cat >"$box/said" <<'END'
@  50% Building CXX object program.cpp.o
FAILED: program.cpp.o
/usr/bin/g++ -I/some/where -Wall -Wextra -o program.cpp.o -c program.cpp
In file included from program.cpp:1:
my.cpp: In function 'int main()':
my.cpp:3:5: error: 'looop' was not declared in this scope
    3 |   looop.run();
      |   ^~~~~
my.cpp:4:1: error: another one
ninja: build stopped: subcommand failed.
END
  run "$unroll" run "$box/my.cpp"
  ends_with 1
  warns "my.cpp:3:5: error: 'looop' was not declared in this scope"
  warns "    3 |   looop.run();"
  warns "my.cpp was not built, see above. All that was said is in .unroll/build.log"
  never_says "/usr/bin/g++"
  never_says "another one"
  grep -q "another one" "$copy/.unroll/build.log" || failed "the log has all of it"
}

warnings_on_your_program_are_shown() {
  build_of_yours 'exit 0'
  stand_in cmake <<<'echo "@  50% half"; echo "my.cpp:1:1: warning: are you sure?"'
  run "$unroll" run "$box/my.cpp"
  ends_with 0
  warns "my.cpp:1:1: warning: are you sure?"
}

# Both ways: of a chapter whose tests passed, and of one in which one failed.
a_chapter_is_said_to_have_passed_or_failed() {
  fake_tests 'exit 0'
  sed -i 's/random_programs/one_test/g' "$box/results.xml"
  run "$unroll" test
  ends_with 0
  touch "$copy/.unroll/toured"
  run "$unroll"
  says "1 passed, "
  never_says "failed"
  sed -i 's/status="run"/status="fail"/' "$box/results.xml"
  run "$unroll" test
  ends_with 1
  run "$unroll"
  says "1 of 1 failed, "
}

clean_removes_what_was_made_and_nothing_else() {
  mkdir -p "$copy/.build/dev" "$copy/.unroll/runs" "$copy/docs"
  ln -s ../.unroll/book/node_modules "$copy/docs/node_modules"
  run "$unroll" clean
  ends_with 0
  [[ ! -L $copy/docs/node_modules ]] || failed "the link to npm's packages is gone"
  [[ ! -e $copy/.build && ! -e $copy/.unroll && -e $copy/chapters && -e $unroll ]] || failed "only .build and .unroll are gone"
}

clean_leaves_what_is_a_students_own() {
  local own=$copy/.unroll/course file
  mkdir -p "$own/kept/update-1/exercises" "$own/starters/01_queue" "$own/01_queue/loop" "$copy/.unroll/runs"
  for file in kept/update-1/exercises/loop.hpp kept/01_queue.loop.1.hpp starters/01_queue/loop.hpp course.txt \
    progress.json progress.json.damaged progress.json.damaged.2; do
    echo "mine: $file" >"$own/$file"
  done
  touch "$own/01_queue/loop/test" "$own/lock" "$own/progress.json.lock" "$copy/.unroll/runs/a.json"
  run "$unroll" clean
  ends_with 0
  warns "What you have written, and how far you are, stays: .unroll/course"
  for file in kept/update-1/exercises/loop.hpp kept/01_queue.loop.1.hpp starters/01_queue/loop.hpp course.txt \
    progress.json progress.json.damaged progress.json.damaged.2; do
    [[ $(cat "$own/$file" 2>/dev/null) == "mine: $file" ]] || failed "$file survives"
  done
  [[ $(ls -A "$copy/.unroll") == course && $(ls -A "$own" | wc -l) == 6 ]] || failed "nothing else does: $(find "$copy/.unroll")"
}

clean_takes_nothing_from_under_a_watch() {
  mkdir -p "$copy/.build/dev" "$copy/.unroll/course"
  exec 5>"$copy/.unroll/course/lock"
  flock 5
  run "$unroll" clean
  ends_with 2
  warns "./unroll watch, or a check, is under way here. End it first"
  [[ -e $copy/.build/dev && -e $copy/.unroll/course ]] || failed "nothing is gone"
  exec 5>&-
  run "$unroll" clean
  ends_with 0
}

# Where git is told to write lines as Windows has them, bash would read none of it.
what_git_brings_has_the_ends_of_lines_that_all_programs_read() {
  mkdir "$box/origin"
  (cd "$root" && cp --parents .gitattributes unroll chapters/01_queue/loop.hpp "$box/origin") || failed "there is a .gitattributes"
  git -C "$box/origin" init -q
  git -C "$box/origin" add -A
  git -C "$box/origin" -c user.name=Test -c user.email=test@localhost commit -q -m "as it came"
  git -c core.autocrlf=true clone -q "$box/origin" "$box/clone"
  if grep -rlI $'\r' "$box/clone" --exclude-dir=.git; then failed "no line ends as on Windows"; fi
}

# Who has no node can do all the rest; who asks for the book is told what it needs: what builds the programs, too, for their
# runs are in it.
the_book_says_what_it_needs() {
  bare_system debian 12
  on_bare_system "$unroll" --no-install book
  ends_with 2
  is_silent
  warns "nodejs "
  warns "doxygen "
  warns "compiles everything"
  never_says "chromium "
  on_bare_system "$unroll" --no-install book --check
  ends_with 2
  warns "chromium "
  on_bare_system "$unroll" book --frobnicate
  ends_with 2
  warns "book has no option --frobnicate"
  on_bare_system "$unroll" book --recorded-by release
  ends_with 2
  warns "by preset dev or ci, not by: release"
  on_bare_system "$unroll" book --recorded-by
  ends_with 2
  warns "not by: nothing"
}

# A book in which all is done but the runs. What would record them is there, built before the sources were broken.
book_of_yesterday() {
  local name
  fake_build "$1"
  stand_in npm <<<'exit 0'
  stand_in doxygen <<<'cat >/dev/null'
  stand_in node <<'END'
case "$*" in --version) echo v20.0.0 ;; esac
END
  (cd "$root" && cp --parents docs/Doxyfile docs/package.json docs/package-lock.json docs/pictures/01_queue_demo.svg "$copy")
  mkdir -p "$copy/.unroll/book/node_modules" "$copy/.unroll/book/site" "$copy/.build/dev"
  cp "$root/docs/package-lock.json" "$copy/.unroll/book/node_modules/.unroll-lock"
  touch "$copy/.unroll/book/site/index.html"
  printf '#!/bin/sh\n%s\n' "$2" >"$copy/.build/dev/01_queue_demo"
  chmod +x "$copy/.build/dev/01_queue_demo"
}

the_book_shows_no_run_of_an_older_program() {
  book_of_yesterday 'echo "error: here it is wrong"; exit 1' "touch '$box/ran'"
  run "$unroll" book
  ends_with 1
  warns "error: here it is wrong"
  warns "the book shows runs of the chapters as they are now"
  never_says "git restore"  # nobody knows whether a chapter was changed
  warns "the book that was built before is still to be read: $copy/.unroll/book/site/index.html"
  [[ ! -e $box/ran ]] || failed "the older program is not run"
  [[ -e $copy/.unroll/book/site/index.html ]] || failed "the book that was built before is still there"
  [[ -z $(ls "$copy/.unroll/book/runs") ]] || failed "there is no run"
}

the_book_shows_no_run_that_fails() {
  book_of_yesterday 'exit 0' 'echo "out of paper"; exit 1'
  git -C "$copy" init -q
  git -C "$copy" add chapters
  git -C "$copy" -c user.name=Test -c user.email=test@localhost commit -q -m "as it came"
  echo '# changed' >>"$copy/chapters/15_unroll/words.sh"
  run "$unroll" book
  warns "\`git restore chapters\` takes it back"
  ends_with 1
  warns "out of paper"
  warns "the book shows a run of 01_queue_demo, which fails"
}

# Where a text shows an output that its program no longer writes, there is no book: it is said where, and what is written now.
the_book_shows_no_output_that_is_another() {
  book_of_yesterday 'exit 0' 'exit 0'
  mkdir -p "$copy/.build/dev/tests/rules"
  printf '#!/bin/sh\n' >"$copy/.build/dev/unroll_trace"
  printf '#!/bin/sh\n[ "$1" != outputs ] || { echo "docs/order.md:7: is not what 01_queue_demo writes: $3"; exit 1; }\n' \
    >"$copy/.build/dev/tests/rules/unroll_rules"
  chmod +x "$copy/.build/dev/unroll_trace" "$copy/.build/dev/tests/rules/unroll_rules"
  run "$unroll" book --check
  ends_with 1
  warns "docs/order.md:7: is not what 01_queue_demo writes: $copy/.build/dev/tests/rules/targets_Debug.txt"
  warns "the book shows what is no longer so"
  [[ -e $copy/.unroll/book/site/index.html ]] || failed "the book that was built before is still there"
}

programs=("${@:3}")
"$2"
