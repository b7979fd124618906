# Sourced after messages.sh. The toolchain: found, new enough, and how it is called.

swift_oldest=6.2

# Puts the toolchain into PATH where it lies in one of the usual places and is not there already.
find_swift() {
    if have swift; then return 0; fi
    for place in /opt/swift/usr/bin /usr/local/swift/usr/bin "${SWIFTLY_BIN_DIR:-${HOME:-/nonexistent}/.local/share/swiftly/bin}"
    do
        if [ -x "$place/swift" ]; then
            PATH=$place:$PATH
            export PATH
            return 0
        fi
    done
    fail "Swift is not installed (or not in PATH); $swift_oldest or newer is needed" \
        "see https://www.swift.org/install, then: export PATH=/path/to/swift/usr/bin:\$PATH"
}

# Prints the version of the toolchain, as in 6.3.1.
swift_version() {
    swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

require_swift() {
    find_swift
    version=$(swift_version)
    [ -n "$version" ] || fail "swift is in PATH, but does not run: $(swift --version 2>&1 | head -n 1)" \
        "see https://www.swift.org/install for what it needs of the system"
    major=${version%%.*}
    rest=${version#*.}
    minor=${rest%%.*}
    if [ "$major" -lt "${swift_oldest%.*}" ] ||
        { [ "$major" -eq "${swift_oldest%.*}" ] && [ "$minor" -lt "${swift_oldest#*.}" ]; }
    then
        fail "Swift $version is too old; $swift_oldest or newer is needed" "see https://www.swift.org/install"
    fi
}

# Prints the C compiler of the toolchain, which the benches build their counterparts with.
toolchain_clang() {
    if [ "$(uname -s)" = Darwin ]; then xcrun --find clang; return; fi
    beside=$(dirname -- "$(readlink -f -- "$(command -v swift)")")/clang
    if [ -x "$beside" ]; then printf '%s\n' "$beside"; else command -v clang; fi
}
