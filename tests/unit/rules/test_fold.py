"""Two spellings of one word meet, and offsets stay those of the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fold import LONGEST_RUN, break_runs, fold
from rules.tokens import Tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brüggen", "BRUEGGEN"),
        ("Brüggen", "bruggen"),
        ("Brüggen", "Bru\u0308ggen"),
        ("Straße", "STRASSE"),
        ("Yılmaz", "yilmaz"),
        ("İstanbul", "istanbul"),
        ("ısınma", "Isinma"),
        ("Ärzte", "Aerzte"),
        ("ещё", "еще"),
        ("يكتب", "یکتب"),
        ("كتاب", "کتاب"),
        ("أحمد", "احمد"),
        ("إقامة", "اقامه"),
        ("مُحَمَّد", "محمد"),
        ("مـــوعد", "موعد"),
        ("mieszkańcy", "mieszkancy"),
        ("łódź", "lodz"),
        ("ﻻ", "لا"),
        ("١٢٣", "123"),
        ("Ａ１", "a1"),
        ("Jobcenter\u00ad", "jobcenter"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("їх", "их"), ("neu", "nu"), ("Steuer", "Stur"), ("bauen", "ban")]
)
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more_than_once_did(text: str) -> None:
    once = fold(text)

    assert fold(once) == fold(fold(once))


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Straße in Brüggen", "Brüggen"),
        ("İİİ İstanbul", "İstanbul"),
        ("ßßß Kempen", "Kempen"),
        ("Aerzte in Dülken", "Dülken"),
        ("😀😀 Kempen 👩‍👩‍👧", "Kempen"),
        ("Bru\u0308ggen und Kempen", "Kempen"),
        ("In Bru\u0308ggen wohnen", "Bru\u0308ggen"),
        ("x" * 350 + " Kempen", "Kempen"),
        (".(" * 200 + " Kempen", "Kempen"),
        ("y" * 250 + "\n" + "z" * 130 + "\n\nKempen", "Kempen"),
        ("„Kempen“", "Kempen"),
        ("أنا في كمبن اليوم", "كمبن"),
        ("Viersen'de", "Viersen'de"),
    ],
)
def test_a_word_is_found_where_it_stands_in_the_text_as_given(tokens: Tokens, text: str, word: str) -> None:
    words = tokens.read(text)

    places = [(words.starts[n], words.ends[n]) for n in range(len(words)) if words.shown(n, n) == word]
    start = text.index(word)
    assert (start, start + len(word)) in places


@given(st.text(max_size=400))
def test_every_word_is_a_stretch_of_the_text_in_order(text: str) -> None:
    words = _shared.read(text)

    assert all(0 <= a < b <= len(text) for a, b in zip(words.starts, words.ends, strict=True))
    assert all(b <= a for b, a in zip(words.ends, words.starts[1:], strict=False))
    assert len(words.forms) == len(words.gaps) == len(words.sentences)


_shared = Tokens()


@given(st.text(alphabet="ab.( \n'ß", max_size=900))
def test_breaking_runs_only_inserts_blanks(text: str) -> None:
    broken, breaks = break_runs(text)

    assert len(broken) == len(text) + len(breaks)
    assert max(map(len, broken.split()), default=0) <= LONGEST_RUN
    back = list(broken)
    for at in reversed([b + n for n, b in enumerate(breaks)]):
        del back[at]
    assert "".join(back) == text


def test_apostrophes_give_the_word_without_suffix_or_article(tokens: Tokens) -> None:
    forms = tokens.read("Jobcenter'dan Viersen’de l'école d’asile сім'я Peter's").forms

    assert forms == ["jobcenter", "viersen", "ecole", "asile", "сімя", "peter"]


def test_addresses_are_not_made_of_words(tokens: Tokens) -> None:
    forms = tokens.read("Schreiben Sie an kim@kreis-viersen.de oder www.viersen.de bitte").forms

    assert "viersen" not in forms


def test_what_a_tokenizer_learns_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.tokens.MOST_STRINGS", 500)
    tokens = Tokens()
    sizes = []

    for n in range(40):
        tokens.read(" ".join(f"wort{n}x{k}" for k in range(100)))
        sizes.append(len(tokens._nlp.vocab.strings))

    assert max(sizes) < 1500
