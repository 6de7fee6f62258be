"""Rules nobody would write, but could: every language, mark and sign."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from hypothesis import strategies as st

from rules.forms import LANGUAGES
from rules.rulebook import FAMILIES, ZONES, Nearby, Rule, Term

_WORDS = (
    "Kurs", "Straße", "Öffnungszeiten", "دورة", "اللغة", "می‌خواهم", "курсы", "б'є", "l'école", "şiddet", "ኮርስ", "女性",
    "true", "null", "12:30", "yes", "Ja:", "a: b", "x #y", "C#plus", 'sagt "nein"', "it's", "50 %", "[Amt]", "{Amt}",
    "Haus, Hof", "- Liste", "? Frage", "! Achtung", "& Co KG", "@alle", "`Tick`", "back\\slash", "|Strich", "> Pfeil",
    "1.000", "0x1F", "2024-01-01", "Kurs;Platz", "+49 2162", "\tTab", "soft\xadhyphen", "\ufeffBOM", "zwei\u2028Zeilen",
)  # fmt: skip
_signs = st.characters(exclude_categories=["Cs"])
words = st.one_of(st.sampled_from(_WORDS), st.text(_signs, min_size=4, max_size=12))
texts = st.lists(words, min_size=1, max_size=6).map(" ".join).map(str.strip).filter(bool)


def _marked(mark: str, parts: list[str]) -> str:
    bare = [part.replace("*", "").replace("~", "").strip().removeprefix("=") for part in parts]
    match mark:
        case "=":
            return "=" + bare[0]
        case "*":
            return bare[0].split()[0] + "wort*" if bare[0].split() else "wort*"
        case "~":
            return f"{bare[0] or 'wort'} ~ {bare[-1] or 'wort'}"
        case _:
            return " ".join(bare)


def _spelt(text: str) -> str:
    """A term the loader takes: long enough, and no mark where it cannot work."""
    text = text.strip()
    return (
        text
        if text.startswith("=") and text != "="
        else f"Wort {text}".strip()
        if sum(map(str.isalnum, text)) < 3
        else text
    )


terms_text = st.builds(_marked, st.sampled_from(["", "", "=", "*", "~"]), st.lists(words, min_size=1, max_size=3)).map(
    _spelt
)
_some = st.lists(terms_text, min_size=1, max_size=5)


def _terms(found: dict[str, list[str]]) -> tuple[Term, ...]:
    return tuple(Term(language=key, text=text, line=0) for key, some in found.items() for text in some)


terms = st.dictionaries(st.sampled_from(sorted(LANGUAGES)), _some, max_size=4).map(_terms)
_weights = st.floats(-6, 6, allow_nan=False).map(lambda number: round(number, 6) + 0.0)
_nearby = st.builds(Nearby, terms=terms, within=st.integers(1, 50), adds=_weights)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A rule that loads; its line is 0 everywhere, its file is its label's."""
    label, (family, _) = draw(st.sampled_from(sorted((label, pair) for pair in _families() for label in pair[1])))
    return Rule(
        id=f"{label}.{draw(st.text('abcxyz_äöü0123456789', min_size=1, max_size=8))}",
        family=family,
        label=label,
        weight=draw(_weights),
        any=draw(terms),
        near=draw(st.none() | _nearby),
        needs=draw(st.none() | _nearby),
        unless=draw(terms),
        where=tuple(draw(st.lists(st.sampled_from(ZONES), unique=True, min_size=1))),
        once=draw(st.booleans()),
        examples=tuple(draw(st.lists(texts, max_size=3))),
        counterexamples=tuple(draw(st.lists(texts, max_size=3))),
        file=f"{family}/{label}.yaml",
        line=0,
    )


def _families() -> list[tuple[str, tuple[str, ...]]]:
    return [(family, labels) for family, (_, labels) in FAMILIES.items()]


def bare(rule: Rule) -> Rule:
    """The same rule without saying where it stands."""
    near, needs = (nearby and replace(nearby, terms=_unplaced(nearby.terms)) for nearby in (rule.near, rule.needs))
    return replace(
        rule, any=_unplaced(rule.any), unless=_unplaced(rule.unless), near=near, needs=needs, file="", line=0
    )


def all_terms(rule: Rule) -> list[Term]:
    """Every term, conditions included."""
    further = (nearby.terms for nearby in (rule.near, rule.needs) if nearby)
    return list(chain(rule.any, rule.unless, *further))


def _unplaced(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(replace(term, line=0) for term in terms)
