"""The figures, in one table; see scripts/bench."""
import argparse
import sys

import against_c
import against_original
import beads
import contention
import town
from table import Table
from workshop import Ledger, Workshop

PARTS = ("start", "c", "original", "town", "strain")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures our programs beside bare C programs and the original.")
    parser.add_argument("--clang", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", default="1000,10000,100000", help="beads in the ledgers (default: %(default)s)")
    parser.add_argument("--parts", default=",".join(PARTS), help="which parts (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=30, help="runs a figure (default: %(default)s)")
    parser.add_argument("--seconds", type=int, default=30, help="how long the strain lasts (default: %(default)s)")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    parser.add_argument("--computed", action="store_true", help="time computed instead of time passed, for a busy machine; the disk does not count")
    arguments = parser.parse_args()
    parts = arguments.parts.split(",")
    if set(parts) - set(PARTS):
        parser.error(f"the parts are: {', '.join(PARTS)}")

    workshop, table = Workshop(arguments.clang, arguments.runs, arguments.computed), Table()
    try:
        if "start" in parts:
            against_c.start(workshop, table)
        for size in map(int, arguments.sizes.split(",")) if {"c", "original"} & set(parts) else []:
            measure(workshop, table, Ledger(workshop, size), parts)
        if "town" in parts:
            town.measure(workshop, table)
        if "strain" in parts:
            contention.strain(workshop, table, lambda: fresh(workshop), arguments.seconds)
    finally:
        workshop.remove()
    if arguments.json:
        table.write(arguments.json)
    print(f"\n{len(table.rows)} figures, {len(table.broken)} over their limit" + "".join(f"\n    {name}" for name in table.broken))
    sys.exit(1 if table.broken else 0)


def measure(workshop, table, ledger, parts):
    closable = beads.closable(ledger.beads)
    if "c" in parts:
        against_c.reads(workshop, table, ledger)
        # Of the largest ledgers each run would copy hundreds of megabytes.
        if ledger.count <= 10_000:
            against_c.writes(workshop, table, ledger, closable)
        against_c.importing(table, ledger)
    if "original" in parts and str(ledger.count) in against_original.ORIGINAL["bd"]["ready"]:
        against_original.commands(workshop, table, ledger, closable)


def fresh(workshop):
    """A ledger for the strain, and the beads of it that have no edge."""
    ledger = Ledger(workshop, 2000)
    tied = {end for bead in ledger.beads for edge in bead.get("dependencies", []) for end in (edge["issue_id"], edge["depends_on_id"])}
    return ledger, [bead["id"] for bead in ledger.beads if bead["status"] == "open" and bead["id"] not in tied]


main()
