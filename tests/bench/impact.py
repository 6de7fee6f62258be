"""What does it cost to see what a changed rule would do? `python -m tests.bench.impact --messages 100000`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import models.tables  # noqa: F401 - importing it registers every table
from models.arrival import Arrival
from models.columns import table_of
from models.message import Message
from models.ticket import Ticket
from rules.load import shipped, shipped_texts
from rules.rulebook import Rule, Term
from rules.tokens import Tokens
from rules.written import with_rule, written
from tests.bench.house import rows_of
from tests.quality.split import DATA, read_rows
from triage.rehearsing.rehearsals import Rehearsals
from triage.rehearsing.server import filed_since
from triage.schema import upgrade
from triage.store import Store
from triage.tuning.archive import Archive
from triage.tuning.impact import Impact

_RULES, _EDITS = 24, 3
_P95 = 94
_BATCH = 5_000
_PATIENCE = 3_600.0


def main() -> None:
    """Print how long the words take to be gathered, how large they are, and p50 and p95 of an edit's effect."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, nargs="+", default=[100_000])
    options.add_argument("--keep", type=Path, help="a folder for databases that later runs may use again")
    chosen = options.parse_args()
    for count in chosen.messages:
        with tempfile.TemporaryDirectory() as name:
            _measure(count, chosen.keep or Path(name))


def _measure(count: int, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / f"{count}.db"
    new = not file.exists()
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    if new:
        _fill(store, count)
    with tempfile.TemporaryDirectory() as words:
        _gather(store, Path(words))
        rehearsals = Rehearsals(str(store.url), Path(words))
        try:
            _edit(rehearsals)
        finally:
            rehearsals.close()
            store.close()


def _gather(store: Store, folder: Path) -> None:
    """The words of all messages, on one core."""
    tokens = Tokens()
    archive = Archive(folder, lambda text: tokens.read(text).keys)
    began = time.perf_counter()
    while rows := filed_since(store, archive.last, 20_000):
        archive.add(rows)
    seconds = time.perf_counter() - began
    size, known = archive.octets / 1e6, len(archive)
    sys.stdout.write(
        f"{known:,} messages, words gathered in {seconds:.0f} s ({known / seconds:,.0f}/s), {size:.0f} MB "
        f"({archive.octets / known:.0f} octets a message)\n"
    )


def _edit(rehearsals: Rehearsals) -> None:
    """Open rules as a supervisor does, change each a few times."""
    chance = random.Random(5)
    base = shipped_texts()
    chosen = chance.sample([rule for rule in shipped().rules if rule.family == "topics"], _RULES)
    opened, seconds, touched = [], [], []
    for rule in chosen:
        began = time.perf_counter()
        rehearsals.prepare("bench", base, [rule.id])
        _done(rehearsals)
        opened.append(time.perf_counter() - began)
        for what in chance.sample(("word", "phrase", "unless", "drop", "weight"), _EDITS):
            draft = with_rule(base[rule.file], rule.id, written(_edited(rule, what, chance)))
            began = time.perf_counter()
            rehearsals.begin("bench", base, {**base, rule.file: draft})
            impact = _done(rehearsals)
            seconds.append(time.perf_counter() - began)
            touched.append(impact.touched)
            sys.stdout.write(f"  {rule.id:36} {what:7} {impact.touched:7} touched {impact.changed:6} changed "
                             f"{seconds[-1]:6.2f} s\n")  # fmt: skip
    sys.stdout.write(
        f"one changed rule: p50 {median(seconds):.2f} s  p95 {quantiles(seconds, n=100)[_P95]:.2f} s, "
        f"touched p50 {median(touched):,.0f}; a rule opened and prepared: p50 {median(opened):.1f} s\n"
    )


def _done(rehearsals: Rehearsals) -> Impact:
    found = rehearsals.look("bench", _PATIENCE)
    assert found is not None
    assert found.state == "done", found
    return found


def _edited(rule: Rule, what: str, chance: random.Random) -> Rule:
    """What supervisors do most: a word more, a phrase, an exception, a word less, another weight."""
    one, two = (Term(language="de", text=chance.choice(_vocabulary()), line=1) for _ in range(2))
    match what:
        case "word":
            return replace(rule, any=(*rule.any, one))
        case "phrase":
            return replace(rule, any=(*rule.any, replace(one, text=f"{one.text} {two.text}")))
        case "unless":
            return replace(rule, unless=(*rule.unless, one))
        case "drop":
            return replace(rule, any=rule.any[1:] or rule.any)
        case _:
            return replace(rule, weight=rule.weight + 0.5)


_WORDS: list[str] = []


def _vocabulary() -> list[str]:
    if not _WORDS:
        said = {word for row in _requests() for word in row["body"].split() if word.isalpha() and len(word) > 5}
        _WORDS.extend(sorted(said))
    return _WORDS


def _requests() -> Sequence[dict[str, str]]:
    return [row for file in sorted(DATA.glob("*.jsonl")) for row in read_rows(file)]


def _fill(store: Store, count: int) -> None:
    """Requests as people wrote them, each with a sentence of another and a number nobody else has."""
    chance = random.Random(7)
    requests = [row["body"] for row in _requests()]
    numbers = iter(range(1, count + 1))
    began = time.perf_counter()
    while some := list(islice(numbers, _BATCH)):
        rows = [rows_of(number, count, chance) for number in some]
        for number, (_, _, [message], *_) in zip(some, rows, strict=True):
            other = chance.choice(requests).split(". ")
            text = f"{chance.choice(requests)}\n{chance.choice(other)} {number:07d}"
            message |= {"text": text, "zones": [[0, len(text), "fresh"]], "subject": ""}
        with store.engine.begin() as connection:
            for at, table in enumerate((Ticket, Arrival, Message)):
                connection.execute(table_of(table).insert(), [row for one in rows for row in one[at]])
    sys.stdout.write(f"{count:,} messages filled in {time.perf_counter() - began:.0f} s\n")


if __name__ == "__main__":
    main()
