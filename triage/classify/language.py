"""In which language is this text written?"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import filterfalse
from operator import itemgetter

from rules.latin_words import LATIN, with_digits
from rules.votes import votes

UNKNOWN = "und"
LEAST_VOTES = 0.9  # two half-shared function words, or one that is a language's own
LEAST_OF_SENTENCE = 0.25  # of several words one hit of a rule or one letter of a language's own is enough
_SENTENCE = 3  # words
_DIGITS_VOTE = 0.8  # of a word in Arabic chat spelling
_ROMANISED_LEAST = 2.0  # votes a language needs to be read in letters not its own
_LATIN = (  # languages written in Latin letters; of those with equal votes the first is named
    "de", "en", "tr", "fr", "pl", "ro", "nl", "ku", "sq", "es", "so", "it", "pt", "hr", "cs", "hu", "sv",
)  # fmt: skip
_OTHER_SCRIPT_SHARE = 0.35  # Latin names and office words stand inside every script
_SIGNS = {  # letters that (nearly) one language alone uses
    "ş": ("tr", "ku"), "ğ": ("tr",), "ı": ("tr",), "ê": ("ku", "fr"), "î": ("ku", "ro"), "û": ("ku",),
    "ë": ("sq", "nl"),
    "ă": ("ro",), "ț": ("ro",), "ș": ("ro",), "ţ": ("ro",), "ł": ("pl",), "ą": ("pl",), "ę": ("pl",), "ż": ("pl",),
    "ś": ("pl",), "ć": ("pl", "hr"), "ź": ("pl",), "ß": ("de",), "ä": ("de",), "é": ("fr",), "è": ("fr",), "à": ("fr",),
    "ñ": ("es",), "¿": ("es",), "ã": ("pt",), "õ": ("pt",), "ü": ("de", "tr"), "ö": ("de", "tr"),
}  # fmt: skip
_SIGNS_IN_ORDER = tuple(sorted(_SIGNS.items()))
NOT_LATIN = re.compile("[^\0-©«-´¶-¹»-ɏ\u2000-\u206f₠-₿]")  # but for letters of other scripts only few signs
_PASHTO = frozenset("ټډړږښځڅڼۍې")
_SORANI = frozenset("ڕڵۆێ")
_PERSIAN = frozenset("پچژگ")
_UKRAINIAN, _RUSSIAN, _SERBIAN = frozenset("іїєґ"), frozenset("ыэё"), frozenset("јљњђћџ")


def language(text: str, forms: Iterable[str], hits: Mapping[str, int], small: Mapping[str, float] | None = None) -> str:
    """ISO 639-1 code or "und": script and letters first, then small words and rule hits.

    `forms`: the text's folded words; `hits`: language → places where its rules hit; `small`: language → votes of small
    words among the forms, where they have been counted already.
    """
    letters = _letters(text)
    total = sum(letters.values())
    words = list(forms)
    for script, of_script in (("ethiopic", _ethiopic), ("arabic", _arabic), ("cyrillic", _cyrillic)):
        if total and letters[script] >= _OTHER_SCRIPT_SHARE * total:
            return of_script(text, words, hits, votes(words) if small is None else small)
    if letters["latin"] * 2 < total or not total:
        return UNKNOWN
    return _latin(text, words, hits, votes(words) if small is None else small)


def _letters(text: str) -> Mapping[str, int]:
    """Script → how many letters of the text are of it; counted only when there is more than one."""
    if NOT_LATIN.search(text) is None:
        return defaultdict(int, latin=any(map(str.isalpha, text)))
    letters = list(filter(str.isalpha, set(text)))
    scripts = list(map(_script, letters))
    if len(set(scripts)) < 2:  # noqa: PLR2004  one alphabet
        return defaultdict(int, dict.fromkeys(scripts, 1))
    found: defaultdict[str, int] = defaultdict(int)
    for script, letter in zip(scripts, letters, strict=True):  # a text has few different letters
        found[script] += text.count(letter)
    return found


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii():
        return "latin"
    name = unicodedata.name(letter, "").partition(" ")[0].lower()
    return name if name in {"latin", "arabic", "cyrillic", "ethiopic"} else "other"


def _count(text: str, letters: Iterable[str]) -> int:
    return sum(map(text.count, letters))


def _among(small: Mapping[str, float], languages: Iterable[str]) -> dict[str, float]:
    return {code: small.get(code, 0.0) for code in languages}


def _ethiopic(text: str, words: list[str], hits: Mapping[str, int], small: Mapping[str, float]) -> str:
    """Tigrinya is what our callers speak; Amharic says so by its own small words."""
    del text, hits, small
    amharic = sum(word in {"ነው", "እና", "ላይ", "ውስጥ", "እባክዎ", "አመሰግናለሁ"} for word in words)
    return "am" if amharic > 1 else "ti"


def _arabic(text: str, words: list[str], hits: Mapping[str, int], small: Mapping[str, float]) -> str:
    if _count(text, _PASHTO) >= 2:  # noqa: PLR2004  one may be a name
        return "ps"
    if _count(text, _SORANI) >= 2:  # noqa: PLR2004  same
        return "ku"
    of_words = _among(small, ("fa", "ar"))
    persian = of_words["fa"] + _count(text, _PERSIAN) * 0.7 + hits.get("fa", 0) * 0.4
    arabic = of_words["ar"] + _count(text, "ةى") * 0.7 + hits.get("ar", 0) * 0.4
    arabic += sum(word.startswith("ال") for word in words) * 0.4
    return "fa" if persian > arabic else "ar"


def _cyrillic(text: str, words: list[str], hits: Mapping[str, int], small: Mapping[str, float]) -> str:
    low = text.lower()
    of_words = _among(small, ("uk", "ru", "bg"))
    score = {code: of_words[code] + hits.get(code, 0) * 0.4 for code in ("uk", "ru", "bg")}
    score["uk"] += _count(low, _UKRAINIAN) * 0.8
    score["ru"] += _count(low, _RUSSIAN) * 0.8
    score["bg"] += low.count("ъ") * 0.8
    if _count(low, _SERBIAN) >= 2:  # noqa: PLR2004  one may be a name
        return "sr"
    return max(score, key=lambda code: score[code]) if any(score.values()) else UNKNOWN


def _latin(text: str, words: list[str], hits: Mapping[str, int], small: Mapping[str, float]) -> str:
    low = text.lower()
    score = _among(small, _LATIN)
    for code, places in hits.items():
        score[code] = score.get(code, 0.0) + places * (0.25 if code == "de" else 0.5)
    for sign, codes in () if low.isascii() else _SIGNS_IN_ORDER:
        if sign in low:
            for code in codes:
                score[code] = score.get(code, 0.0) + min(low.count(sign), 3) * 0.25
    best = max(score, key=score.__getitem__, default=UNKNOWN)
    romanised, points = _romanised(words, max(_ROMANISED_LEAST, score.get(best, 0.0)))
    if points >= _ROMANISED_LEAST and points > score.get(best, 0.0):
        return romanised
    least = LEAST_VOTES if len(words) < _SENTENCE else LEAST_OF_SENTENCE
    return best if score.get(best, 0.0) >= least else UNKNOWN


def _romanised(words: list[str], needed: float) -> tuple[str, float]:
    """The language of another script that the small words show best, and its votes; none when too few can speak."""
    unusual = list(filterfalse(str.isalpha, words))
    speaking = list(filter(None, map(LATIN.get, words)))
    if len(speaking) + len(unusual) < needed:  # of one vote at most each
        return UNKNOWN, 0.0
    found = {"ar": _DIGITS_VOTE * sum(map(with_digits, unusual))}
    for weights in speaking:
        for code, weight in weights.items():
            found[code] = found.get(code, 0.0) + weight
    return max(found.items(), key=itemgetter(1))
