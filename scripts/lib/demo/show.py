"""How the demo looks."""

import os
import sys
from shlex import quote

from projects import WORK


class Show:
    def __init__(self):
        self.colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def colour(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colours else text

    def out(self, text=""):
        print(text, flush=True)

    def title(self, name, text):
        self.out()
        self.out(f"{self.colour('1', name)} — {text}")
        self.out()

    def clock(self, place):
        return self.colour("2", f"{place.now():6.1f} s ")

    def line(self, place, text):
        self.out(f"{self.clock(place)} {text}")

    def typed(self, place, command, said):
        self.out(f"{self.clock(place)} {self.colour('36', '$ ' + command)}")
        for line in said.splitlines():
            if line.strip().startswith("✓"):
                self.out(f"           {line.strip()}")

    def said(self, place, text):
        self.out(f"{self.clock(place)} {self.colour('33', text)}")

    def note(self, text):
        self.out(f"           {self.colour('2', text)}")

    def event(self, place, mark, bead, text):
        code = {"✓": "32", "✗": "31", "→": "36", "⇡": "34"}[mark]
        self.out(f"{self.clock(place)} {self.colour(code, mark)} {bead:<12} {text}")

    def proof(self, holds, claim, otherwise):
        self.out(f"  {self.colour('32', '✓') if holds else self.colour('31', '✗ NOT:')} {claim}")
        if not holds and otherwise:
            self.out(f"      {otherwise}")

    def timeline(self, story):
        """A bar for each bead: at work, in the queue, landed or sent back."""
        ends = list(story.landed.values()) + list(story.sent_back.values())
        if not ends:
            return
        start, width = min(moment for moment, _ in story.slung.values()), 56
        scale = width / max(max(ends) - start, 1)
        self.title("Timeline", "█ at work   ░ in the merge queue   ✓ landed   ✗ sent back")
        for bead, (slung, worker) in sorted(story.slung.items(), key=lambda item: item[1][0]):
            filed = story.filed.get(bead, slung)
            end = story.landed.get(bead, story.sent_back.get(bead, filed))
            at = [round((moment - start) * scale) for moment in (slung, filed, end)]
            bar = " " * at[0] + "█" * max(at[1] - at[0], 1) + "░" * (at[2] - at[1])
            mark = self.colour("32", "✓") if bead in story.landed else self.colour("31", "✗")
            self.out(f"  {bead:<12} {worker:<18} {bar}{mark}")
        seconds = f"{max(ends) - start:.1f} s"
        self.out(f"  {'':<12} {'':<18} 0 s{' ' * (width - 3 - len(seconds))}{seconds}")

    def trouble(self, place, stop):
        self.out()
        self.out(self.colour("31", f"{place.now():6.1f} s  {stop}"))
        for name in ("daemon/daemon.log",):
            path = place.town / name
            if path.is_file():
                lines = path.read_text(errors="replace").splitlines()[-15:]
                self.out(f"  the end of {path}:")
                for line in lines:
                    self.out(f"    {line}")

    def farewell(self, place, failures, breaker):
        self.out()
        if failures:
            self.out(self.colour("31", f"Not everything happened as it should: {len(failures)} of the expected things did not."))
        else:
            self.out(self.colour("32", f"All of it happened as it should, in {place.now():.0f} s."))
        self.out()
        self.out("Look around (the town is up and waits for work):")
        self.out()
        self.out(f"  export PATH={quote(place.programs)}:$PATH")
        self.out(f"  cd {quote(str(place.town))}")
        for command, reason in (
            ("gt status", "who is there"),
            ("gt mail inbox", "what the town has told you"),
            ("gt convoy list", "batches of work"),
            ("gt mq list calc", "the merge queue"),
            (f"bd -C calc show {breaker}" if breaker else "bd -C calc list", "what was sent back, and why"),
            ("gt refinery attach calc", "watch the merge queue live (leave with Ctrl-B D)"),
            ("git -C ../sources/calc.git log --oneline --graph", "what landed"),
        ):
            self.out(f"  {command:<50} {self.colour('2', '# ' + reason)}")
        self.out()
        self.out("Remove it, with every process and every file:")
        self.out()
        self.out(f"  scripts/demo remove {quote(str(place.folder))}")
