# Sourced after messages.sh and swift.sh. Programs and libraries of the system: what is missing is collected, then installed at once.

missing_debian=
missing_brew=
missing_names=

# need NAME DEBIAN-PACKAGE BREW-FORMULA: adds what is missing to the list.
need() {
    missing_names="$missing_names $1"
    missing_debian="$missing_debian $2"
    missing_brew="$missing_brew $3"
}

# The engine is linked against zlib; only its run-time library is needed.
have_zlib() {
    [ "$(uname -s)" != Darwin ] || return 0
    for folder in /lib /usr/lib /lib64 /usr/lib64 /usr/local/lib "/lib/$(uname -m)-linux-gnu" "/usr/lib/$(uname -m)-linux-gnu"
    do
        if [ -e "$folder/libz.so.1" ]; then return 0; fi
    done
    { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q 'libz\.so\.1'
}

# The toolchain links with the system's C and C++ libraries and its linker, which may be missing beside a bare Swift.
have_linker() {
    [ "$(uname -s)" != Darwin ] || return 0
    linking=$(toolchain_clang) || return 0 # nothing to try it with; the build will tell
    trial=$(mktemp -d)
    printf 'int main(void) { return 0; }\n' >"$trial/trial.c"
    if "$linking" "$trial/trial.c" -lstdc++ -fuse-ld=gold -o "$trial/trial" 2>/dev/null; then linked=yes; else linked=no; fi
    rm -rf -- "$trial"
    [ "$linked" = yes ]
}

# Runs a command as root: directly, with sudo, or not at all.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Runs a command that says much; what it said is shown only if it failed.
quietly() {
    said=$(mktemp)
    if "$@" >"$said" 2>&1 </dev/null; then
        rm -f -- "$said"
    else
        tail -n 20 -- "$said" >&2
        rm -f -- "$said"
        return 1
    fi
}

# Installs what `need` collected, with apt-get or brew; says so first. Word splitting of the lists is meant.
install_missing() {
    if [ -z "$missing_names" ]; then return 0; fi
    if have apt-get; then
        typed="apt-get install -y$missing_debian"
        if [ "$(id -u)" -ne 0 ]; then
            have sudo || fail "missing:$missing_names (and neither root nor sudo to install them)" "as root: $typed"
            typed="sudo $typed"
        fi
        say "installing$missing_names: $typed"
        # A fresh image has no package lists, an offline machine may still hold the packages.
        quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q ||
            say "apt-get update failed; trying with the lists at hand"
        # shellcheck disable=SC2086
        quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing_debian ||
            fail "could not install$missing_names" "$typed"
    elif have brew; then
        say "installing$missing_names: brew install$missing_brew"
        # shellcheck disable=SC2086
        quietly brew install $missing_brew || fail "could not install$missing_names" "brew install$missing_brew"
    else
        fail "missing:$missing_names, and no package manager known here (apt-get, brew)" \
            "install them with the package manager of this system, then: scripts/setup"
    fi
    missing_names=
    missing_debian=
    missing_brew=
}
