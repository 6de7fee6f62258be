"""Are words the rules lack proposed, and are the counts true? `python -m tests.bench.suggestions [--exact]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from rules.load import shipped
from rules.matcher import Matcher
from rules.rulebook import Rule, Rulebook
from tests.bench.gaps import Gap, fills, said, spoken_about, without
from tests.quality.split import DATA, read_rows
from triage.classify.classify import classify
from triage.tuning.cases import Case
from triage.tuning.suggest import Suggestion, suggest

GAPS = (
    Gap(word="Vermieter", language="de", label="wohnen"),
    Gap(word="Hebamme", language="de", label="gesundheit"),
    Gap(word="الجنسية", language="ar", label="einbuergerung"),
    Gap(word="مدرسة", language="ar", label="bildung"),
    Gap(word="паспорт", language="uk", label="dokumente"),
    Gap(word="лікар", language="uk", label="gesundheit"),
    Gap(word="kurs", language="tr", label="sprache"),
    Gap(word="tercüme", language="tr", label="sprache"),
    Gap(word="school", language="en", label="bildung"),
    Gap(word="doctor", language="en", label="gesundheit"),
)
_FILES = ("taught_*.jsonl", "made_*.jsonl")


def main() -> None:
    """Take ten words out of the rules, let staff correct what comes of it, and look at the first twenty suggestions."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--noise", type=float, default=0.1, help="share of corrections that are wrong")
    options.add_argument("--confirmed", type=float, default=0.3, help="share of right answers staff confirmed")
    options.add_argument("--exact", action="store_true", help="count again with rules compiled anew (minutes)")
    chosen = options.parse_args()
    whole = shipped()
    book = without(whole, GAPS)
    messages = said([row for name in _FILES for file in sorted(DATA.glob(name)) for row in read_rows(file)])
    now = Matcher(book, frozenset())
    history = list(spoken_about(messages, Matcher(whole), now, confirmed=chosen.confirmed, wrong=chosen.noise))
    began, used = time.perf_counter(), time.process_time()
    found = suggest(history, now, book)
    _print(history, found, time.perf_counter() - began, time.process_time() - used)
    if chosen.exact:
        _check(history, found, now, book)


def _print(history: Sequence[Case], found: Sequence[Suggestion], wall: float, cpu: float) -> None:
    corrected = sum(case.staff is not None for case in history)
    out = sys.stdout.write
    out(f"{len(history)} messages, staff spoke about {corrected}; {wall:.1f} s by the clock, {cpu:.1f} s of one core\n")
    met = set()
    for rank, one in enumerate(found, start=1):
        gap = next((gap for gap in GAPS if one.kind == "any" and fills(one.rule, one.text, one.language, gap)), None)
        met |= {gap.word} if gap else set()
        out(
            f"{rank:2} {'*' if gap else ' '} {one.sentence} {one.rule.id} {one.rule.weight:g}"
            f" {'neu' if one.new else ''} +{len(one.others)} | {', '.join(one.like)}\n"
        )
    missed = ", ".join(gap.word for gap in GAPS if gap.word not in met)
    out(f"{len(met)} of {len(GAPS)} gaps met; missed: {missed or 'none'}\n")


def _check(history: Sequence[Case], found: Sequence[Suggestion], now: Matcher, book: Rulebook) -> None:
    before = [classify(case.said, now).main_topic for case in history]
    for one in found:
        anew = Matcher(replace(book, rules=_with(book, one.rule)))
        after = [classify(case.said, anew).main_topic for case in history]
        moved = [(case, was) for case, was, new in zip(history, before, after, strict=True) if was != new]
        then = dict(zip((case.number for case in history), after, strict=True))
        repairs = [case.number for case, _ in moved if case.staff == then[case.number]]
        breaks = [case.number for case, was in moved if case.staff == was]
        others = [case.number for case, _ in moved if case.staff is None]
        true = (list(one.repairs), list(one.breaks), list(one.others)) == (repairs, breaks, others)
        sys.stdout.write(f"{one.text}: counts are {'true' if true else 'FALSE'}\n")


def _with(book: Rulebook, rule: Rule) -> tuple[Rule, ...]:
    if all(known.id != rule.id for known in book.rules):
        return (*book.rules, rule)
    return tuple(rule if known.id == rule.id else known for known in book.rules)


if __name__ == "__main__":
    main()
