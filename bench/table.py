"""The one table: a figure, what ours takes, what it is held against, and whether the limit is kept."""
import json


class Table:
    def __init__(self):
        self.rows = []

    def section(self, title):
        print(f"\n{title}\n{'figure':44} {'ours':>10} {'beside':>10} {'ratio':>7}  limit", flush=True)

    def row(self, name, ours, beside=None, unit="ms", limit="", kept=None, note=""):
        """`kept` is None for a figure without a limit; `ratio` is ours by what stands beside it."""
        ratio = ours / beside if beside else None
        self.rows.append(dict(name=name, ours=ours, beside=beside, ratio=ratio, unit=unit, limit=limit, kept=kept, note=note))
        cells = [f"{name:44}", f"{ours:7.1f} {unit:2}", f"{beside:7.1f} {unit:2}" if beside else " " * 10, f"{ratio:6.2f}×" if ratio else " " * 7]
        verdict = "" if kept is None else "kept: " if kept else "BROKEN: "
        print(" ".join(cells) + f"  {verdict}{limit}" + (f"  ({note})" if note else ""), flush=True)

    @property
    def broken(self):
        return [row["name"] for row in self.rows if row["kept"] is False]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.rows, file, indent=1)
