"""Which words and rules stand in the labelled messages often enough to learn from?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rules.forms import LANGUAGES
from rules.function_words import COMMON, WEIGHTS
from rules.hinting import EXACT, SHORTEST, Hinting, Sign
from rules.hit import Hits
from rules.load import load_folder, shipped
from rules.matcher import Matcher
from rules.rulebook import Hint
from rules.wordlist import WordList, folded
from tests.quality.idle import IDLE
from tests.quality.report import message_of
from tests.quality.split import Row
from triage.classify.classify import classify
from triage.values import Classification, ParsedMessage

ROWS, WRITERS = 4, 2  # messages and writers a sign must stand in
LONGEST = 30  # letters of a word
_TITLES = folded("frau herr herrn hr fr hrn familie fam mr mrs ms gruß grüße gez name heiße")
_NAMED = 0.3  # share of a word's places behind a title that make it a name
_LATIN = WordList("de en tr fr pl ro nl sq es it ku so pt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled message with what the rules alone make of it."""

    writer: str
    row: Row
    message: ParsedMessage
    hits: Hits
    said: Classification
    spans: list[tuple[int, int]]  # newly written


def without_hints(folder: Path | None = None) -> Matcher:
    """The rules of a folder alone; the shipped ones when none is given."""
    return Matcher(replace(load_folder(folder) if folder else shipped(), hints=()))


def cases(rows: Mapping[str, list[Row]], matcher: Matcher) -> list[Case]:
    """Every message of every writer, read once."""
    with matcher.batch():
        return [_case(writer, row, matcher) for writer, found in rows.items() for row in found]


def _case(writer: str, row: Row, matcher: Matcher) -> Case:
    message = message_of(row)
    texts = {"subject": message.subject, "body": message.text}
    hits = matcher.match(texts, [(zone.start, zone.end, zone.kind) for zone in message.zones])
    spans = [(zone.start, zone.end) for zone in message.zones if zone.kind == "fresh"]
    return Case(writer=writer, row=row, message=message, hits=hits, said=classify(message, matcher), spans=spans)


def candidates(found: Iterable[Case], matcher: Matcher) -> list[Hint]:
    """The words that may become hints, each in its most frequent spelling; names of people and places are none."""
    hinting = Hinting((), matcher.tokens.cut)
    names = (matcher.tokens.cut(place.name) for place in shipped().places.names)
    places = {name[0] for name in names if len(name) == 1}
    seen = _Seen()
    for case in found:
        for language, form, spelling, before in _words(case):
            if form in COMMON:
                seen.take((_home(form), f"{EXACT}{form}"), f"{EXACT}{spelling.lower()}", case, named=False)
            elif len(form) >= SHORTEST and form not in IDLE and form not in places:
                seen.take((language, hinting.lexeme(form, language)), spelling, case, named=before in _TITLES)
    return [Hint("", 0.0, seen.spelling(sign), sign[0], "") for sign in sorted(seen.rows) if seen.worthy(sign)]


class _Seen:
    """What is known of the words met."""

    def __init__(self) -> None:
        self.rows: defaultdict[Sign, set[str]] = defaultdict(set)
        self.writers: defaultdict[Sign, set[str]] = defaultdict(set)
        self.spellings: defaultdict[Sign, Counter[str]] = defaultdict(Counter)
        self.named: Counter[Sign] = Counter()

    def take(self, sign: Sign, spelling: str, case: Case, *, named: bool) -> None:
        self.rows[sign].add(str(case.row["id"]))
        self.writers[sign].add(case.writer)
        self.spellings[sign][spelling] += 1
        self.named[sign] += named

    def worthy(self, sign: Sign) -> bool:
        often = len(self.rows[sign]) >= ROWS and len(self.writers[sign]) >= WRITERS
        return often and self.named[sign] <= _NAMED * self.spellings[sign].total()

    def spelling(self, sign: Sign) -> str:
        """The most frequent one; of equals the first by letters."""
        return min(self.spellings[sign].items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _home(form: str) -> str:
    """The first language of those a small word belongs to, German before others."""
    known = [language for language in WEIGHTS.get(form, ()) if language in LANGUAGES]
    return min(known, key=lambda language: (language != "de", language), default="de")


def _words(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """(language, folded word, its spelling, the folded word before) of subject and new text.

    Latin words in a text of another script are German: names of offices and papers.
    """
    known = str(case.row["lang"])
    for name, words in case.hits.words.items():
        spans = case.spans or [(0, len(words.text))] if name == "body" else [(0, len(words.text))]
        for at in (at for start, end in spans for at in range(words.at(start), words.at(end))):
            form = words.forms[at]
            language = known if known in LANGUAGES and form.isascii() <= (known in _LATIN) else "de"
            if len(form) <= LONGEST and form.isalpha() and (language != "de" or form.isascii()):
                yield language, form, words.shown(at, at), words.forms[at - 1] if at else ""
