"""How often is the machine right? `… tests.quality.report [--holdout|--all|--blind|--file F] [--wrong FIELD]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]  # run as a program from anywhere

from rules.load import shipped
from rules.matcher import Matcher
from tests.quality.split import Row, blind, read_rows, split
from triage.classify.classify import classify
from triage.message.bare import read_body
from triage.message.call import read_call
from triage.values import CallNote, Classification, Label, ParsedMessage

Answer = tuple[Row, Classification]


def message_of(row: Row) -> ParsedMessage:
    """What the message stage makes of a row."""
    if row["channel"] == "phone":
        noted = read_call(CallNote(note=row["body"], received_at=datetime(2026, 1, 1, tzinfo=UTC)))
        return replace(noted, received_at=None)  # the labels do not say when they were written
    return read_body(row["body"], subject=row.get("subject") or "")


def answers(rows: Iterable[Row]) -> list[Answer]:
    """Every row with what the machine says."""
    matcher = Matcher(shipped())
    with matcher.batch():
        return [(row, classify(message_of(row), matcher)) for row in rows]


FIELDS: dict[str, tuple[Callable[[Row], str], Callable[[Classification], str]]] = {
    "topic": (lambda r: str(r["topics"][0]), lambda c: c.main_topic),
    "municipality": (lambda r: str(r["municipality"]), lambda c: c.municipality.id if c.municipality else "None"),
    "language": (lambda r: str(r["lang"]), lambda c: c.language),
    "urgency": (lambda r: str(r["urgency"]), lambda c: c.urgency.id),
    "kind": (lambda r: str(r["kind"]), lambda c: c.kind),
    "role": (lambda r: str(r["sender_kind"]), lambda c: c.sender_role),
}


def table(name: str, pairs: list[tuple[str, str]]) -> None:
    """Precision, recall and F1 of each value; accuracy and macro F1 of the field."""
    right = Counter(gold for gold, said in pairs if gold == said)
    gold_count, said_count = Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    scores = []
    low, high = interval(sum(right.values()), len(pairs))
    share = sum(right.values()) / max(len(pairs), 1)
    print(f"\n{name}: {sum(right.values())} of {len(pairs)} right ({share:.1%}, 95 % between {low:.1%} and {high:.1%})")
    for value in sorted(gold_count | said_count):
        precision = right[value] / said_count[value] if said_count[value] else 0.0
        recall = right[value] / gold_count[value] if gold_count[value] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        if gold_count[value]:
            scores.append(f1)
        print(f"  {value:20} P {precision:4.2f}  R {recall:4.2f}  F1 {f1:4.2f}  n {gold_count[value]}")
    print(f"  macro F1 {sum(scores) / max(len(scores), 1):.3f}")


def interval(right: int, number: int) -> tuple[float, float]:
    """Wilson's score interval of a share at 95 % (E. B. Wilson, 1927)."""
    z, n = 1.96, max(number, 1)
    middle, spread = right / n + z * z / (2 * n), z * sqrt(right / n * (1 - right / n) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def topic_sets(found: list[Answer]) -> None:
    """Micro precision and recall over all topics named, and how many sets are exactly right."""
    hit = sum(len(set(r["topics"]) & {t.id for t in c.topics}) for r, c in found)
    said, gold = sum(len(c.topics) for _, c in found), sum(len(r["topics"]) for r, _ in found)
    exact = sum(set(r["topics"]) == {t.id for t in c.topics} for r, c in found)
    precision, recall = hit / max(said, 1), hit / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"\ntopic sets: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  exact {exact} of {len(found)}")
    sure = [(r, c) for r, c in found if c.certain]
    good = sum(r["topics"][0] == c.main_topic for r, c in sure)
    print(f"certain: {len(sure)} of {len(found)}, of these {good / max(len(sure), 1):.1%} right in the main topic")


def by_group(found: list[Answer], key: str) -> None:
    """Accuracy of the fields within each language or channel."""
    print(f"\nby {key}")
    for value in sorted({str(row[key]) for row, _ in found}):
        group = [(row, c) for row, c in found if str(row[key]) == value]
        shares = (
            f"{name} {sum(gold(r) == said(c) for r, c in group) / len(group):.2f}"
            for name, (gold, said) in FIELDS.items()
        )
        print(f"  {value:6} n {len(group):3}  " + "  ".join(shares))


def _shown(said: Classification, field: str) -> list[Label | None]:
    """The labels whose proof explains a field."""
    if field == "municipality":
        return [said.municipality, said.runner_up_place]
    return [said.urgency] if field == "urgency" else [*said.topics, said.runner_up]


def wrong(found: list[Answer], field: str) -> None:
    """Every wrong answer of a field with its proof, for whoever tunes the development part."""
    gold, said = FIELDS[field]
    for row, c in found:
        if gold(row) != said(c):
            text = (row.get("subject") or "") + " | " + row["body"].replace("\n", " ")
            print(f"\n{row['id']} gold {gold(row)} {row['topics']} said {said(c)}: {text[:600]}")
            for label in (label for label in _shown(c, field) if label is not None):
                proof = ", ".join(f"{e.text!r} {e.rule} {e.weight:g}" for e in label.evidence[:8])
                print(f"    {label.id} {label.score:.1f}: {proof}")


def chosen(arguments: list[str]) -> list[Row]:
    """The messages the arguments ask for; the development part when they do not say."""
    if "--file" in arguments:
        return read_rows(Path(arguments[arguments.index("--file") + 1]))
    if "--blind" in arguments:
        return blind()
    development, aside = split()
    return aside if "--holdout" in arguments else development + aside if "--all" in arguments else development


def main(arguments: list[str]) -> None:
    """Print the tables of the development part, of the part set aside, of both, of blind messages, or of a file."""
    found = answers(chosen(arguments))
    if "--wrong" in arguments:
        wrong(found, arguments[arguments.index("--wrong") + 1])
        return
    for name, (gold, said) in FIELDS.items():
        table(name, [(gold(row), said(c)) for row, c in found])
        print("  wrong:", " ".join(str(row["id"]) for row, c in found if gold(row) != said(c)) or "none")
    topic_sets(found)
    by_group(found, "lang")
    by_group(found, "channel")


if __name__ == "__main__":
    main(sys.argv[1:])
