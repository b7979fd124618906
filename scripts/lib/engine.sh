# Sourced after messages.sh and packages.sh. The engine of the ledger: DoltLite's shared library out of its wheel.
#
# The wheel stays in the user's cache folder with its checksum beside it, so that another checkout, or this one without
# a network, needs no download; what is used is always held against the pin below.

engine_version=0.51.3

case "$(uname -s)-$(uname -m)" in
Linux-x86_64)
    engine_tag=manylinux2014_x86_64
    engine_pin=5ef67a2a77f35db4acbd3ba2226cfd33044ec39af150251c81e9c9fdde8737e6
    engine_file=libdoltlite.so
    ;;
Linux-aarch64 | Linux-arm64)
    engine_tag=manylinux2014_aarch64
    engine_pin=3fbd4da3447defcaa1b7f8eccbcbc7d8f8f6845ac5d297ea0f92f727f0d6edab
    engine_file=libdoltlite.so
    ;;
Darwin-arm64)
    engine_tag=macosx_11_0_arm64
    engine_pin=69fc98143be84578d187d95ea89aea40adc937f73f0dd3de1ab763267b3c49e9
    engine_file=libdoltlite.dylib
    ;;
*)
    fail "there is no build of the engine (DoltLite $engine_version) for $(uname -s) on $(uname -m)" \
        "Linux on x86_64 or aarch64, or macOS on arm64, is needed"
    ;;
esac

sha256() {
    if have sha256sum; then sha256sum -- "$1"; else shasum -a 256 -- "$1"; fi | cut -d ' ' -f 1
}

# engine_in_place PREFIX: the library there is the one that came out of the pinned wheel, byte for byte.
engine_in_place() {
    [ -f "$1/lib/$engine_file" ] && [ -f "$1/engine.sha256" ] || return 1
    [ "$(cat -- "$1/engine.sha256")" = "$engine_pin $(sha256 "$1/lib/$engine_file")" ]
}

# Prints the path of the checked wheel in the cache; fetches it where it is not there or does not match the pin.
engine_wheel() {
    [ -n "${XDG_CACHE_HOME:-}${HOME:-}" ] || fail "neither HOME nor XDG_CACHE_HOME is set" "export HOME=/your/home"
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/gastown/doltlite-$engine_version
    wheel=$cache/$engine_tag.whl
    if [ -f "$wheel" ] && [ "$(sha256 "$wheel")" = "$engine_pin" ]; then
        printf '%s\n' "$wheel"
        return
    fi
    mkdir -p -- "$cache"
    # A folder of its own in the same file system: two set-ups at once never see half a file.
    fetched=$(mktemp -d "$cache/fetch.XXXXXX")
    say "fetching DoltLite $engine_version ($engine_tag) from PyPI into $cache" >&2
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --platform "$engine_tag" --dest "$fetched" "doltlite==$engine_version" >&2 || {
        rm -rf -- "$fetched"
        fail "could not fetch the engine from PyPI" "check the network, then: scripts/setup"
    }
    set -- "$fetched"/doltlite-*.whl
    got=$(sha256 "$1")
    if [ "$got" != "$engine_pin" ]; then
        rm -rf -- "$fetched"
        fail "the engine's wheel has the checksum $got, not the pinned $engine_pin; nothing was installed" \
            "compare https://pypi.org/project/doltlite/$engine_version/#files with scripts/lib/engine.sh"
    fi
    mv -f -- "$1" "$wheel"
    printf '%s  %s\n' "$engine_pin" "$engine_tag.whl" >"$wheel.sha256"
    rm -rf -- "$fetched"
    printf '%s\n' "$wheel"
}

# install_engine PREFIX: puts the library of the pinned wheel into PREFIX/lib and remembers its checksum.
install_engine() {
    if engine_in_place "$1"; then return 0; fi
    wheel=$(engine_wheel)
    say "putting DoltLite $engine_version into $1/lib"
    mkdir -p -- "$1/lib"
    draft=$1/lib/$engine_file.$$
    python3 - "$wheel" "doltlite/_lib/$engine_file" "$draft" <<'PY'
import os, sys, zipfile
wheel, member, draft = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive, open(draft, "wb") as file:
    file.write(archive.read(member))
os.chmod(draft, 0o755)
PY
    if [ "$engine_file" = libdoltlite.so ]; then
        # 24 of its 28 MB are debug information; without strip the engine works just as well.
        if have strip; then strip --strip-unneeded "$draft" || say "strip failed; the engine stays as it came"; fi
        ln -sf libdoltlite.so "$1/lib/libdoltlite.so.0" # its soname
    fi
    rm -f -- "$1/engine.sha256"
    mv -f -- "$draft" "$1/lib/$engine_file"
    printf '%s %s\n' "$engine_pin" "$(sha256 "$1/lib/$engine_file")" >"$1/engine.sha256"
}
