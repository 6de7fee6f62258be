"""Where do a password or a token come from at the moment of signing in?"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

Secret = Callable[[], str]


def from_file(path: Path) -> Secret:
    """A password kept in a file, read again at every sign-in; the line end is not part of it. Raises OSError."""
    return lambda: path.read_text(encoding="utf-8").rstrip("\r\n")


def token_from_command(argv: Sequence[str], timeout: float = 30.0) -> Secret:
    """A token printed by a command, run again at every sign-in.

    `timeout` in seconds. Raises OSError when the command is missing, fails, is silent or takes too long; neither its
    output nor its arguments are part of the message, since both may hold secrets.
    """
    return lambda: _run(tuple(argv), timeout)


def _run(argv: tuple[str, ...], timeout: float) -> str:
    try:
        done = subprocess.run(argv, capture_output=True, check=False, timeout=timeout, text=True)  # noqa: S603  # the administrator's own command, no shell
    except subprocess.TimeoutExpired:
        raise OSError(f"the token command gave nothing within {timeout:g} s") from None
    if done.returncode:
        raise OSError(f"the token command ended with {done.returncode}")
    if not (token := done.stdout.strip()):
        raise OSError("the token command printed nothing")
    return token
