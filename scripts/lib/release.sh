# Sourced after messages.sh and swift.sh, from the top folder. How a program is built for use.

release_folder=.build/static/release

# A folder that holds the C++ library only as an archive, so that it is linked into the programs: looking up its two
# thousand symbols at each start takes a fifth of the time of `bd --version`. Prints nothing where there is no archive.
archive_folder() {
    compiler=$(toolchain_clang) || return 0
    archive=$("$compiler" -print-file-name=libstdc++.a)
    if [ -f "$archive" ]; then
        mkdir -p .build/archives
        ln -sf "$archive" .build/archives/libstdc++.a
        printf '%s\n' "$PWD/.build/archives"
    fi
}

# A scratch path of its own: switching the static library on and off in one folder breaks the link.
build_release() {
    product=$1
    set --
    if [ "$(uname -s)" = Linux ]; then
        # A static Swift library starts a program in half the time; lld links without gold's warnings. macOS has neither.
        # At a fixed address 30,000 places need no change at each start, which would copy their pages; without a path for
        # libraries and with libgcc inside, the loader does not look for libraries at 45 places before the right one; and
        # nobody looks for a symbol among those of a program.
        set -- --static-swift-stdlib --disable-local-rpath -Xswiftc -use-ld=lld -Xlinker -s \
            -Xlinker --no-export-dynamic \
            -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc
        archives=$(archive_folder)
        if [ -n "$archives" ]; then set -- "$@" -Xlinker "-L$archives"; fi
    fi
    swift build -c release --scratch-path .build/static --product "$product" "$@"
}
