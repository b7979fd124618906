"""scripts/demo after the build: makes a town, watches it work, proves from outside what it did."""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from place import Place, Stop
from proofs import Proofs
from removal import remove
from show import Show
from story import Story


def main():
    words = sys.argv[1:]
    if words[:1] == ["remove"]:
        if len(words) != 2:
            sys.exit("demo: name the folder: scripts/demo remove FOLDER")
        return remove(Path(words[1]))
    if len(words) > 1 or words[:1] and words[0].startswith("-"):
        sys.exit("demo: unknown arguments; see the first lines of scripts/demo")
    place = Place(folder(words[0] if words else None), os.environ["DEMO_PROGRAMS"])
    show = Show()
    try:
        place.watch()
        story = Story(place, show, chaos=os.environ.get("CHAOS") == "1")
        story.tell()
        show.timeline(story)
        failures = Proofs(place, story, show).check()
    except Stop as stop:
        failures = [str(stop)]
        show.trouble(place, stop)
    except KeyboardInterrupt:
        failures = ["interrupted"]
    finally:
        place.unwatch()
    show.farewell(place, failures, story.breaker if "story" in locals() else None)
    return 1 if failures else 0


def folder(named):
    if named is None:
        return Path(tempfile.mkdtemp(prefix="gastown-demo-", dir=os.environ.get("TMPDIR", "/tmp")))
    path = Path(named).absolute()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        sys.exit(f"demo: {path} is there and not empty; nothing was done")
    path.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
