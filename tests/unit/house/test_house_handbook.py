"""Does the handbook for staff hold together, and is it plain?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.house.tree import ROOT, read, shown
from triage.web.keys import SHORTCUTS

BOOK = ROOT / "docs" / "handbuch"
PAGES = sorted(BOOK.glob("*.md"))
PICTURES = ROOT / "docs" / "img"
MOST_WORDS = 20
MOST_BYTES = 6_000_000
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)\)")
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")  # without words for it, a picture is none
_ANY_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


def linked(page: Path, pattern: re.Pattern[str]) -> set[Path]:
    """The files a page names."""
    return {(page.parent / found).resolve() for found in pattern.findall(page.read_text(encoding="utf-8"))}


def sentences(text: str) -> list[str]:
    """What a reader reads in one go: list items, cells and titles end a sentence too."""
    prose = _LINK.sub(
        lambda found: found[0].partition("]")[0], _ANY_PICTURE.sub(lambda f: f[0].partition("]")[0], text)
    )
    breaks = re.compile(r"(?<=[.!?:])[“\"`]?\s|\||\n\s*(?:-|\d+\.|#+)\s|\n\n|\n(?=\|)")
    whole = re.sub(r"(\d|z)\. (?=[a-zäöü])", r"\1.", prose)  # "am 7. dieses Monats" is one sentence
    return [" ".join(part.split()) for part in breaks.split(whole) if part and part.strip()]


def test_every_page_stands_in_the_contents() -> None:
    contents = linked(BOOK / "README.md", _LINK)

    assert [shown(page) for page in PAGES if page.name != "README.md" and page not in contents] == []
    assert len(PAGES) > 10


def test_every_link_leads_somewhere() -> None:
    dead = {shown(page): sorted(str(p) for p in linked(page, _LINK) if not p.exists()) for page in PAGES}

    assert {page: links for page, links in dead.items() if links} == {}


def test_every_picture_that_is_shown_exists_and_every_picture_is_shown() -> None:
    pages = [*PAGES, ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {picture for page in pages for picture in linked(page, _PICTURE)}

    assert named == set(PICTURES.iterdir())


def test_every_picture_is_described_in_words() -> None:
    without = [shown(page) for page in PAGES if linked(page, _ANY_PICTURE) != linked(page, _PICTURE)]

    assert without == []


def test_the_pictures_together_stay_small() -> None:
    assert sum(picture.stat().st_size for picture in PICTURES.iterdir()) < MOST_BYTES


def test_every_key_is_explained() -> None:
    named = set(re.findall(r"`([^`]+)`", read("docs/handbuch/anmelden.md")))

    assert [key for shortcut in SHORTCUTS for key in shortcut.letters if key not in named] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_sentences_are_short(page: Path) -> None:
    long = [one for one in sentences(page.read_text(encoding="utf-8")) if len(one.split()) > MOST_WORDS]

    assert long == []


def test_a_long_sentence_is_noticed() -> None:
    long = " ".join(["Wort"] * (MOST_WORDS + 1))

    found = sentences(f"# Titel\n\nKurz. {long}.\n\n- Punkt eins\n- Punkt zwei\n\n| Zelle | Zelle |\n")

    assert [one for one in found if len(one.split()) > MOST_WORDS] == [f"{long}."]
    assert "Punkt eins" in found
