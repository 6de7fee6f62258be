"""What does somebody look for who writes `müller ort:nettetal seit:1.11. "B1 Kurs"`?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches

from babel import Locale

from rules.fold import fold
from triage.classify.explain import PLACE_NAMES, TOPIC_NAMES

LONGEST = 200  # characters of a query that are read
MOST_WORDS = 12
_PIECE = re.compile(r'(?:(?P<key>[^\W\d_]{2,20}):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S+))')
_WORD = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"(?<!\w)(?:\+|00?)[1-9][\d /()-]{4,20}\d(?!\w)")
_LEAST_PHONE = 6  # digits
_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)?")
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of the query that says nothing to us; `known` holds the nearest right word, "" when none is near."""

    part: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query asks for. All words are folded; all parts must be met."""

    words: tuple[str, ...] = ()  # each at the beginning of a word
    phrases: tuple[tuple[str, ...], ...] = ()  # whole words, one behind the other
    people: tuple[str, ...] = ()  # who wrote or rang, each at the beginning of a word
    topic: str = ""
    municipality: str = ""  # an id, or "none"
    channel: str = ""
    status: str = ""
    language: str = ""
    since: date | None = None  # arrived on this day or later, in the office's calendar
    until: date | None = None  # or earlier
    problems: tuple[Problem, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return replace(self, problems=()) == Asked()


def asked(query: str, today: date) -> Asked:
    """Read a query. Never raises: what cannot be read is a problem of the answer."""
    text, numbers = _without_phones(query[:LONGEST])
    found = Asked(words=numbers)
    for piece in _PIECE.finditer(text):
        found = _with(found, piece, today)
    return replace(found, words=found.words[:MOST_WORDS], people=found.people[:MOST_WORDS])


def folded_words(text: str) -> list[str]:
    """The words of a text under the form in which spellings meet: Müller = Mueller = Muller."""
    return [word for piece in text.split() for word in _WORD.findall(fold(piece))]


def phones_in(text: str) -> list[str]:
    """The telephone numbers of a text, by their digits."""
    return [
        phone_digits(found[0]) for found in _PHONE.finditer(text) if len(re.sub(r"\D", "", found[0])) >= _LEAST_PHONE
    ]


def phone_digits(number: str) -> str:
    """A number's digits from the national 0 on: +49 2162 39-2129 and 02162 392129 are the same."""
    digits = re.sub(r"\D", "", number)
    if number.lstrip().startswith("+49"):
        return "0" + digits[2:]
    return "0" + digits[4:] if digits.startswith("0049") else digits


def _without_phones(text: str) -> tuple[str, tuple[str, ...]]:
    """The query without the telephone numbers, and these: people write them in groups of every size."""
    numbers = tuple(phones_in(text))
    return (_PHONE.sub(" ", text) if numbers else text), numbers


def _with(found: Asked, piece: re.Match[str], today: date) -> Asked:
    key, value = (piece["key"] or "").casefold(), piece["quoted"] if piece["quoted"] is not None else piece["bare"]
    if not key:
        return _with_words(found, value, quoted=piece["quoted"] is not None)
    reader = _KEYS.get(key)
    if reader is None:
        near = get_close_matches(key, _KEYS, n=1, cutoff=0.7)
        if not near:  # "Re:Wohnung" is two words
            return _with_words(found, piece[0], quoted=False)
        return _with_problem(found, piece[0], f"{near[0]}:{value}")
    return reader(found, piece[0], value.strip(), today)


def _with_words(found: Asked, text: str, *, quoted: bool) -> Asked:
    words = tuple(folded_words(text))
    if quoted and len(words) > 1:
        return replace(found, phrases=(*found.phrases, words))
    return replace(found, words=(*found.words, *words))


def _with_problem(found: Asked, part: str, known: str = "") -> Asked:
    return replace(found, problems=(*found.problems, Problem(part=part, known=known)))


_Reader = Callable[[Asked, str, str, date], Asked]


def _one_of(name: str, values: Mapping[str, str]) -> _Reader:
    """A part whose value is one of these (as people write it → as it is kept)."""
    by_fold = {fold(shown).replace("'", ""): kept for shown, kept in values.items()}

    def read(found: Asked, part: str, value: str, _today: date) -> Asked:
        wanted = fold(value)
        if kept := by_fold.get(wanted):
            return replace(found, **{name: kept})  # type: ignore[arg-type]  # all of these are strings
        near = get_close_matches(wanted, by_fold, n=1, cutoff=0.6)
        return _with_problem(found, part, f"{part.partition(':')[0]}:{near[0]}" if near else "")

    return read


def _who(found: Asked, _part: str, value: str, _today: date) -> Asked:
    return replace(found, people=(*found.people, *folded_words(value)))


def _on(name: str) -> _Reader:
    def read(found: Asked, part: str, value: str, today: date) -> Asked:
        day = _day(value, today)
        return replace(found, **{name: day}) if day else _with_problem(found, part, f"{part.partition(':')[0]}:1.11.")  # type: ignore[arg-type]  # a date

    return read


def _day(value: str, today: date) -> date | None:
    """2026-11-01, 1.11.2026, 1.11. (the last one there was), heute, gestern."""
    near = {"heute": 0, "today": 0, "gestern": 1, "yesterday": 1}.get(value.casefold())
    if near is not None:
        return today - timedelta(days=near)
    try:
        if parts := _DAY.fullmatch(value):
            return _written(parts, today)
        return date.fromisoformat(value)
    except ValueError:
        return None


def _written(parts: re.Match[str], today: date) -> date:
    year = int(parts["year"]) if parts["year"] else today.year
    day = date(year if year >= 100 else year + _CENTURY, int(parts["month"]), int(parts["day"]))  # noqa: PLR2004 - two digits
    return day if parts["year"] or day <= today else day.replace(year=day.year - 1)


_TOWNS = {kept: kept for kept in PLACE_NAMES} | {shown: kept for kept, shown in PLACE_NAMES.items()}
_TOWNS |= {"unklar": "none", "unclear": "none", "none": "none", "auswärts": "outside", "außerhalb": "outside"}
_TOPICS = {kept: kept for kept in TOPIC_NAMES} | {shown: kept for kept, shown in TOPIC_NAMES.items()}
_TOPICS |= {"gewalt": "gewalt_notfall", "notfall": "gewalt_notfall", "ehrenamt": "ehrenamt_netzwerk"}
_CHANNELS = {"mail": "email", "email": "email", "anruf": "phone", "telefon": "phone", "phone": "phone", "call": "phone"}
_STATUSES = {
    "offen": "open", "open": "open", "wartet": "waiting", "wiedervorlage": "waiting", "waiting": "waiting",
    "erledigt": "closed", "done": "closed", "closed": "closed",
}  # fmt: skip
_CODES = (
    "de",
    "en",
    "ar",
    "tr",
    "uk",
    "ru",
    "fa",
    "fr",
    "pl",
    "ro",
    "bg",
    "nl",
    "ku",
    "sq",
    "es",
    "ti",
    "ps",
    "so",
    "it",
)
_LANGUAGES = {str(Locale(reader).languages[code]): code for reader in ("de", "en") for code in _CODES}
_LANGUAGES |= {code: code for code in _CODES} | {"farsi": "fa", "dari": "fa", "kurmandschi": "ku", "kurmanji": "ku"}
_KEYS: dict[str, _Reader] = {
    **dict.fromkeys(("ort", "town"), _one_of("municipality", _TOWNS)),
    **dict.fromkeys(("thema", "topic"), _one_of("topic", _TOPICS)),
    **dict.fromkeys(("kanal", "channel"), _one_of("channel", _CHANNELS)),
    "status": _one_of("status", _STATUSES),
    **dict.fromkeys(("sprache", "language"), _one_of("language", _LANGUAGES)),
    **dict.fromkeys(("von", "from"), _who),
    **dict.fromkeys(("seit", "since"), _on("since")),
    **dict.fromkeys(("bis", "until"), _on("until")),
}
