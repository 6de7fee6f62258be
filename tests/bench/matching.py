"""How long does matching one message take? `python tests/bench/matching.py`: milliseconds, best of several rounds."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]  # run as a program from anywhere

from rules.load import shipped
from rules.matcher import Matcher
from tests.quality.report import message_of
from tests.quality.split import split
from triage.classify.classify import classify
from triage.values import ParsedMessage

WORDS = 150
ROUNDS = 9


def texts() -> list[str]:
    """Texts of about WORDS words, joined from the German development messages."""
    words = " ".join(row["body"] for row in split()[0] if row["lang"] == "de").split()
    return [" ".join(words[n : n + WORDS]) for n in range(0, len(words) - WORDS, WORDS)]


def milliseconds(matcher: Matcher, bodies: list[str]) -> float:
    """Median over the texts of each text's best time."""
    best = [min(_once(matcher, body) for _ in range(ROUNDS)) for body in bodies]
    return median(best) * 1000


def _once(matcher: Matcher, body: str) -> float:
    started = time.perf_counter()
    matcher.match({"body": body})
    return time.perf_counter() - started


def main() -> None:
    """Print compile time, matching and classifying."""
    book = shipped()
    started = time.perf_counter()
    matcher = Matcher(book)
    terms = sum(len(rule.any) for rule in book.rules)
    print(f"compile {time.perf_counter() - started:.2f} s, {len(book.rules)} rules, {terms} terms")
    print(f"match {WORDS} words: {milliseconds(matcher, texts()):.2f} ms")
    messages: list[ParsedMessage] = [message_of(row) for row in split()[0]]
    for _ in range(2):
        started = time.perf_counter()
        for message in messages:
            classify(message, matcher)
    each = (time.perf_counter() - started) / len(messages)
    print(f"classify: {each * 1000:.2f} ms a message, {1 / each:.0f} messages/s")


if __name__ == "__main__":
    main()
