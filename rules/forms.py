"""To which stem does a folded word of a language belong?"""

from __future__ import annotations

from collections.abc import Callable

import Stemmer

from rules.endings import (
    ALBANIAN,
    ARABIC_AFTER,
    ARABIC_BEFORE,
    ARABIC_CLITICS,
    BULGARIAN,
    KURMANJI,
    PERSIAN_AFTER,
    POLISH,
    RUSSIAN_EXTRA,
    SOMALI,
    TURKISH,
    UKRAINIAN,
)
from rules.wordlist import WordList

Stem = Callable[[str], str]
HEADLESS = frozenset(("ar", "fa"))  # here the beginning of a word may be no part of its stem
_HEAD, _LATIN_HEAD = 2, 3  # letters a stem always shares with its word: the shortest is Russian ищ(у); Latin has four
LONGEST = 60  # letters; longer words are no words and are left alone


def _without_ending(word: str, endings: WordList, least: int) -> str:
    """The word without its longest ending that leaves at least so many letters."""
    for length in range(min(endings.longest, len(word) - least), 0, -1):
        if word[-length:] in endings:
            return word[:-length]
    return word


_GERMAN = (("innen", 4), ("ern", 4), ("ers", 4), ("em", 4), ("en", 3), ("er", 4), ("es", 4), ("et", 5), ("e", 3))
_GERMAN_BY_LAST = {last: tuple(e for e in _GERMAN if e[0][-1] == last) for last in "ensrtm"}
_T_STAYS = frozenset(("nacht", "nicht", "recht", "sonst"))


def german(word: str) -> str:
    """Noun, adjective and weak verb endings, on folded spelling: Anträge = Antrag, kündigt = kündigen."""
    stem = word
    for ending, least in _GERMAN_BY_LAST.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            stem = word[: -len(ending)]
            break
    if stem == word and len(word) > 4 and _has_bare_ending(word):  # noqa: PLR2004  "Geld-s" is the shortest
        stem = word[:-1]
    if len(stem) > 4 and stem[-1] == "t" and stem[-2] in "bdfghklmnprsz" and stem not in _T_STAYS:  # noqa: PLR2004  "such-t" is the shortest
        stem = stem[:-1]
    return stem[:-1] if stem.endswith("ss") and len(stem) > 3 else stem  # noqa: PLR2004  Zeugnisse, Pässe


def _has_bare_ending(word: str) -> bool:
    """A genitive or plural s, but not that of Kurs; the n of Nachbarn."""
    return (word[-1] == "s" and word[-2] in "bdfghklmnt") or word[-2:] in {"rn", "ln"}


def turkish(word: str) -> str:
    """Case, plural and possessive endings off, at most four deep; final consonant as in the base form."""
    for _ in range(4):
        shorter = _without_ending(word, TURKISH, 4)
        if shorter == word:
            break
        word = shorter
    hard = {"g": "k", "b": "p", "d": "t"}.get(word[-1:], "")
    return word[:-1] + hard if hard and len(word) > 3 else word  # noqa: PLR2004  shorter words do not soften


def _arabic_stem(word: str, endings: WordList) -> str:
    word = _without_ending(word, endings, 5 if word.startswith("ال") else 3)
    for _ in range(3):
        before = word
        for clitic in ARABIC_BEFORE:
            if word.startswith(clitic) and len(word) - len(clitic) >= 3:  # noqa: PLR2004  roots have three letters
                word = word[len(clitic) :]
                break
        else:
            if word[:1] in ARABIC_CLITICS and len(word) > 4:  # noqa: PLR2004  a root must be left
                word = word[1:]
        if word == before:
            break
    return word


def arabic(word: str) -> str:
    """Article, conjunction and preposition clitics in front, plural and pronoun endings behind."""
    return _arabic_stem(word, ARABIC_AFTER)


def persian(word: str) -> str:
    """Plural, possessive and ezafe endings; the verb's می in front."""
    for _ in range(2):
        word = _without_ending(word, PERSIAN_AFTER, 3)
    return word[2:] if word.startswith("مي") and len(word) > 5 else word  # noqa: PLR2004  a verb stem must be left


def _snowball(name: str) -> Stem:
    stemmer = Stemmer.Stemmer(name, 0)

    def stem(word: str) -> str:
        return str(stemmer.stemWord(word))

    return stem


def _russian() -> Stem:
    snowball = _snowball("russian")

    def stem(word: str) -> str:
        return snowball(_without_ending(word, RUSSIAN_EXTRA, 4))

    return stem


def _light(endings: WordList, least: int) -> Stem:
    def stem(word: str) -> str:
        return _without_ending(word, endings, least)

    return stem


def same(word: str) -> str:
    """For languages whose endings are not known here: the word itself."""
    return word


_MAKERS: dict[str, Callable[[], Stem]] = {
    "de": lambda: german,
    "en": lambda: _snowball("english"),
    "fr": lambda: _snowball("french"),
    "es": lambda: _snowball("spanish"),
    "it": lambda: _snowball("italian"),
    "pt": lambda: _snowball("portuguese"),
    "ro": lambda: _snowball("romanian"),
    "nl": lambda: _snowball("dutch_porter"),
    "ru": _russian,
    "tr": lambda: turkish,
    "ar": lambda: arabic,
    "fa": lambda: persian,
    "uk": lambda: _light(UKRAINIAN, 3),
    "bg": lambda: _light(BULGARIAN, 3),
    "pl": lambda: _light(POLISH, 4),
    "sq": lambda: _light(ALBANIAN, 4),
    "ku": lambda: _light(KURMANJI, 4),
    "so": lambda: _light(SOMALI, 4),
}
LANGUAGES = frozenset(_MAKERS) | WordList("ps ckb ti am sr hr bs hi ur vi ka el sw zh xx")


def stemmer(language: str) -> Stem:
    """The stem function of a language; folded word in, stem out; never shown to a person."""
    plain = _MAKERS.get(language, lambda: same)()

    def stem(word: str) -> str:
        return plain(word) if len(word) <= LONGEST else word

    return stem


def head(word: str) -> str:
    """The first letters of a folded word or stem: a stem that stands for a word has the same, but for HEADLESS."""
    return word[: _LATIN_HEAD if word.isascii() else _HEAD]
