"""Small rulebooks for tests, written as an author would write them."""

from __future__ import annotations

from textwrap import dedent, indent

from rules.load import load_texts
from rules.rulebook import Rulebook


def topic(rules: str, label: str = "sprache") -> str:
    """A topic file from the text of its rules."""
    return f"topic: {label}\nrules:\n{indent(dedent(rules).strip(), '  ')}\n"


def book(rules: str, label: str = "sprache") -> Rulebook:
    """A rulebook of one topic."""
    return load_texts({f"topics/{label}.yaml": topic(rules, label)})
