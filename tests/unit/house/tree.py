"""Which files are ours?"""

from __future__ import annotations

import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ("triage", "rules", "models", "config", "tests")
_MADE = frozenset(("__pycache__", "build", "dist", "var"))
_HIDDEN_BUT_OURS = frozenset((".ci", ".gitignore", ".gitattributes"))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git keeps; where git knows nothing of us, every file that no tool made."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines()
    return tuple(p for name in names if (p := ROOT / name).is_file()) or tuple(p for p in _walked() if p.is_file())


def _walked() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        hidden = {part for part in parts if part.startswith(".")} - _HIDDEN_BUT_OURS
        if not hidden and not parts & _MADE and path.suffix != ".mo":
            yield path


def python_files(*packages: str) -> tuple[Path, ...]:
    """Our modules, those of the named packages only when some are named."""
    chosen = packages or PACKAGES
    return tuple(p for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in chosen)


def shown(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def read(name: str) -> str:
    """The text of one of our files."""
    return (ROOT / name).read_text(encoding="utf-8")


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is text, with its text."""
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            yield path, data.decode("utf-8", errors="replace")


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """(line, comment) of a module; what only looks like a comment inside a string is none."""
    source = io.StringIO(path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def first_column(text: str) -> list[str]:
    """What stands between backticks in the first column of a page's tables."""
    return [m.group(1) for m in re.finditer(r"^\| `([^`]+)` \|", text, re.MULTILINE)]
