"""How does this package say what is wrong with a rulebook, all of it at once?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProblem:
    """One thing wrong in a rule file."""

    place: str  # file:line, the file below the rulebook's folder
    text: str  # what is wrong
    hint: str = ""  # the nearest right word, or the remedy
    severity: Severity = "error"  # a warning does not stop the rulebook from being used
    kind: str = ""  # of those a check of whole rulebooks finds: double, shadowed, empty, example, no_example
    rule: str = ""  # the rule's id, of these
    words: tuple[str, ...] = ()  # the term and the one it repeats or hides behind, or the example

    def __str__(self) -> str:
        return f"{self.place}  {self.text}" + (f" {self.hint}" if self.hint else "")


class RulesInvalid(Exception):
    """A rulebook cannot be used; carries every problem, not only the first."""

    def __init__(self, problems: Sequence[RuleProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint `meant: "…"?` for a misspelt word, or "" when nothing is close."""
    scored = [(DamerauLevenshtein.normalized_similarity(word, other), other) for other in known]
    score, best = max(scored, default=(0.0, ""))
    return f'meant: "{best}"?' if score >= 0.5 else ""  # noqa: PLR2004  half of the letters is what a reader calls near
