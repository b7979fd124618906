"""Runs the checks of the tree; see scripts/check."""
import argparse
import importlib
import os
import sys
import time

from tree import Tree

FOLDER = os.path.dirname(os.path.abspath(__file__))
NOT_A_CHECK = {"__main__", "tree"}


def checks():
    names = sorted(name.removesuffix(".py") for name in os.listdir(FOLDER) if name.endswith(".py"))
    return {name: importlib.import_module(name) for name in names if name not in NOT_A_CHECK}


def self_test(name, check):
    """Whether the check finds each planted violation, and nothing in what is clean."""
    failures = []
    for number, (tree, expected) in enumerate(check.planted(), 1):
        found = [str(finding) for finding in check.findings(tree)]
        unmet = [text for text in expected if not any(text in finding for finding in found)]
        if unmet or len(found) != len(expected):
            failures.append(f"{name}, case {number}: expected {expected or 'nothing'}, found {found or 'nothing'}")
    return failures


def main():
    known = checks()
    parser = argparse.ArgumentParser(prog="scripts/check", description="Checks that the tree is as the house has it.")
    parser.add_argument("names", nargs="*", metavar="CHECK", help=f"one of: {', '.join(known)} (default: all)")
    parser.add_argument("--self-test", action="store_true", help="check the checks, with violations planted in small trees")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(known)
    if unknown:
        parser.error(f"no check is called {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    tree = None if arguments.self_test else Tree.of_folder(os.path.dirname(os.path.dirname(FOLDER)))
    failed = 0
    for name, check in known.items():
        if arguments.names and name not in arguments.names:
            continue
        start = time.monotonic()
        found = self_test(name, check) if arguments.self_test else [str(finding) for finding in check.findings(tree)]
        failed += len(found)
        what = "self-test" if arguments.self_test else "check"
        print(f"{what} {name}: {f'{len(found)} findings' if found else 'ok'} ({time.monotonic() - start:.1f} s)")
        for finding in found:
            print(f"    {finding}")
    sys.exit(1 if failed else 0)


main()
