# Names for the scripts; nothing is decided here, and nothing needs make.
.PHONY: demo test setup build bench check fmt soak install uninstall

demo: ; scripts/demo
test: ; scripts/test
setup: ; scripts/setup
build: ; scripts/build
bench: ; scripts/bench
check: ; scripts/check
fmt: ; scripts/fmt
soak: ; scripts/soak
install: ; scripts/install "$(or $(PREFIX),$(HOME)/.local)"
uninstall: ; scripts/uninstall "$(or $(PREFIX),$(HOME)/.local)"
