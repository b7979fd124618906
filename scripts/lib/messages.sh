# Sourced. What a script says: one line a fact, the script's name first, errors with the command to type.

program=${0##*/}

say() { printf '%s: %s\n' "$program" "$*"; }

# fail SUMMARY [HINT]: what is the case, and what to type next.
fail() {
    printf '%s: %s\n' "$program" "$1" >&2
    if [ $# -gt 1 ]; then printf '    %s\n' "$2" >&2; fi
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
