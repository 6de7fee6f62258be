"""Does starting the program, which every worker repeats, load what only commands need?"""

from __future__ import annotations

import subprocess
import sys


def test_a_worker_that_loads_the_programs_start_loads_no_command_with_it() -> None:
    look = "import sys, triage.cli.app; print(*sorted({'typer', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"

    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == ""
