"""Which mails does the demo send?"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from triage.demo.odd import ODD
from triage.demo.record import DemoMail

_FILES = ("people", "network", "languages", "threads", "machines")
_RENAMED = {"from": "sender"}


def mails() -> tuple[DemoMail, ...]:
    """All of them, in the order of their files. Raises TypeError on a field no mail has."""
    return (*(_mail(entry) for name in _FILES for entry in _entries(name)), *ODD)


def _entries(name: str) -> list[dict[str, Any]]:
    text = files("triage.demo.data").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["mail"]
    return found


def _mail(entry: dict[str, Any]) -> DemoMail:
    values: dict[str, Any] = {_RENAMED.get(key, key): value for key, value in entry.items()}
    values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    values["body"] = values["body"].strip() + "\n"
    return DemoMail(**values)
