"""Is every word on screen there in both languages, and in plain ones?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from triage.values import MUNICIPALITIES, TOPICS, URGENCIES
from triage.web import words

_KEYWORDS = {"N_": None, "gettext": None, "ngettext": (1, 2)}
_FORBIDDEN = (
    "Precision",
    "Recall",
    "klassifiziert",
    "Ticket",
    "Fehlerhafte Eingabe",
    "ungültig",
    "Score",
    "Bitte beachten",
)


def catalogue(language: str) -> Catalog:
    source = files("triage.web") / "locale" / language / "LC_MESSAGES" / "messages.po"
    with source.open("rb") as po:
        return read_po(po, locale=language, abort_invalid=True)


def used() -> Iterator[str | tuple[str, ...]]:
    """Every message the templates and modules ask for."""
    root = Path(str(files("triage.web")))
    for page in sorted((root / "templates").glob("*.html")):
        found: Any = extract("jinja2.ext.babel_extract", BytesIO(page.read_bytes()), options={"trimmed": "true"})
        yield from (m for _line, m, _comments, _context in found)
    for module in sorted(root.glob("*.py")):
        found = extract("python", BytesIO(module.read_bytes()), keywords=_KEYWORDS)
        yield from (m for _line, m, _comments, _context in found)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_untranslated_fuzzy_or_left_over(language: str) -> None:
    have = catalogue(language)
    wanted = {m if isinstance(m, str) else m[0] for m in used()}
    ids = {m.id if isinstance(m.id, str) else m.id[0] for m in have if m.id}

    assert wanted - ids == set(), "missing"
    assert ids - wanted == set(), "left over"
    for message in have:
        if message.id:
            texts = [message.string] if isinstance(message.string, str) else list(message.string)
            assert all(texts), message.id
            assert not message.fuzzy, message.id
            assert not list(message.check(have)), message.id


def test_german_sentences_are_short_and_kind() -> None:
    for message in catalogue("de"):
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for sentence in re.split(r"[.!?:]\s", " ".join(texts) if message.id else ""):
            assert len(sentence.split()) <= 15, sentence
        assert not [w for w in _FORBIDDEN if message.id and w in " ".join(texts)], message.string


def test_every_id_has_a_name() -> None:
    assert set(TOPICS) == set(words.TOPICS)
    assert {*MUNICIPALITIES, ""} == set(words.TOWNS)
    assert set(URGENCIES) == set(words.URGENCIES)


def test_catalogues_are_compiled_the_same_way_each_time() -> None:
    assert words.translations("de").gettext("Queue") == "Warteschlange"
    assert words.translations("en").ngettext("%(num)d ticket", "%(num)d tickets", 2) == "%(num)d tickets"
    with pytest.raises(KeyError):
        words.translations("../de")


def test_languages_are_named_in_the_readers_own() -> None:
    assert words.language_name("ar", "de") == "Arabisch"
    assert words.language_name("uk", "en") == "Ukrainian"
    assert words.language_name("und", "de") == ""
