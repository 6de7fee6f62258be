"""Small rulebooks for the tests of the workbench, and an understanding that follows what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rules.load import load_texts
from rules.matcher import Matcher
from triage.classify.classify import classify
from triage.errors import NotUnderstood
from triage.message.call import read_call
from triage.message.mail import read
from triage.message.own import OwnSigns
from triage.store import Store
from triage.tuning import versions
from triage.values import Arrival, CallNote, Classification, ParsedMessage, Understood

_PLACES = "place,name,kind\nviersen,Viersen,town\nnettetal,Nettetal,town\n"
_CUES = "kind,language,phrases\nresidence,de,wohne in|in\n"

A = """topic: sprache
rules:
  - id: sprache.kurs
    weight: 4
    any: {de: [Deutschkurs, Sprachkurs]}
    examples: ["ein Deutschkurs"]
"""
B = """topic: sprache
rules:
  - id: sprache.kurs
    weight: 4
    any: {de: [Sprachkurs]}
    examples: ["ein Sprachkurs"]
"""
WOHNEN = """topic: wohnen
rules:
  - id: wohnen.schimmel
    weight: 5
    any: {de: [Schimmel]}
    examples: ["Schimmel an der Wand"]
"""
HIGH = """urgency: high
rules:
  - id: high.raus
    weight: 5
    any: {de: [obdachlos]}
    examples: ["bald obdachlos"]
"""
DANGER = """topic: gewalt_notfall
rules:
  - id: gewalt_notfall.schlag
    weight: 6
    any: {de: [Faustschlag]}
    examples: ["ein Faustschlag"]
"""


def rulebook(sprache: str, **further: str) -> dict[str, str]:
    """Files of a rulebook: the topic `sprache`, and others by name."""
    files = {"topics/sprache.yaml": sprache, "places/names.csv": _PLACES, "places/cues.csv": _CUES}
    folders = {"wohnen": "topics", "gewalt_notfall": "topics", "high": "urgency"}
    return files | {f"{folders[name]}/{name}.yaml": text for name, text in further.items()}


@lru_cache(maxsize=16)
def compiled(files: tuple[tuple[str, str], ...]) -> Matcher:
    return Matcher(load_texts(dict(files)), frozenset())


class Ruled:
    """Understands in this process, by the rules in force at that moment."""

    store: Store
    meanwhile: Callable[[], None] | None = None  # what somebody does while messages are understood anew
    refuses: str = ""  # a word that costs the worker its life

    def matcher(self) -> Matcher:
        with self.store.reading() as db:
            return compiled(tuple(versions.texts_of(db, versions.live_key(db)[0]).items()))

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        for arrival in arrivals:
            message = read_call(arrival) if isinstance(arrival, CallNote) else read(arrival, OwnSigns())
            yield Understood(message=message, labels=classify(message, self.matcher()))

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        raise AssertionError(why)

    def relabel(self, messages: Sequence[ParsedMessage]) -> list[Classification | None]:
        matcher = self.matcher()
        if self.meanwhile is not None:
            done, self.meanwhile = self.meanwhile, None
            done()
        return [None if self.refuses and self.refuses in m.text else classify(m, matcher) for m in messages]
