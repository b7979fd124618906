# Sourced after messages.sh and engine.sh (for sha256). The list of what an installation put below its prefix.
#
# One line a thing, in the order it was made: `folder PATH` or `file CHECKSUM PATH`, paths relative to the prefix.
# A folder that was there before is not listed, and a file that changed since is not removed.

manifest_path=lib/gastown/manifest

# listed PREFIX PATH: an installation put that file there.
listed() {
    [ -f "$1/$manifest_path" ] && grep -q "^file [0-9a-f]* $2\$" "$1/$manifest_path"
}

# refuse_foreign PREFIX PATH...: no file that somebody else put there is written over.
refuse_foreign() {
    within=$1
    shift
    for path in "$@"; do
        if [ -e "$within/$path" ] || [ -L "$within/$path" ]; then
            listed "$within" "$path" ||
                fail "$within/$path is there already and was not put there by scripts/install; nothing was changed" \
                    "scripts/install /another/prefix"
        fi
    done
}

# begin_manifest PREFIX: starts the list; folders that an earlier installation made stay ours.
begin_manifest() {
    manifest_prefix=$1
    manifest_lines=
    if [ -f "$1/$manifest_path" ]; then manifest_lines=$(grep '^folder ' "$1/$manifest_path" || true); fi
    make_folder .
    make_folder bin
    make_folder lib
    make_folder lib/gastown
}

make_folder() {
    if [ -d "$manifest_prefix/$1" ]; then return 0; fi
    case $1 in
    # Folders above the prefix are made on the way and are not ours to remove.
    .) mkdir -p -- "$manifest_prefix" || fail "cannot make $manifest_prefix" "scripts/install ~/.local" ;;
    *) mkdir -- "$manifest_prefix/$1" || fail "cannot write below $manifest_prefix" "scripts/install ~/.local" ;;
    esac
    add_line "folder $1"
}

add_line() {
    if [ -n "$manifest_lines" ]; then manifest_lines="$manifest_lines
$1"; else manifest_lines=$1; fi
}

# put SOURCE PATH: copies a file below the prefix; whoever runs the old one meanwhile keeps it.
put() {
    draft=$manifest_prefix/$2.$$
    cp -- "$1" "$draft" || fail "cannot write below $manifest_prefix" "scripts/install ~/.local"
    chmod 755 -- "$draft"
    mv -f -- "$draft" "$manifest_prefix/$2"
    add_line "file $(sha256 "$1") $2"
    # After each file, so that an installation that was stopped half-way can be removed too.
    end_manifest
}

end_manifest() {
    printf '%s\n' "$manifest_lines" >"$manifest_prefix/$manifest_path.$$"
    mv -f -- "$manifest_prefix/$manifest_path.$$" "$manifest_prefix/$manifest_path"
}
