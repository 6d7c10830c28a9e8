# What can be answered at once: help, and words that make no sense. Nothing is built for it and nobody is waited for.
# Read by ./unroll.
# shellcheck shell=bash

# help_of COMMAND: the text stands in the source of the program that the command runs, as R"(…)".
help_of() {
  local source
  case $1 in
    trace) source=chapters/00_trace/view/main.cpp ;;
    equivalence) source=tests/equivalence/arguments.cpp ;;
    bench) source=tests/bench/table.cpp ;;
    *) help; return ;;
  esac
  sed -n '/ = R"(/,/^)";$/{s/.* = R"(//;/^)";$/d;p}' "$root/$source"
}

# answered COMMAND WORD…: ends the script if the words ask for help, or if the help shows that they cannot be right.
answered() {
  local command=$1 word files=() modes=0 stage=''
  local -A takes
  shift
  options_of "$command"
  while (($#)); do
    word=$1
    shift
    case $word in
      -h | --help) help_of "$command"; exit ;;
      --svg | --dot) graph_or_file "$word" "$@"; if is_graph "${1-}"; then shift; fi ;;
      --html) if [[ ${1-} == *.html ]]; then shift; fi ;;
      -?*)
        [[ -n ${takes[$word]+known} ]] || wrong "$command" "there is no option $word"
        if [[ $word == --@(stage|random|draw|list) ]]; then modes=$((modes + 1)); fi
        if [[ $word == --stage ]]; then stage=$word; fi
        if [[ -n ${takes[$word]} ]]; then check_value "$command" "$word" "${takes[$word]}" "$@"; shift; fi
        ;;
      *) files+=("$word") ;;
    esac
  done
  case $command:${#files[@]}:$modes$stage in
    trace:0:*) wrong trace "which file?" ;;
    trace:1:* | bench:*) ;;
    trace:*) wrong trace "one file at a time, and here are more: ${files[*]}" ;;
    equivalence:0:1--stage) wrong equivalence "--stage takes a FILE after its name, or - for standard input" ;;
    equivalence:*:1*) ;;
    equivalence:*) wrong equivalence "say one of --stage NAME FILE, --random N, --draw N and --list" ;;
  esac
}

# options_of COMMAND: takes[OPTION] is the word for its value in the help, or empty.
options_of() {
  local option value
  while read -r option value; do
    takes[$option]=${takes[$option]-}${value}
  done < <(help_of "$1" | grep -oE -- '(^|[[ ])--?[a-z]+( [A-Z]+)?' | sed 's/^[[ ]//' | sort -u)
}

# check_value COMMAND OPTION WORD [VALUE…]: WORD is what the help calls it: N, S, L and STEP are numbers.
check_value() {
  (($# > 3)) || wrong "$1" "$2 takes a value, $3"
  [[ $3 != @(N|S|L|STEP) || $4 =~ ^[0-9]+$ ]] || wrong "$1" "$2 takes a number, not \"$4\""
}

is_graph() { [[ $1 == @(causes|futures|awaits) ]]; }

# graph_or_file OPTION [WORD…]: what follows --svg or --dot is a graph, or (after --svg) already the file.
graph_or_file() {
  if is_graph "${2-}" || [[ ${2--} == -* || $2 == *[./]* || -e $2 ]]; then return; fi
  wrong trace "there is no graph \"$2\"; there are causes, futures, awaits"
}

wrong() { cannot_as "$1" "$2 (./unroll $1 --help tells more)"; }
