# The build folders, one a preset. Read by ./unroll.
# shellcheck shell=bash

# build PRESET TARGET…: configures what must be configured, builds, one unroll at a time.
build() {
  local begin
  locked "building ($1)"
  begin=$SECONDS
  attended build_held "$@" || exit
  unlocked
  ((SECONDS - begin < 2)) || say "${dim}Built ($1) in $((SECONDS - begin)) s.$plain"
}

# The same while the lock is held.
build_held() {
  local preset=$1
  shift
  configure "$preset"
  NINJA_STATUS='@ %p ' cmake --build "$root/.build/$preset" --target "$@" 2>&1 |
    sed -u -e '/^ninja: no work to do/d' -e '/^-- /d' | progress "Building ($preset)" ||
    fail "the build of preset $preset failed. What is written above says where; mend it and run the same again"
}

# A build folder is good for one place on the disk and for the packages that were there when it was made.
configure() {
  local preset=$1 folder=$root/.build/$1 log=$state/configure.log compiler=() strict=$warnings_are_errors made_with
  if [[ -e $folder/CMakeCache.txt ]] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    say "The folder was moved or copied since it was built: building $preset anew."
    rm -rf "$folder"
  fi
  if [[ $preset == clang* && -e $folder/build.ninja &&
    $(compiler_of "$folder") != "$(cat "$folder/compiled_by" 2>/dev/null)" ]]; then
    say "clang is not the one that it was: building $preset anew."  # it reads no headers that another one compiled
    rm -rf "$folder"
  fi
  if [[ $preset == clang* && -e $folder/build.ninja && -n $(path_of_compiler "$folder") ]]; then  # whatever the preset says
    compiler=("-DCMAKE_CXX_COMPILER=$(path_of_compiler "$folder")")
  elif [[ $preset == clang* && $(clang_version) != 19 ]]; then
    compiler=("-DCMAKE_CXX_COMPILER=clang++-$(clang_version)")
    say "clang 19 is not here: preset $preset uses clang $(clang_version)."
  fi
  if [[ $preset == ci ]]; then strict=ON; fi
  made_with="$strict $(missing "${to_test[@]}" | paste -sd ' ')"
  if [[ ! -e $folder/build.ninja || $(cat "$folder/made_with" 2>/dev/null) != "$made_with" ]]; then
    cmake -S "$root" --preset "$preset" "${compiler[@]}" "-DCMAKE_COMPILE_WARNING_AS_ERROR=$strict" \
      >"$log" 2>&1 ||
      { cat "$log" >&2; fail "CMake failed, see above"; }
    echo "$made_with" >"$folder/made_with"
    if [[ $preset == clang* ]]; then compiler_of "$folder" >"$folder/compiled_by"; fi
  elif ! ninja -C "$folder" build.ninja >"$log" 2>&1; then  # what it is to build may have changed
    cat "$log" >&2
    fail "CMake failed, see above"
  fi
  if [[ $preset == dev ]]; then ln -sfn .build/dev/compile_commands.json "$root/compile_commands.json"; fi
}

path_of_compiler() { sed -n 's/^CMAKE_CXX_COMPILER:[^=]*=//p' "$1/CMakeCache.txt" 2>/dev/null || true; }

compiler_of() {
  local compiler
  compiler=$(path_of_compiler "$1")
  { "$compiler" --version || true; } 2>/dev/null | sed -n 1p
}

# built PRESET PROGRAM: the path of a program in a build folder.
built() {
  local path
  path=$(find "$root/.build/$1" -type f -name "$2" -perm -u+x -print -quit)
  [[ -n $path ]] || fail "there is no program $2 in preset $1"
  echo "$path"
}

# pass_on PRESET PROGRAM PACKAGE… -- ARGUMENT…: builds the program and becomes it.
pass_on() { pass_on_built "$1" "$2" "$2" "${@:3}"; }

# pass_on_built PRESET TARGET PROGRAM PACKAGE… -- ARGUMENT…: the same, where more is to be built than the program.
pass_on_built() {
  local preset=$1 target=$2 program=$3 packages=() path
  shift 3
  while [[ $1 != -- ]]; do packages+=("$1"); shift; done
  shift
  need "${packages[@]}"
  build "$preset" "$target"
  path=$(built "$preset" "$program") || exit
  exec "$path" "$@"
}

# name_of_run FILE: that of the file; a second file of that name gets a number.
name_of_run() {
  local base name number=1
  base=$(basename "${1%.*}")
  name=$base
  while [[ -e $state/sources/$name && $(<"$state/sources/$name") != "$1" ]]; do
    number=$((number + 1))
    name=$base-$number
  done
  echo "$1" >"$state/sources/$name"
  echo "$name"
}

# build_yours PRESET FILE PROGRAM: a student's program, on the chapters, while the lock is held.
build_yours() {
  local yours=$root/.build/$1/yours log=$state/build.log
  configure "$1"
  mkdir -p "$yours"
  echo "#include \"$2\"" >"$yours/program.cpp"
  if ! NINJA_STATUS='@ %p ' cmake --build "$root/.build/$1" --target unroll_yours 2>&1 |
    tee "$log" | sed -un '/^@ /p' | progress "Building ($1)"; then
    first_error "$log" >&2
    fail "${2##*/} was not built, see above. All that was said is in ${log#"$root"/}"
  fi
  sed -e '/^@ /d' -e '/^ninja: /d' -e '/^-- /d' "$log" >&2  # warnings
  # Whoever still runs the one before keeps it.
  { cp "$(built "$1" unroll_yours)" "$3.$$" && mv "$3.$$" "$3"; } ||
    { rm -f "$3.$$"; fail "what was built of ${2##*/} could not be put into ${3#"$root"/}. Is the disk full?"; }
}

# first_error LOG: the first error of the compiler or the linker with the lines that belong to it; if there is none of
# the usual form, all but the commands. It stands behind the line in which ninja repeats the command.
first_error() {
  local begins='^[^ ].*: (fatal )?error: |^[^ ]*ld: '
  if ! grep -qE "$begins" "$1"; then
    sed -e '/^@ /d' -e '/^FAILED: /,+1d' -e '/^ninja: /d' "$1"
    return
  fi
  awk -v begins="$begins" -v next_one='^[^ ].*: (error|warning|fatal error): |^In file included|^ninja: |^collect2: |^FAILED: ' '
    /^FAILED: / { getline; next }
    shown && (shown == 12 || $0 ~ next_one) { exit }
    shown || $0 ~ begins { print; shown++ }' "$1"
}
