"""Does this line close the letter: with a formula, with thanks before a name, with a name behind a dash?"""

from __future__ import annotations

from typing import Literal

from triage.message.contact import is_name
from triage.message.farewells import (
    FAREWELLS,
    GERMAN_LEAD,
    GERMAN_NOT_AFTER,
    GERMAN_NOUNS,
    HONORIFICS,
    JOINTS,
    LONG_FORMS,
    THANKS,
    UNSURE,
)
from triage.message.openings import by_opening, openings, opens
from triage.message.phrases import phrases
from triage.message.voice import is_question, speaks_of_self

# sure: closes wherever it stands · unsure: only when nothing but the writer follows · thanks: only before a name
Closing = Literal["sure", "unsure", "thanks"]

_LONGEST = 110
_LONGEST_FORM = 260
_TAIL_WORDS = 6
_JOINED_WORDS = 9
_BARE_TAIL = 3  # words after a formula that need no joint and no capitals: "lg ali"
_MARKS = "*_ \t\u00a0\u200b•·|"
_END = " .,;:!)❤♥☺🙂😊🙏🌸🌷👋🌹️*_-–—…،"
_DASHES = ("-", "–", "—", "~", "/")
_NAME_WORDS = 3

_FORMS = by_opening(phrases("|".join(form.rstrip("*") for form in (*FAREWELLS, *UNSURE, *THANKS))))
_STEMS = frozenset(form.rstrip("*") for form in FAREWELLS if form.endswith("*"))
_UNSURE = frozenset(form.rstrip("*") for form in UNSURE)
_LONG = by_opening(start for starts, _ in LONG_FORMS for start in starts)
OPENINGS: tuple[str, ...] = (
    *(form for forms in _FORMS.values() for form in forms),
    *(start for starts, _ in LONG_FORMS for start in starts),
)


def closing(head: str, low: str, following: str) -> Closing | None:
    """How surely line `head` (`low`: casefolded) closes a letter; `following` is the next written line, casefolded."""
    low = low.lstrip(_MARKS)
    if len(low) > _LONGEST_FORM or is_question(head):
        return None
    if opens(low, _LONG) and _is_long_form(low, following):
        return "sure"
    if len(low) > _LONGEST:
        return None
    if has_greeting_noun(low) and _is_german(low):
        return "sure"
    return _by_phrase(head.strip(_MARKS), low.rstrip(_MARKS), openings(low, _FORMS))


def has_greeting_noun(low: str) -> bool:
    """A quick look for "Grüße" in any spelling."""
    return "grü" in low or "gru" in low


def _is_long_form(low: str, following: str) -> bool:
    both = f"{low} {following}"
    return any(low.startswith(starts) and any(word in both for word in needed) for starts, needed in LONG_FORMS)


def _is_german(low: str) -> bool:
    """Leading words, then a greeting noun, then a short tail: "mit ganz lieben Grüßen aus Kempen"."""
    parts = low.split()
    for at, part in enumerate(parts[:9]):
        bare = part.strip(_END + "(")
        if bare.startswith(GERMAN_NOUNS) and len(bare) <= len("grüessens"):
            return _is_tail(parts[at + 1 :], low)
        if bare not in GERMAN_LEAD and part not in GERMAN_LEAD:
            return False
    return False


def _is_tail(parts: list[str], low: str) -> bool:
    if not parts or parts[0][:1] in "/|–—-&":
        return True
    if parts[0].strip(_END) in GERMAN_NOT_AFTER:
        return False
    is_sentence = low.endswith(".") and len(parts[-1]) > len("sch.")  # an initial has its full stop too
    return not is_sentence and _is_fitting(parts)


def _is_fitting(parts: list[str]) -> bool:
    """A tail of few words that names people or places and tells nothing: "von uns allen", "Ihr Ali Beispiel"."""
    is_joined = parts[0].casefold().strip(_END) in JOINTS
    if len(parts) > (_JOINED_WORDS if is_joined else _TAIL_WORDS):
        return False
    return (is_joined and len(parts) <= _BARE_TAIL) or not speaks_of_self("", " ".join(parts).casefold())


def _by_phrase(head: str, low: str, forms: tuple[str, ...]) -> Closing | None:
    bare = low.rstrip(_END)
    if bare in THANKS or low in THANKS:
        return "thanks"
    best = max(forms, key=len, default="")
    if not best:
        return None
    rest = head[len(best) :] if len(head) == len(low) else low[len(best) :]
    if best in _STEMS:
        first, blank, others = rest.partition(" ")
        rest = first.lstrip("".join(filter(str.isalpha, first))) + blank + others
    elif rest[:1].isalpha() or rest[:1] in ("'", "’"):
        return None
    return _with_tail(best, rest)


def _with_tail(form: str, rest: str) -> Closing | None:
    """The verdict on a formula with what stands behind it on the same line."""
    tail = rest.strip(_END + "/|(")
    if form in THANKS:
        joined = rest.lstrip()[:1] in (",", "-", "–", "—", "!", ".") or form in ("danke", "merci", "thanks", "thx")
        joined = joined and tail.partition(" ")[0].casefold().strip(_END) not in HONORIFICS
        return "unsure" if tail and joined and is_name(tail) and _is_short(tail) and not tail.islower() else None
    is_sure = form not in _UNSURE
    if not tail:
        return "sure" if is_sure else "unsure"
    parts = tail.split()
    if is_sure and ("/" in parts[:_BARE_TAIL] or rest.lstrip(_END)[:1] in ("/", "|", "&", "+")):
        return "sure"  # the same in another language follows
    is_joined = parts[0].casefold() in JOINTS
    if is_joined or is_sure:
        fits = _is_fitting(parts) and (is_joined or len(parts) <= _BARE_TAIL or is_name(tail))
        named = is_joined or (is_name(tail) and not tail.islower())
        return ("sure" if is_sure and named else "unsure") if fits else None
    return "unsure" if is_name(tail) and _is_short(tail) and not tail.islower() else None


def _is_short(tail: str) -> bool:
    return len(tail.split()) <= _NAME_WORDS


def is_dashed_name(head: str) -> bool:
    """Whether a line is a name behind a dash: "- Amina", "--Ali Beispiel", "/Sam"."""
    if not head.startswith(_DASHES):
        return False
    name = head.lstrip("-–—~/ ")
    return name != "" and is_name(name) and _is_short(name) and name[0].isupper() and name[-1].isalpha()
