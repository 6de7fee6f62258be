"""Which words, and which rules of other labels, hint at a label, by the files in `hints/`?"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from rules.forms import LANGUAGES
from rules.problem import RuleProblem, nearest
from rules.rulebook import FAMILIES, WEIGHTS, Hint
from rules.source import Source

FOLDER = "hints"
_HINTED = ("topics", "urgency", "kinds", "roles")  # families whose labels may be hinted at
_KEYS = {FAMILIES[name][0]: FAMILIES[name][1] for name in _HINTED}  # first key → labels


def read_hints(texts: Mapping[str, str], problems: list[RuleProblem]) -> tuple[Hint, ...]:
    """The hints of the files below `hints/`, in file order; what is wrong is added to `problems`."""
    found: list[Hint] = []
    for name in sorted(texts):
        source = Source(name)
        root = source.root(texts[name])
        if root is not None:
            found.extend(_read_label(source, root))
        problems.extend(source.problems)
    return tuple(found)


def _read_label(source: Source, root: yaml.Node) -> list[Hint]:
    top = source.known(root, "the file", (*_KEYS, "words", "rules"))
    key = next((key for key in _KEYS if key in top), "")
    if not key:
        source.wrong(root, f'the file needs "{" or ".join(_KEYS)}:"')
        return []
    label = source.text(top[key], key)
    if label not in _KEYS[key]:
        source.wrong(top[key], f'unknown {key} "{label}"', nearest(label, _KEYS[key]))
    found: list[Hint] = []
    for language, (node, words) in source.mapping(top["words"], "words").items() if "words" in top else ():
        if language not in LANGUAGES:
            source.wrong(node, f'unknown language "{language}"', nearest(language, LANGUAGES))
        found.extend(_read_weights(source, words, label, language))
    if "rules" in top:
        found.extend(_read_weights(source, top["rules"], label, ""))
    return found


def _read_weights(source: Source, node: yaml.Node, label: str, language: str) -> list[Hint]:
    found: list[Hint] = []
    for key, members in source.mapping(node, "hints").values():
        weight = source.number(key, "weight", *WEIGHTS)
        for member in source.items(members, "hints"):
            place = f"{source.file}:{member.start_mark.line + 1}"
            found.append(Hint(label, weight, source.text(member, "a hint"), language, place))
    return found
