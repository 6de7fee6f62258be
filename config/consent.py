"""To which words does a person agree before a case is passed on, in which language?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.files import SettingsInvalid, file_text
from config.positions import lines_of

NAME = "consent.toml"
REQUIRED = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr")
RECEIVER = "{receiver}"
_LONGEST = 16  # characters of the version, as the database keeps it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of the words, in all its languages."""

    version: str
    texts: Mapping[str, str]  # ISO 639-1 → text with {receiver}


def load(environment: Mapping[str, str]) -> Wording:
    """The packaged file, or the one of its name in TRIAGE_CONFIG_DIR. Raises SettingsInvalid with every problem."""
    place, text = file_text(NAME, environment)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid([f"{place}  ist kein gültiges TOML: {error}."]) from None
    problems = list(_problems(tree, lines_of(text), place))
    if problems:
        raise SettingsInvalid(problems)
    texts = {language: " ".join(words.split()) for language, words in tree["texts"].items()}
    return Wording(version=tree["version"], texts=texts)


def _problems(tree: Mapping[str, Any], lines: Mapping[tuple[str, ...], int], place: str) -> Iterator[str]:
    version, texts = tree.get("version"), tree.get("texts")
    if not isinstance(version, str) or not 0 < len(version) <= _LONGEST:
        yield f"{place}:{lines.get(('version',), 1)}  version: fehlt oder hat mehr als {_LONGEST} Zeichen."
    for name in tree.keys() - {"version", "texts"}:
        yield f"{place}:{lines.get((name,), 1)}  {name}: unbekannter Schlüssel. Es gibt: version, texts."
    if not isinstance(texts, dict):
        yield f"{place}:1  texts: fehlt."
        return
    for language in REQUIRED:
        if language not in texts:
            yield f"{place}:{lines.get(('texts',), 1)}  texts.{language}: fehlt."
    for language, words in texts.items():
        if not isinstance(words, str) or RECEIVER not in words:
            yield f"{place}:{lines.get(('texts', language), 1)}  texts.{language}: nennt die Stelle nicht ({RECEIVER})."
