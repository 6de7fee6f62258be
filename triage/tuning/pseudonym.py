"""How does a request read when nobody can be recognised in it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rules.fold import fold
from triage.tuning.likeness import Likeness
from triage.tuning.name_finder import Finder
from triage.tuning.number_signs import Found, numbers
from triage.tuning.vocabulary import WORD, Vocabulary

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a ticket beside its text."""

    seed: str  # the same for one ticket, so that the same name gets the same stand-in
    language: str = "de"
    sender_name: str = ""
    sender_address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """What was put in the place of something."""

    start: int  # in the new text
    end: int
    kind: str  # name | phone | number | date | mail | link | iban | street | place
    was: str
    why: str  # German, for the person who reviews it


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """What a person has to look at: it may be a name, or a name the rule needs."""

    start: int  # in the new text
    end: int
    text: str
    why: str  # German


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonymised:
    """A text to be reviewed by a person before it is kept."""

    text: str
    replaced: tuple[Replaced, ...]  # in the order of the text
    flagged: tuple[Flagged, ...]


def pseudonymise(
    text: str, facts: Facts, vocabulary: Vocabulary, *, keep: Sequence[Span] = (), avoid: Iterable[str] = ()
) -> Pseudonymised:
    """Replace what tells who somebody is by something of the same form; flag what may.

    `keep`: stretches a rule needs; only what is surely a name, number or address is replaced there. `avoid`: words that
    must not come in as stand-ins. Towns the rules know stay: they may be what a rule is about.
    """
    taken = frozenset(fold(word) for said in avoid for word in WORD.findall(said))
    like = Likeness(seed=facts.seed, language=facts.language, avoid=taken)
    address = facts.sender_address.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ")
    local = [word for word in WORD.findall(address) if len(word) > 2 and not vocabulary.knows(word, "de")]  # noqa: PLR2004 - initials
    finder = Finder(text, facts.language, vocabulary, [facts.sender_name, *local])
    own = finder.people
    for place, name in enumerate(own):  # first, so that inflected forms of it follow
        like.name(name, family=place == len(own) - 1 and place > 0)
    found = _apart([*numbers(text, like, vocabulary.is_place), *_names(finder, like, vocabulary)], keep)
    return _rewritten(text, found, finder, keep)


def _names(finder: Finder, like: Likeness, vocabulary: Vocabulary) -> Iterator[Found]:
    found = list(finder.names())
    sure = {fold(finder.text[name.start : name.end]) for name in found if name.sure}
    for name in (*found, *finder.again(sure)):
        word = finder.text[name.start : name.end]
        if not name.sure and vocabulary.is_place(word):
            continue
        stand_in = like.name(word, family=name.family, woman=name.woman)
        yield Found(name.start, name.end, "name", stand_in, name.why, name.sure)


def _apart(found: Iterable[Found], keep: Sequence[Span]) -> list[Found]:
    """Those that stay, in the order of the text: of overlapping ones the first found."""
    chosen: list[Found] = []
    for one in found:
        needed = not one.sure and _meets(one, keep)
        if not needed and not _meets(one, [(other.start, other.end) for other in chosen]):
            chosen.append(one)
    return sorted(chosen)


def _meets(one: Found, spans: Sequence[Span]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def _rewritten(text: str, found: Sequence[Found], finder: Finder, keep: Sequence[Span]) -> Pseudonymised:
    pieces: list[str] = []
    replaced: list[Replaced] = []
    flagged: list[Flagged] = []
    covered: list[Span] = [(one.start, one.end) for one in found]
    doubts = [w for w in finder.doubtful() if not _meets(Found(w.start, w.end, "", "", ""), covered)]
    doubtful = {(w.start, w.end): "Ist das ein Name?" for w in doubts}
    for name in finder.names():
        if not _meets(Found(name.start, name.end, "", "", ""), covered):
            doubtful[name.start, name.end] = f"{name.why}; die Regel braucht das Wort" if keep else name.why
    position = length = 0
    for start, end, one in _in_order(found, doubtful):
        pieces.append(text[position:start])
        length += start - position
        said = text[start:end] if one is None else one.stand_in
        if one is None:
            flagged.append(Flagged(start=length, end=length + len(said), text=said, why=doubtful[start, end]))
        elif said != text[start:end]:
            replaced.append(
                Replaced(start=length, end=length + len(said), kind=one.kind, was=text[start:end], why=one.why)
            )
        pieces.append(said)
        length += len(said)
        position = end
    return Pseudonymised(text="".join(pieces) + text[position:], replaced=tuple(replaced), flagged=tuple(flagged))


def _in_order(found: Sequence[Found], doubtful: Iterable[Span]) -> list[tuple[int, int, Found | None]]:
    both: list[tuple[int, int, Found | None]] = [(one.start, one.end, one) for one in found]
    return sorted([*both, *((start, end, None) for start, end in doubtful)], key=lambda piece: piece[:2])
