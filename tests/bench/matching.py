"""How long does understanding one request take, beside spaCy's blank tokenizer? `python -m tests.bench.matching`."""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import spacy

from rules.load import shipped
from rules.matcher import Matcher
from tests.quality.report import message_of
from tests.quality.split import split
from triage.classify.classify import classify
from triage.values import ParsedMessage, Zone

WORDS = 120
ROUNDS = 9
_KILOBYTE = 1024
_HOSTILE = {
    "10,000 characters of .(": ".(" * 5_000,
    "1 MB without a blank": "x" * 1_000_000,
    "5,000 times one term": "Wohnung " * 5_000,
    "12,000 times a home": "wohne in Viersen " * 12_000,
}


def requests() -> list[ParsedMessage]:
    """Requests of WORDS words: the development messages of each language, one behind the other, cut anew."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in split()[0]:
        words[row["lang"]] += row["body"].split()
    like = message_of(split()[0][0])
    bodies = [
        " ".join(found[at : at + WORDS]) for found in words.values() for at in range(0, len(found) - WORDS, WORDS)
    ]
    return [replace(like, text=body, zones=(Zone(kind="fresh", start=0, end=len(body)),)) for body in bodies]


def _seconds(work: Callable[[ParsedMessage], object], messages: list[ParsedMessage]) -> float:
    """Of one message, in the median of several passes over all of them."""
    return median(_pass(work, messages) for _ in range(ROUNDS))


def _pass(work: Callable[[ParsedMessage], object], messages: list[ParsedMessage]) -> float:
    started = time.perf_counter()
    for message in messages:
        work(message)
    return (time.perf_counter() - started) / len(messages)


def main() -> None:
    """Print compile time, memory, requests a second and what hostile texts cost."""
    started = time.perf_counter()
    book = shipped()
    matcher = Matcher(book)
    ready = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTE
    terms = sum(len(rule.any) for rule in book.rules)
    print(f"ready in {ready:.2f} s, {len(book.rules)} rules, {terms} terms, peak {peak:.0f} MB")
    messages = requests()
    tokenizer = spacy.blank("xx")
    alone = _seconds(lambda message: tokenizer(message.text), messages)
    cold = _pass(lambda message: classify(message, matcher), messages)
    ours = _seconds(lambda message: classify(message, matcher), messages)
    print(f"{len(messages)} requests of {WORDS} words: {1 / ours:.0f} classified a second, {ours * 1000:.2f} ms each")
    print(f"with words met for the first time: {cold * 1000:.2f} ms each")
    print(f"blank tokenizer alone: {1 / alone:.0f} a second (ratio {alone / ours:.2f})")
    for name, text in _HOSTILE.items():
        hostile = replace(messages[0], text=text, zones=(Zone(kind="fresh", start=0, end=len(text)),))
        print(f"{name}: {_pass(lambda message: classify(message, matcher), [hostile]):.2f} s")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
