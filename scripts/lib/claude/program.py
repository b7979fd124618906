"""The Claude Code program: out of a wheel on PyPI, kept in the user's cache folder, never in the project."""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

VERSION = "0.2.187"
MEMBER = "claude_agent_sdk/_bundled/claude"


class Missing(Exception):
    """Why the program cannot be had; the reader sees this text."""


def find():
    """The program's path; fetched on first use."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise Missing(f"tried on Linux x86_64 only, this is {platform.system()} {platform.machine()}")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "gastown" / "claude" / VERSION
    program = cache / "claude"
    seal = cache / "claude.sha256"
    if program.is_file() and seal.is_file() and seal.read_text() == digest(program):
        return program
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        print(f"fetching claude-agent-sdk {VERSION} (166 MB, once)", flush=True)
        call = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        call += ["--only-binary=:all:", "--dest", folder, f"claude-agent-sdk=={VERSION}"]
        result = subprocess.run(call, capture_output=True, text=True)
        wheels = list(Path(folder).glob("*.whl"))
        if result.returncode or not wheels:
            raise Missing("pip could not fetch it: " + (result.stderr.strip().splitlines() or ["no answer"])[-1])
        draft = Path(folder) / "claude"
        with zipfile.ZipFile(wheels[0]) as wheel, draft.open("wb") as out:
            try:
                out.write(wheel.read(MEMBER))
            except KeyError:
                raise Missing(f"the wheel has no {MEMBER}") from None
        draft.chmod(0o755)
        seal.write_text(digest(draft))
        draft.replace(program)
    return program


def digest(path):
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            hasher.update(chunk)
    return hasher.hexdigest()
