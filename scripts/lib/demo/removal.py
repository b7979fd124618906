"""Removes a demo: its processes, its town, its folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from place import Place


def remove(folder):
    place = Place(folder.absolute(), os.environ["DEMO_PROGRAMS"])
    if not place.sources.is_dir() or not place.gates.is_dir():
        sys.exit(f"demo: {folder} is no folder of a demo; nothing was done")
    if (place.town / "mayor").exists():
        free_seats(place)
        # Work that is nowhere else (the bead that was sent back) is kept by `gt` first, and goes with the folder.
        words = ["gt", "uninstall", str(place.town), "--backup", str(place.folder / "backup")]
        done = subprocess.run(words, env=place.environment, cwd=place.folder, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            sys.exit(f"demo: {place.town} is kept, because `gt uninstall` refused")
    left = processes(place.folder)
    if left:
        sys.exit("demo: these processes still work below the folder, so it is kept:\n" + "\n".join(left))
    shutil.rmtree(place.folder)
    print(f"demo: {place.folder} is gone; no process and no file of it is left")
    return 0


def free_seats(place):
    """Takes work off the hooks that a demo which failed, or who looked around in it, has left there."""
    def ask(*words):
        return subprocess.run(words, env=place.environment, cwd=place.town, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
    ask("gt", "down")
    listed = ask("gt", "polecat", "list", "--json")
    for seat in json.loads(listed.stdout) if listed.returncode == 0 and listed.stdout else []:
        if seat.get("bead"):
            ask("gt", "unsling", seat["bead"])


def processes(folder):
    """Processes whose folder or command line lies below `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*") if Path("/proc").is_dir() else []:
        try:
            where = os.readlink(entry / "cwd")
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        inside = where == str(folder) or where.startswith(f"{folder}/")
        if entry.name != str(os.getpid()) and (inside or f"{folder}/town" in line):
            found.append(f"  {entry.name} {line}")
    return found
