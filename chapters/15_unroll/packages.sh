# What is needed, and how it is installed. Read by ./unroll.
# shellcheck shell=bash

declare -A why=(
  [g++]="compiles everything (12 or later)"
  [cmake]="configures the build (3.25 or later)"
  [ninja-build]="runs the build"
  [nlohmann-json3-dev]="reads and writes recorded runs and random programs"
  [graphviz]="draws the pictures of who posted whom"
  [libbenchmark-dev]="Google Benchmark: measures what things cost"
  [libasio-dev]="asio: what the costs are compared with"
  [libuv1-dev]="libuv: what the echo server is compared with, too"
  [libgtest-dev]="GoogleTest: the tests"
  [libtomlplusplus-dev]="toml++: reads what chapters say of their exercises"
  [python3]="runs the random programs under CPython's asyncio too (3.11 or later)"
  [python3-yaml]="PyYAML: reads the workflow for classrooms, in a test"
  [netcat-openbsd]="talks to the echo server of chapter 06, a client that nobody here wrote"
  [socat]="talks to the chat of chapter 06, another one"
  [mold]="links each check and each program in a tenth of the time"
  [nodejs]="runs what builds the book (18 or later)"
  [npm]="fetches what builds the book"
  [doxygen]="makes the book's reference from the headers"
  [chromium]="the browser in which the book's pages are tested"
  [clang]="the second compiler, with its sanitizers; an exercise is checked in half the time (16 or later; 19 is what the presets name)"
)
to_compare=(g++ cmake ninja-build)
to_build=("${to_compare[@]}" nlohmann-json3-dev)
to_check=("${to_build[@]}" libgtest-dev libtomlplusplus-dev)
to_tour=("${to_build[@]}" libbenchmark-dev libasio-dev graphviz)
to_measure=("${to_build[@]}" libbenchmark-dev libasio-dev libuv1-dev)
to_test=("${to_measure[@]}" graphviz libgtest-dev libtomlplusplus-dev python3 python3-yaml netcat-openbsd socat)
wished=(mold)  # nothing fails without it: taken along when something else is installed
to_read=(nodejs npm doxygen)
to_check_pages=("${to_read[@]}" chromium)
optional=(clang "${to_check_pages[@]}")  # whoever lacks them can do all the rest

# What counts is what is there, whoever installed it.
present() {
  case $1 in
    g++) at_least 12 "$(g++ -dumpfullversion 2>/dev/null)" ;;
    cmake) at_least 3.25 "$(cmake --version 2>/dev/null | sed -n '1s/[^0-9]*//p')" ;;
    ninja-build) command -v ninja ;;
    nlohmann-json3-dev) header nlohmann/json.hpp ;;
    graphviz) command -v dot ;;
    libbenchmark-dev) header benchmark/benchmark.h ;;
    libasio-dev) header asio.hpp ;;
    libuv1-dev) header uv.h ;;
    libtomlplusplus-dev) header toml++/toml.h ;;
    libgtest-dev) header gtest/gtest.h ;;
    mold) command -v mold ;;
    python3) python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ;;
    python3-yaml) python3 -c 'import yaml' || /usr/bin/python3 -c 'import yaml' ;;  # a Python of one's own is not Debian's
    netcat-openbsd) { nc -h 2>&1 || true; } | grep OpenBSD ;;  # others of that name have other options
    socat) command -v socat ;;
    nodejs) at_least 18 "$(node --version 2>/dev/null | tr -d v)" ;;
    npm) command -v npm ;;
    doxygen) command -v doxygen ;;
    chromium) browser ;;
    clang) [[ -n $(clang_version) ]] ;;
  esac >/dev/null 2>&1
}

# browser: the path of Chromium or Chrome, whatever it is called here.
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

at_least() { [[ -n $2 && $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

header() {
  [[ -e /usr/include/$1 ]] ||
    printf '#if !__has_include(<%s>)\n#error missing\n#endif\n' "$1" | g++ -E -x c++ - -o /dev/null
}

# The clang to use: 19 if it is there with its sanitizers, and finds a library (it looks for that of the newest g++, which may
# have come without), else the newest that is.
clang_version() {
  local version program=$'#include <coroutine>\n#include <string>\nint main() { return !std::string().empty(); }\n'
  for version in "${clangs[@]}"; do
    command -v "clang++-$version" >/dev/null || continue
    "clang++-$version" -std=c++20 -fsanitize=thread -x c++ - -o /dev/null 2>/dev/null <<<"$program" || continue
    echo "$version"
    return
  done
}

missing() {
  local name
  for name; do present "$name" || echo "$name"; done
}

# The names under which apt-get knows them here.
packages() {
  local name version
  for name; do
    if [[ $name != clang ]]; then echo "$name"; continue; fi
    for version in "${clangs[@]}" 19; do
      if known "clang-$version"; then break; fi
    done
    printf '%s\n' "clang-$version" "libclang-rt-$version-dev"
  done
}
to_be_had() {
  local name
  for name; do if ! present "$name" && known "$name"; then echo "$name"; fi; done
}
# Not `| grep -q`: that closes the pipe when it has seen enough, and what is still being said would be an error.
known() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [0-9] ]]; }

supported() {
  local ID='' VERSION_ID=''
  # shellcheck source=/dev/null
  if [[ -r $os_release ]]; then . "$os_release"; fi
  case $ID:$VERSION_ID in
    debian:12 | debian:13 | ubuntu:24.04) command -v apt-get >/dev/null ;;
    *) return 1 ;;
  esac
}

# need NAME…: afterwards they are there, or the script has ended.
need() {
  local lacking
  mapfile -t lacking < <(missing "$@")
  ((${#lacking[@]})) || return 0
  if ! supported; then by_hand "${lacking[@]}"; fi
  if [[ $may_install == no ]]; then list_missing "${lacking[@]}"; exit 2; fi
  locked "installing packages"
  mapfile -t lacking < <(missing "$@")  # whoever held the lock may have installed them
  if ((${#lacking[@]})); then install "${lacking[@]}"; fi
  unlocked
}

# `--no-install` alone: whatever any command might need.
only_list() {
  local lacking
  mapfile -t lacking < <(missing "${to_test[@]}" "${optional[@]}")
  ((${#lacking[@]})) || { say "Nothing is missing."; return; }
  if ! supported; then by_hand "${lacking[@]}"; fi
  list_missing "${lacking[@]}"
  say "(clang is needed for ./unroll test --all, and it makes ./unroll check quicker;"
  say "nodejs, npm, doxygen and chromium for ./unroll book, and for its tests.)"
  return 2
}

with_reasons() {
  local name
  for name; do printf '  %-20s %s\n' "$name" "${why[$name]}"; done | folded '                       ' >&2
}

list_missing() {
  say "These packages are missing:"
  with_reasons "$@"
  say "This installs them:"
  say "  $(as_root)apt-get install --no-install-recommends \\"
  say "$(packages "$@" | paste -sd ' ' | sed 's/^/    /' | folded '    ' 78 | sed '$!s/$/ \\/')"
}

by_hand() {
  say "Here unroll installs nothing by itself: it does so on Debian 12, Debian 13 and"
  say "Ubuntu 24.04. Elsewhere install these (the names are Debian's) and run the same"
  say "again:"
  with_reasons "$@"
  say "Or go on by hand:"
  say "  cmake --preset dev && cmake --build --preset dev --target 01_queue"
  say "The chapters themselves need only C++20 (g++ 12, clang 16 or later), CMake 3.25"
  say "and Ninja."
  exit 2
}

as_root() { if ((EUID != 0)) && command -v sudo >/dev/null; then echo "sudo "; fi; }

# sudo asks in the terminal, wherever input and output go.
may_ask() { (: </dev/tty) 2>/dev/null; }

install() {
  local log=$state/install.log begin=$SECONDS left
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    list_missing "$@"
    cannot "installing needs root, and there is no sudo: let root run the line above"
  fi
  if ((EUID != 0)) && ! may_ask && ! sudo -n true 2>/dev/null; then
    list_missing "$@"
    cannot "sudo would ask for a password, and there is no terminal. Run the line above in one, then this again"
  fi
  say "These packages are missing and are installed now, with $(as_root)apt-get:"
  with_reasons "$@"
  : >"$log"
  known ninja-build || refresh || install_failed "$@"  # a fresh system has no lists
  install_packages "$@" || { refresh && install_packages "$@"; } || install_failed "$@"
  mapfile -t left < <(missing "$@")
  ((${#left[@]} == 0)) || fail "installed, and still not usable: ${left[*]} (see $log)"
  say "Installed in $((SECONDS - begin)) s."
}

refresh() { apt_get "Reading apt's lists" update; }
install_packages() {
  local names along
  mapfile -t along < <(to_be_had "${wished[@]}")
  if ((${#along[@]})); then with_reasons "${along[@]}"; fi
  mapfile -t names < <(packages "$@" "${along[@]}")
  apt_get "Installing" install --no-install-recommends "${names[@]}"
}

# apt_get LABEL COMMAND…: its words go to the log, its progress to the terminal. They need two files (apt makes
# the one of the progress non-blocking), and sudo passes on no file but the first three: hence the shell.
apt_get() {
  local label=$1 sudo=()
  shift
  if ((EUID != 0)); then sudo=(sudo); may_ask || sudo+=(-n); fi
  # shellcheck disable=SC2016
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
    sh -c 'log=$1; shift; exec apt-get "$@" 3>&1 >>"$log" 2>&1' sh "$state/install.log" \
    -q -y -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=60 \
    -o APT::Update::Error-Mode=any "$@" </dev/null 9>&- |
    sed -un 's/^[dp][lm]status:[^:]*:\([0-9]*\)[^:]*:\(.*\)/@ \1 \2/p' | progress "$label"
}

install_failed() {
  local log=$state/install.log words='apt-get failed'
  if grep -q 'dpkg was interrupted' "$log"; then
    words="an earlier installation was interrupted. Finish it: $(as_root)dpkg --configure -a, then run this again"
  elif grep -q 'Could not get lock' "$log"; then
    words='another program is using apt (an update in the background, perhaps); try again when it is done'
  elif grep -qE 'Could not resolve|Temporary failure|Could not connect|Failed to fetch' "$log"; then
    words='the packages could not be fetched; is there a network?'
  fi
  grep '^E:' "$log" | sort -u | tail -n 5 >&2 || true
  list_missing "$@"
  fail "$words. The whole story is in $log"
}
