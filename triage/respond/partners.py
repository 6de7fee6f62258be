"""Whose matter is a topic in a town, and to which words does a person agree before that office gets the case?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANY = "*"
_SOMEWHERE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An office that is competent for something somewhere. What is not known for certain is empty."""

    topics: tuple[str, ...]  # ids, or ("*",)
    towns: tuple[str, ...]  # same
    office: str  # as one would ask for it
    does: str = ""  # what it does in this matter
    address: str = ""
    phone: str = ""  # as it is printed
    mail: str = ""
    web: str = ""  # https://…
    hours: str = ""
    hint: str = ""

    @property
    def lacking(self) -> bool:
        """Whether somebody has to look up how it is reached."""
        return not self.phone and not self.mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who is competent for one topic in one town."""

    topic: str
    town: str | None
    first: tuple[Partner, ...]  # the most specific rows
    further: tuple[Partner, ...]  # less specific ones that may help too
    depends: tuple[Partner, ...]  # when the town is not known: those it may be, by town


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of consent."""

    version: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)  # ISO 639-1 → text with {receiver}

    def text(self, language: str, receiver: str) -> str:
        """In that language, else German; "" when there are no texts at all."""
        found = self.texts.get(language) or self.texts.get("de", "")
        return found.replace("{receiver}", receiver)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """The offices around this one, as the installation knows them."""

    matrix: tuple[Partner, ...] = ()
    wording: Wording = field(default_factory=Wording)

    def step(self, topic: str, town: str | None) -> Step:
        """The competent offices; a row that names the topic stands before one for all, then one that names the town."""
        fitting = [p for p in self.matrix if _fits(p.topics, topic) and _fits(p.towns, town)]
        ranks = {_rank(p) for p in fitting}
        best = max(ranks, default=0)
        return Step(
            topic=topic,
            town=town,
            first=tuple(p for p in fitting if _rank(p) == best),
            further=tuple(p for p in fitting if 0 < _rank(p) < best),
            depends=_by_town(self.matrix, topic) if town is None else (),
        )

    def named(self, office: str) -> Partner | None:
        """The first row of an office of that name."""
        return next((p for p in self.matrix if p.office == office), None)

    @property
    def offices(self) -> tuple[str, ...]:
        """Every name once, in the file's order."""
        return tuple(dict.fromkeys(p.office for p in self.matrix))


def _fits(ids: Sequence[str], wanted: str | None) -> bool:
    return wanted in ids or ids == (ANY,)


def _rank(partner: Partner) -> int:
    return 2 * (partner.topics != (ANY,)) + (partner.towns != (ANY,))


def _by_town(matrix: Sequence[Partner], topic: str) -> tuple[Partner, ...]:
    return tuple(p for p in matrix if topic in p.topics and p.towns not in ((ANY,), (_SOMEWHERE,)))
