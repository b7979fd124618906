# Names for the scripts; nothing is decided here, and nothing needs make.
.PHONY: setup build test check fmt install uninstall

setup: ; scripts/setup
build: ; scripts/build
test: ; scripts/test
check: ; scripts/check
fmt: ; scripts/fmt
install: ; scripts/install "$(or $(PREFIX),$(HOME)/.local)"
uninstall: ; scripts/uninstall "$(or $(PREFIX),$(HOME)/.local)"
