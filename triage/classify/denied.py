"""Does the text say of a danger that it is not there: "nicht gewalttätig", "ritzt NICHT", "не бьет"?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rules.fold import fold
from rules.hit import Hit
from rules.rulebook import DANGER
from rules.wordlist import folded
from rules.words import ENDED, Words

_DANGERS = (
    "schlagen haeuslich schlaege drohung gegenstand suizid aufgeben haut_und_hunger waffe zwang zwangsheirat"
    " in_der_hand angriff sexuell kind wut_zuhause lebensmuede abschied gefangen frauenhaus angst"
)
_PRESSING = "gewalt suizid kein_essen abschiebung abschiebung_wort"
_RULES = frozenset(
    (*(f"gewalt_notfall.{name}" for name in _DANGERS.split()), *(f"high.{name}" for name in _PRESSING.split()))
)
"""Rules whose words name a danger outright; elsewhere "not" belongs to what is told."""


_BEFORE = folded(
    "nicht kein keine keinen keiner keinerlei nie niemals niemand ohne weder not no never nobody without isn't hasn't"
    " didn't ne değil hiç لا لم مو مش ليس بدون не ні нет нема немає без никогда ніколи никто ніхто pas jamais aucun"
    " aucune sans nie żadnej bez nu niciun fără няма никога geen niet nooit"
)
_BEHIND = folded("nicht nie niemals kaum niet değil yok")
_STILL = folded("mehr nur bloß länger only longer plus seulement только лише тільки тол sadece")
_FILLING = folded(
    "mehr direkt wirklich mal auch so gleich any physically really körperlich häusliche domestic etwas ist"
)
_NOT_SO = tuple(fold(word) for word in ("نمی", "نکرد", "نزد"))  # a Persian verb that says no begins so


def without_denied(counted: Mapping[str, Sequence[Hit]], words: Mapping[str, Words]) -> Mapping[str, Sequence[Hit]]:
    """The hits, less those of danger the text denies in the words beside them."""
    return {
        label: [hit for hit in hits if not _denied(hit, words)] if label in DANGER else hits
        for label, hits in counted.items()
    }


def _denied(hit: Hit, words: Mapping[str, Words]) -> bool:
    read = words.get(hit.field)
    if read is None or hit.rule not in _RULES or hit.places > 1:
        return False
    first, last = read.at(hit.start), read.at(hit.end) - 1
    if not _BEFORE.isdisjoint(read.forms[first : last + 1]):
        return False
    return _denied_before(read, first) or _denied_behind(read, last)


def _denied_before(read: Words, first: int) -> bool:
    """A word of negation right before, or one filling word away."""
    at = first - 1
    if at > 0 and read.forms[at] in _FILLING:
        at -= 1
    return at >= 0 and read.forms[at] in _BEFORE and read.sentences[at] == read.sentences[first]


def _denied_behind(read: Words, last: int) -> bool:
    """German "ritzt nicht", Persian "آسیب نمی‌زند"; "nicht mehr" and "nicht nur" say something else."""
    behind = read.forms[last + 1 : last + 3]
    if not behind or read.gaps[last + 1] == ENDED or read.sentences[last + 1] != read.sentences[last]:
        return False
    if behind[0] in _BEHIND:
        return len(behind) == 1 or behind[1] not in _STILL
    return behind[0].startswith(_NOT_SO)
