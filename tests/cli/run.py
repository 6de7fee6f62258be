"""How a test runs the program, and what it gets back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Done:
    """A command that has ended."""

    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its JSON Lines; splits at line feeds only."""
        return [json.loads(line) for line in self.out.split(b"\n") if line]

    @property
    def text(self) -> str:
        return self.out.decode()


def triage(*arguments: object, data: Path, stdin: bytes = b"", **environment: str) -> Done:
    """Run it in an environment that holds nothing of ours but this data directory."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", "from triage.cli.app import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=kept | {"TRIAGE_DATA_DIR": str(data)} | environment,
        timeout=120,
        check=False,
    )
    return Done(code=done.returncode, out=done.stdout, err=done.stderr.decode("utf-8", "replace"))
