# Sourced after messages.sh and swift.sh, from the top folder. How a program is built for use.

release_folder=.build/static/release

# A scratch path of its own: switching the static library on and off in one folder breaks the link.
build_release() {
    case "$(uname -s)" in
    # A static Swift library starts a program in half the time; lld links without gold's warnings. macOS has neither.
    Linux) set -- "$1" --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s ;;
    *) set -- "$1" ;;
    esac
    product=$1
    shift
    swift build -c release --scratch-path .build/static --product "$product" "$@"
}
