# `./unroll doctor`: whether this machine can do it all. Read by ./unroll.
# shellcheck shell=bash

# Four programs with a bug each, that a sanitizer must see: an address that is gone, an overflow, a race, a leak.
declare -A seeded=(
  [address]='int main() { int* p = new int(1); delete p; return *p; }'
  [undefined]='#include <limits>
int main(int argc, char**) { int most = std::numeric_limits<int>::max(); return most + argc > 0; }'
  [thread]='#include <thread>
int shared; int main() { std::thread other([] { ++shared; }); ++shared; other.join(); return 0; }'
  [leak]='int main() { for (int i = 0; i != 100; ++i) new int(i); return 0; }'
)

command_doctor() {
  local failed=0
  if [[ ${1-} == --json ]]; then doctor_for_programs=yes; shift; fi
  (($# == 0)) || cannot "doctor takes --json, and nothing else: $1"
  [[ -z $doctor_for_programs ]] || printf '['
  doctor_packages || failed=1
  doctor_sanitizers || failed=1
  doctor_machine || failed=1
  if [[ -n $doctor_for_programs ]]; then
    printf '\n]\n'
  elif ((failed)); then
    say "Mend what is marked with 'no', and ask the doctor again."
  fi
  return "$failed"
}

# What the doctor has looked at: part (PART WORDS), and what came of it. For programs it is one list.
doctor_for_programs='' doctor_part='' doctor_next=''
part() {
  doctor_part=$1
  [[ -n $doctor_for_programs ]] || echo "$bold$1$plain${2-}"
}
well() {
  if [[ -n $doctor_for_programs ]]; then told_as_json true "$*"; else
    printf '  %s  %s\n' "${green}yes${plain}" "$*" | folded '       '; fi
}
ill() {
  if [[ -n $doctor_for_programs ]]; then told_as_json false "$*"; else
    printf '  %s   %s\n' "${red}no${plain}" "$*" | folded '       '; fi
}
told_as_json() {
  printf '%s\n {"part": %s, "well": %s, "text": %s}' "$doctor_next" "$(json_string "$doctor_part")" "$1" "$(json_string "$2")"
  doctor_next=,
}
json_string() { printf '"%s"' "$(tr -s '\000-\037' ' ' <<<"$1" | sed -e 's/ $//' -e 's/[\\"]/\\&/g')"; }

doctor_packages() {
  local name status=0
  part Packages
  for name in "${to_test[@]}" "${optional[@]}"; do
    if present "$name"; then well "$name: ${why[$name]}"; continue; fi
    ill "$name: ${why[$name]}. To install it: apt-get install $(packages "$name" | paste -sd ' ')"
    if [[ " ${optional[*]} " != *" $name "* ]]; then status=1; fi
  done
  return "$status"
}

doctor_sanitizers() {
  local kind folder status=0
  part Sanitizers ", each asked about a bug that is there"
  folder=$(mktemp -d) || { ill "nothing can be tried: there is no room for a folder in ${TMPDIR:-/tmp}"; return 1; }
  for kind in address undefined thread leak; do
    echo "${seeded[$kind]}" >"$folder/$kind.cpp"
    if ! g++ -std=c++20 -g "-fsanitize=${kind/leak/address}" "$folder/$kind.cpp" -o "$folder/$kind" -pthread 2>"$folder/said"; then
      ill "$kind: nothing can be built with it: $(head -n 1 "$folder/said"). It comes with g++ (libasan, libubsan, libtsan)"
      status=1
    elif UBSAN_OPTIONS=halt_on_error=1:exitcode=66 ASAN_OPTIONS=exitcode=66 TSAN_OPTIONS=exitcode=66 \
      "$folder/$kind" >/dev/null 2>"$folder/said"; then
      ill "$kind: it did not see the bug. In a container: allow ptrace and personality (--security-opt seccomp=unconfined)"
      status=1
    elif ! grep -qE 'Sanitizer|runtime error' "$folder/said"; then
      ill "$kind: it ended without a report: $(head -n 1 "$folder/said"). Try: sysctl vm.mmap_rnd_bits=28"
      status=1
    elif [[ $kind == leak ]] && ! grep -q 'detected memory leaks' "$folder/said"; then
      ill "leak: it cannot look for leaks here: $(head -n 1 "$folder/said"). Not under strace or gdb; in a container, allow ptrace (--cap-add=SYS_PTRACE)"
      status=1
    else
      well "$kind"
    fi
  done
  rm -rf "$folder"
  return "$status"
}

doctor_machine() {
  local free memory files status=0
  part Machine
  free=$(df -Pm "$root" | awk 'NR == 2 { print $4 }')
  if ((free >= 4000)); then well "disk: $free MB free in $root"; else
    ill "disk: $free MB free in $root, and all builds together take 4,000. ./unroll clean takes away what was built"; status=1; fi
  memory=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
  if ((memory >= 2000)); then well "memory: $memory MB free"; else
    ill "memory: $memory MB free, and a compiler takes up to 1,000 for each core. Close other programs"; status=1; fi
  files=$(ulimit -n)
  if [[ $files == unlimited ]] || ((files >= 1024)); then well "files: $files may be open"; else
    ill "files: only $files may be open. In this shell: ulimit -n 1024"; status=1; fi
  return "$status"
}
