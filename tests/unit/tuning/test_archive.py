"""The archive finds every message in which a word stands, however often it was added to, and whoever died meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from rules.touch import Clause, Touch, Wanted
from triage.tuning.archive import Archive, Filed


def keys(text: str) -> Iterable[str]:
    return text.split()


def word(text: str) -> Clause:
    return (Wanted(begins=frozenset((text[:2],)), fits=text.__eq__),)


def part(text: str) -> Clause:
    return (Wanted(holds=frozenset((text,)), fits=lambda form: text in form),)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "words", keys)


def test_a_message_is_found_by_each_of_its_words_newest_first(archive: Archive) -> None:
    archive.add([Filed(1, "betreff eins", "wohnung frei"), Filed(2, "", "keine wohnung"), Filed(5, "", "kurs")])

    assert archive.touched(Touch(alone=(word("wohnung"),))) == [2, 1]
    assert archive.touched(Touch(alone=(word("betreff"), word("kurs")))) == [5, 1]
    assert archive.touched(Touch(alone=(word("wohn"),))) == []
    assert archive.touched(Touch(alone=(part("ohn"),))) == [2, 1]


def test_all_words_of_a_clause_must_stand_there(archive: Archive) -> None:
    archive.add([Filed(1, "", "keine wohnung"), Filed(2, "", "wohnung frei"), Filed(3, "", "keine zeit")])

    assert archive.touched(Touch(alone=(word("keine") + word("wohnung"),))) == [1]
    assert archive.touched(Touch(beside=(word("keine"),), own=(word("wohnung"),))) == [1]
    assert archive.touched(Touch(all=True)) == [3, 2, 1]
    assert archive.touched(Touch()) == []


def test_many_small_additions_are_put_together_and_lose_nothing(archive: Archive, tmp_path: Path) -> None:
    for number in range(1, 31):
        archive.add([Filed(number, "", f"wort{number} gleich")])

    opened = Archive(tmp_path / "words", keys)

    assert (len(opened), opened.last) == (30, 30)
    assert opened.touched(Touch(alone=(word("gleich"),))) == list(range(30, 0, -1))
    assert opened.touched(Touch(alone=(word("wort17"),))) == [17]
    assert len(list((tmp_path / "words").glob("*/*"))) < 12


def test_pieces_left_by_somebody_who_died_while_putting_together_are_not_counted_twice(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "words", keys)
    archive.add([Filed(1, "", "alt")])
    [folder] = (tmp_path / "words").glob("*/*")
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)
    for number in range(2, 12):
        archive.add([Filed(number, "", "neu")])
    shutil.copytree(kept, folder)

    opened = Archive(tmp_path / "words", keys)

    assert len(opened) == 11
    assert opened.touched(Touch(alone=(word("alt"),))) == [1]


def test_messages_without_words_and_words_of_two_spellings_are_kept(archive: Archive) -> None:
    archive.add([Filed(1, "", ""), Filed(2, "", "iş")])
    archive.add([Filed(3, "", "")])

    assert archive.touched(Touch(alone=(word("iş"),))) == [2]
    assert archive.last == 3


def test_another_format_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "words" / "0" / "00000001").mkdir(parents=True)

    archive = Archive(tmp_path / "words", keys)

    assert (len(archive), archive.last) == (0, 0)
    assert [path.name for path in (tmp_path / "words").iterdir()] == ["1"]


def test_what_is_cleared_can_be_filled_again(archive: Archive) -> None:
    archive.add([Filed(1, "", "weg"), Filed(2, "", "da")])

    archive.clear()
    archive.add([Filed(2, "", "da")])

    assert archive.touched(Touch(alone=(word("weg"), word("da")))) == [2]
