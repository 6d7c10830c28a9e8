# `./unroll book`: the book as a site, served on this machine. Read by ./unroll.
# shellcheck shell=bash

command_book() {
  local check='' compare='' preset=dev site=$state/book/site packages=("${to_build[@]}" "${to_read[@]}")
  while (($#)); do
    case $1 in
      --check) check=yes compare=yes packages=("${to_build[@]}" "${to_check_pages[@]}") ;;
      --recorded-by)  # so that a test of preset ci need not build preset dev; its tests compare the texts themselves
        preset=${2-} compare='' && shift
        [[ $preset == dev || $preset == ci ]] || cannot "the book's runs are recorded by preset dev or ci, not by: ${preset:-nothing}" ;;
      *) cannot "book has no option $1. There is --check, which builds it and tests its pages" ;;
    esac
    shift
  done
  need "${packages[@]}"
  locked "building the book"
  attended build_book "$site" "$preset" "$check" "$compare" || exit
  unlocked
  if [[ -n $check ]]; then
    UNROLL_BROWSER=$(browser) exec node "$root/tests/book/check.mjs" "$site"
  fi
  exec node "$root/docs/.vitepress/serve.mjs" "$site"
}

# build_book SITE PRESET STRICT COMPARE: its packages as the lock names them, the reference, the runs (of programs of PRESET), the
# pages. What is there already is not fetched. STRICT: what doxygen warns of is an error, and a public name without a comment.
# COMPARE: so is a text that shows what programs no longer do; for that all of them are built, which a reader need not wait for.
build_book() {
  local book=$state/book begin=$SECONDS log=$state/book/build.log
  mkdir -p "$book"
  if ! cmp -s "$root/docs/package-lock.json" "$book/node_modules/.unroll-lock"; then
    say "Fetching what the book is built with (npm, about 120 MB on the disk) …"
    cp "$root/docs/package.json" "$root/docs/package-lock.json" "$book"
    (cd "$book" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; cannot "npm could not fetch what the book is built with; is there a network? All it said is in $log"; }
    cp "$book/package-lock.json" "$book/node_modules/.unroll-lock"
  fi
  [[ -L $root/docs/node_modules || ! -e $root/docs/node_modules ]] ||
    cannot "docs/node_modules is a folder, and the book wants a link of its own there. Take the folder away: rm -r docs/node_modules"
  ln -sfn ../.unroll/book/node_modules "$root/docs/node_modules"
  build_reference "$book" "$3" >"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "doxygen failed, see above"; }
  record_runs "$book/runs" "$2"
  if [[ -n $4 ]]; then compare_texts "$2"; fi
  rm -rf "$1"
  UNROLL_BOOK_STRICT=$3 UNROLL_BOOK_SITE=$1 UNROLL_BOOK_API=$book/api/xml UNROLL_BOOK_RUNS=$book/runs \
    node "$root/docs/node_modules/vitepress/bin/vitepress.js" build "$root/docs" >"$log" 2>&1 || { cat "$log" >&2; fail "the book was not built, see above"; }
  say "${dim}Built the book in $((SECONDS - begin)) s: $1/index.html reads without a server, too.$plain"
}

# build_reference FOLDER STRICT: what doxygen reads in the public headers.
build_reference() {
  rm -rf "$1/api"
  mkdir -p "$1/api"
  (cd "$root" && { cat docs/Doxyfile; [[ -n $2 ]] || echo "WARN_AS_ERROR = NO"; } | OUT=$1/api doxygen -)
}

# record_runs FOLDER PRESET: each picture in docs/pictures is called as a program. What that does is recorded anew, and
# told as text, for the player. A page shows a run beside the sources that it is a run of; so a program of other sources, built
# before these were broken, is never recorded.
record_runs() {
  local name names=() program view status=0
  for name in "$root"/docs/pictures/*.svg; do names+=("$(basename "$name" .svg)"); done
  rm -rf "$1"
  mkdir -p "$1"
  (build_held "$2" unroll_trace "${names[@]}") || no_book "the book shows runs of the chapters as they are now"
  view=$(built "$2" unroll_trace) || exit
  for name in "${names[@]}"; do
    program=$(built "$2" "$name") || exit
    UNROLL_TRACE_FILE=$1/$name.json timeout 20 "$program" >"$1/$name.out" 2>&1 || status=$?
    if ((status)); then
      cat "$1/$name.out" >&2
      ((status != 124)) || no_book "the book shows a run of $name, which had not ended after 20 s"
      no_book "the book shows a run of $name, which fails, see above"
    fi
    rm "$1/$name.out"
    COLUMNS=80 "$view" "$1/$name.json" >"$1/$name.txt" || fail "the run of $name, $1/$name.json, cannot be told as text"
  done
}

# compare_texts PRESET: what the pages show as code, as an output, as a recorded run or as a cost is that of the sources and
# programs as they are now. The same program asks, and says what differs, when the tests run.
compare_texts() {
  local rules rule found differs=''
  (build_held "$1" unroll_rules) || no_book "the book shows what the programs of the chapters write now"
  rules=$(built "$1" unroll_rules) || exit
  for rule in quotations outputs costs; do
    found=$(cd "$root" && "$rules" "$rule" "$root" "${rules%/*}/targets_Debug.txt" 2>&1) || { differs=yes && printf '%s\n' "$found" >&2; }
  done
  [[ -z $differs ]] || no_book "the book shows what is no longer so; each place is named above, with what is so now"
}

# no_book WHY: says so, and what there is to read nevertheless.
no_book() {
  local last=$state/book/site/index.html words=$1
  if git -C "$root" rev-parse -q --verify HEAD >/dev/null 2>&1 && ! git -C "$root" diff --quiet HEAD -- chapters; then
    words+=". \`git diff chapters\` shows what you have changed there, and \`git restore chapters\` takes it back"
  fi
  if [[ -e $last ]]; then words+=", and the book that was built before is still to be read: $last"; fi
  fail "$words"
}
