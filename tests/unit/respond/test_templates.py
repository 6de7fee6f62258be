"""Do the acknowledgement texts say the right thing, and are wrong ones refused with their place?"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from triage.errors import BadInput
from triage.respond.templates import REQUIRED, RULE, Templates, load

SHIPPED = files("config").joinpath("mail")
NUMBER, PHONE = "KIM-2026-000123", "02162 39-2129"
GOOD = "Subject: Angekommen {number}\n\nGuten Tag {number}, Tel. {office_phone}\n"


@pytest.fixture(scope="module")
def shipped() -> Templates:
    return load(SHIPPED)


def folder(at: Path, **changed: str | bytes | None) -> Path:
    """A complete folder; `ack_de="…"` replaces ack.de.txt, None removes it."""
    for occasion in ("ack", "ack_urgent"):
        for language in REQUIRED:
            at.joinpath(f"{occasion}.{language}.txt").write_text(GOOD, encoding="utf-8")
    for key, text in changed.items():
        file = at / (".".join(key.rsplit("_", 1)) + ".txt")
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return at


def problems(at: Path) -> list[str]:
    with pytest.raises(BadInput) as refused:
        load(at)
    return refused.value.problems


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("language", REQUIRED)
def test_every_shipped_text_names_ticket_and_office(shipped: Templates, language: str, urgent: bool) -> None:
    subject, body = shipped.render(language, urgent=urgent, number=NUMBER, office_phone=PHONE)

    assert subject == f"Wir haben Ihre Nachricht erhalten [{NUMBER}]"
    parts = body.split(f"\n{RULE}\n")
    assert len(parts) == (1 if language == "de" else 2)
    assert parts[-1].strip().startswith("Guten Tag")
    for part in parts:
        assert NUMBER in part
        assert PHONE in part
        assert "24" in part
        assert "{" not in part


@pytest.mark.parametrize("language", REQUIRED)
def test_an_urgent_text_gives_the_emergency_numbers_and_a_plain_one_does_not(shipped: Templates, language: str) -> None:
    numbers = ("Tel. 110", "Tel. 112", "Tel. 116 016", "0800 1110111", "116 123")

    assert all(number in shipped.urgent[language].body for number in numbers)
    assert not any(number in shipped.plain[language].body for number in numbers)


@pytest.mark.parametrize("language", ["de", "und", "", "xx", "pl", "../../etc/passwd"])
def test_without_a_text_of_their_own_people_get_german_alone(shipped: Templates, language: str) -> None:
    _, body = shipped.render(language, urgent=False, number=NUMBER, office_phone=PHONE)

    assert RULE not in body
    assert body.startswith("Guten Tag,\n")


def test_dari_is_served_with_farsi(shipped: Templates) -> None:
    assert shipped.spoken("prs") == shipped.spoken("FA") == "fa"
    assert shipped.languages == ("ar", "en", "fa", "fr", "ru", "tr", "uk")


def test_german_sentences_have_at_most_twelve_words(shipped: Templates) -> None:
    for text in (shipped.plain["de"].body, shipped.urgent["de"].body):
        for sentence in re.split(r"(?<=[.?!:])\s|\n", text):
            assert len(re.findall(r"[\wÄÖÜäöüß-]+", sentence)) <= 12, sentence


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_numbers_keep_their_order_in_right_to_left_text_without_control_characters(
    shipped: Templates, language: str
) -> None:
    """UAX #9 W7: digits after a Latin letter read left to right, whatever surrounds them."""
    for urgent in (False, True):
        _, body = shipped.render(language, urgent=urgent, number=NUMBER, office_phone=PHONE)
        assert not [sign for sign in body if sign in "\u200e\u200f\u061c" or "\u202a" <= sign <= "\u202e"]
        for line in body.splitlines():
            for hit in re.finditer(r"\d+[ -]+\d+", line):
                strong = [d for d in map(unicodedata.bidirectional, line[: hit.start()]) if d in {"L", "R", "AL"}]
                assert strong[-1:] == ["L"], line


def test_a_value_is_never_read_as_a_placeholder(shipped: Templates) -> None:
    _, body = shipped.render("de", urgent=False, number="{office_phone}", office_phone="{number}")

    assert "Tel. {number}" in body
    assert "Ihre Nummer ist: {office_phone}" in body


def test_all_problems_come_at_once_each_with_file_and_line(tmp_path: Path) -> None:
    at = folder(
        tmp_path,
        ack_de="Subject: x {number}\n\nHallo {name}\nIhre {nummer}\n",
        ack_en="Hello\n\nbody {number}\n",
        ack_fr="Subject: x\n\n{0.__class__} } \n",
        ack_ru=None,
        ack_tr=b"Subject: {number}\n\nG\xfcn\n",
        ack_uk="Subject: {number}\nkein Abstand \u202e\n",
        ack_urgent_ar="Subject: {number}\n\n\n",
    )

    found = problems(at)

    assert [text.split(" ")[0] for text in found] == [
        "ack.de.txt:3",
        "ack.de.txt:4",
        "ack.en.txt:1",
        "ack.fr.txt:1",
        "ack.fr.txt:3",
        "ack.fr.txt:3",
        "ack.tr.txt:3",
        "ack.uk.txt:2",
        "ack.uk.txt:2",
        "ack_urgent.ar.txt:3",
        "ack.ru.txt:1",
    ]
    assert "Meinten Sie {number}?" in found[1]
    assert "Erlaubt: {number} {office_phone}" in found[0]


def test_an_empty_folder_lists_every_missing_file(tmp_path: Path) -> None:
    assert len(problems(tmp_path)) == 2 * len(REQUIRED)
    assert len(problems(tmp_path / "absent")) == 2 * len(REQUIRED)


def test_a_further_language_needs_both_its_files(tmp_path: Path) -> None:
    at = folder(tmp_path, ack_pl=GOOD)

    assert problems(at) == ["ack_urgent.pl.txt:1  Die Datei fehlt."]
    at.joinpath("ack_urgent.pl.txt").write_text(GOOD)
    assert load(at).spoken("pl") == "pl"


def test_a_misnamed_file_is_a_problem(tmp_path: Path) -> None:
    at = folder(tmp_path)
    at.joinpath("ack.deutsch.txt").write_text(GOOD)

    assert problems(at)[0].startswith("ack.deutsch.txt:1  unbekannter Dateiname")


def test_an_office_replaces_one_text_and_keeps_the_others(tmp_path: Path) -> None:
    tmp_path.joinpath("ack.de.txt").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    templates = load(SHIPPED, tmp_path)

    subject, body = templates.render("de", urgent=False, number="N-1", office_phone="0")
    assert (subject, body) == ("Angekommen N-1", "Guten Tag N-1, Tel. 0\n")
    assert templates.render("de", urgent=True, number="N-1", office_phone="0")[0] != subject
