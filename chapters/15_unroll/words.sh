# What ./unroll says, and how: its own words go to stderr. Read by ./unroll.
# shellcheck shell=bash disable=SC2034

bold='' dim='' red='' green='' plain='' columns=80
if [[ -t 1 && -t 2 && -z ${NO_COLOR-} && ${TERM-dumb} != dumb ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
fi
terminal() { [[ -t 2 && ${TERM-dumb} != dumb ]]; }
if terminal && command -v tput >/dev/null; then columns=$(tput cols 2>/dev/null || echo 80); fi

# Nothing but lines of text, from here on and in all programs that are started: no colour, no line that changes, no frame.
text_only() {
  export NO_COLOR=1 TERM=dumb
  bold='' dim='' red='' green='' plain='' columns=80
}

# folded INDENT [WIDTH]: what is read, in lines of at most 80 columns; what goes on in the next line is indented. A word
# that is longer stays whole. Lines that are to be copied into a shell do not come here.
folded() {
  local indent=$1 width=${2-80} line part
  while IFS= read -r line; do
    while ((${#line} > width)); do
      part=${line:0:width + 1}
      part=${part% *}
      if ((${#part} > width)) || [[ -z ${part// /} ]]; then break; fi
      printf '%s\n' "$part"
      line=$indent${line:${#part} + 1}
    done
    printf '%s\n' "$line"
  done
}

say() { printf '%s\n' "$*" >&2; }
say_folded() { printf '%s\n' "$*" | folded '' >&2; }
heading() { printf '\n%s\n' "$bold$*$plain"; }
fails_with=1
fail() { say_folded "${red}unroll:$plain $*"; exit "$fails_with"; }
cannot() { say_folded "${red}unroll:$plain $*"; exit 2; }
cannot_as() { say_folded "${red}unroll $1:$plain $2"; exit 2; }

# Lines `@ 40% what` become one line that changes (in a terminal) or a line every five percent (elsewhere).
# All other lines are shown as they are.
progress() {
  local label=$1 line percent step=0
  while IFS= read -r line; do
    if [[ ! $line =~ ^@\ *([0-9]+)%?\ (.*) ]]; then
      terminal && printf '\r\e[K' >&2
      say "$line"
      continue
    fi
    percent=${BASH_REMATCH[1]}
    if terminal; then
      line=$(printf '%s %3d %%  %s' "$label" "$percent" "${BASH_REMATCH[2]}")
      printf '\r\e[K%s' "${line:0:columns-1}" >&2
    elif ((percent / 5 > step)); then
      step=$((percent / 5))
      say "$label $percent %"
    fi
  done
  terminal && printf '\r\e[K' >&2
  return 0
}
