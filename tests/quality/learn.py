"""What do the labelled messages teach beyond the rules? `… tests.quality.learn [--rules F] [--judge]` writes hints.

They go to `rules/data/hints/`. With `--judge` nothing is written: every writer's messages are judged by hints learned
from all others. `--rules`: a folder of rules as they stood before they were tuned on these messages, for rules that
have seen the answers seem to need no help.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rules.fold import fold
from rules.hinting import EXACT, Hinting, Sign
from rules.load import shipped
from rules.matcher import Matcher
from rules.rulebook import FAMILIES, Hint
from tests.quality.fit import Floats, fit, table
from tests.quality.signs import ROWS, WRITERS, Case, candidates, cases, without_hints
from tests.quality.split import learned
from tests.quality.tasks import TASKS, Task
from triage.classify.classify import classify
from triage.values import Classification

LABELS = tuple(dict.fromkeys(label for task in TASKS for label, _, _ in task.shown))
FOLDER = Path(__file__).parents[2] / "rules" / "data" / "hints"
HEAD = """# What labelled messages teach beyond the rules: written by `python -m tests.quality.learn`, not by hand.
# Each word, and each rule, adds its points once where it stands in the subject or the new text (docs/rules.md)."""
STEP = 0.1  # points to which weights are rounded
FAINTEST = 0.2  # points below which a hint is left out: nobody would see a difference, and everybody would read it
FRESH, WORTH = "taught", 3.0  # writers whose messages the rules were not made with, and how much more these count
ODDS, BESIDE = (
    2.0,
    3,
)  # a word speaks for a label that is so much likelier beside it, and stands there in so many messages
EACH = 0.2  # points a hint may have for each message in which it stands beside its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One task with its messages, made ready."""

    task: Task
    writers: list[str]
    signs: list[list[int]]
    given: Floats
    truth: Floats
    worth: Floats
    words: NDArray[np.bool_]  # by sign: whether it is a word, not a rule
    silent: NDArray[np.bool_]  # by sign: whether it says nothing here

    def weights(self, number: int, but: str = "") -> Floats:
        """Sign × label, from all writers but one, in points."""
        kept = [n for n, writer in enumerate(self.writers) if writer != but]
        signs, most = table([self.signs[n] for n in kept], number), self._most(kept, number)
        found = fit(
            signs._replace(known=signs.known * (most > 0)),
            self.given[kept], self.truth[kept], self.worth[kept], self.task.penalty,
        )  # fmt: skip
        return np.round(np.minimum(found * self.task.points, most) / STEP) * STEP

    def _most(self, kept: Sequence[int], number: int) -> Floats:
        """Sign × label: the most a hint may weigh; nothing unless it stands beside the label more than elsewhere."""
        count = np.zeros((number, len(self.task.labels)))
        writers: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for n in kept:
            column = int(self.truth[n].argmax())
            for sign in self.signs[n]:
                count[sign, column] += 1
                writers[sign, column].add(self.writers[n])
        every = self.truth[kept].sum(axis=0)
        odds = (
            (count + 0.5) / (count.sum(axis=1, keepdims=True) - count + 0.5) * (len(kept) - every + 0.5) / (every + 0.5)
        )
        told = np.zeros_like(count)
        for (sign, column), names in writers.items():
            told[sign, column] = len(names) >= WRITERS
        least = np.where(self.words[:, None], ODDS, 1.0)
        told[self.silent] = 0.0
        return np.asarray(told * (count >= BESIDE) * (odds >= least) * np.minimum(count * EACH, self.task.most))


class Learning:
    """All cases, the signs that stand in them, and what is to be learned."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.cases = cases(learned(), matcher)
        self._hints = candidates(self.cases, matcher)
        hinting = Hinting(self._hints, matcher.tokens.cut)
        found = [list(hinting.signs(case.hits, case.spans)) for case in self.cases]
        self._numbers = _numbers(found, self.cases)
        self._small = frozenset(number for sign, number in self._numbers.items() if sign[1].startswith(EXACT))
        self._spelt = {hinting.sign(hint): hint.text for hint in self._hints}
        self._signs = [[self._numbers[sign] for sign in signs if sign in self._numbers] for signs in found]
        self.lessons = tuple(map(self._lesson, TASKS))

    def hints(self, but: str = "") -> list[Hint]:
        """What all writers but one teach, every hint of a weight that is not nothing."""
        found: list[Hint] = []
        for lesson in self.lessons:
            weights = lesson.weights(len(self._numbers) + 1, but)
            for sign, number in self._numbers.items():
                for label, column, way in lesson.task.shown:
                    weight = round(float(weights[number, column]) * way, 3)
                    if abs(weight) >= FAINTEST:
                        text = self._spelt.get(sign, sign[1])
                        found.append(Hint(label, weight, text, sign[0], ""))
        return found

    def _lesson(self, task: Task) -> Lesson:
        taken = [(n, answer) for n, case in enumerate(self.cases) if (answer := task.read(case)) is not None]
        return Lesson(
            task=task,
            writers=[self.cases[n].writer for n, _ in taken],
            signs=[[sign for sign in self._signs[n] if task.small or sign not in self._small] for n, _ in taken],
            given=np.array([answer.given for _, answer in taken]),
            truth=np.array([[float(label == answer.label) for label in task.labels] for _, answer in taken]),
            words=np.array([False, *(bool(language) for language, _ in self._numbers)]),
            silent=np.array([False, *(fold(self._spelt.get(sign, "")) in task.but for sign in self._numbers)]),
            worth=np.array([[answer.worth * _freshness(self.cases[n])] for n, answer in taken]),
        )


def _freshness(case: Case) -> float:
    return WORTH if case.writer.startswith(FRESH) else 1.0


def _numbers(found: Sequence[Iterable[Sign]], of: Sequence[Case]) -> dict[Sign, int]:
    """The signs frequent enough, numbered from 1."""
    rows: defaultdict[Sign, int] = defaultdict(int)
    writers: defaultdict[Sign, set[str]] = defaultdict(set)
    for signs, case in zip(found, of, strict=True):
        for sign in signs:
            rows[sign] += 1
            writers[sign].add(case.writer)
    kept = sorted(sign for sign in rows if rows[sign] >= ROWS and len(writers[sign]) >= WRITERS)
    return {sign: number for number, sign in enumerate(kept, 1)}


class Verdict(NamedTuple):
    """One message judged by hints its writer had no part in."""

    case: Case
    said: Classification


def judged(learning: Learning) -> list[Verdict]:
    """Every message, by hints learned from all other writers."""
    matcher = learning.matcher
    found: list[Verdict] = []
    for writer in dict.fromkeys(case.writer for case in learning.cases):
        matcher.hints = Hinting(learning.hints(but=writer), matcher.tokens.cut)
        own = [case for case in learning.cases if case.writer == writer]
        with matcher.batch():
            found.extend(Verdict(case, classify(case.message, matcher)) for case in own)
    return found


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Main topic and pressing messages of each writer and of all, by the rules alone and with hints."""
    groups = {
        writer: [v for v in verdicts if v.case.writer == writer] for writer in {v.case.writer: 0 for v in verdicts}
    }
    for name in ("devset", "made", "taught"):
        groups[f"{name}*"] = [v for v in verdicts if v.case.writer.startswith(name)]
    for writer, group in {**groups, "all": list(verdicts)}.items():
        print(f"{writer:10} {len(group):5}  {_topic_line(group)}  |  {_pressing_line(group)}")


def _topic_line(group: Sequence[Verdict]) -> str:
    before = [v.case.said.main_topic == v.case.row["topics"][0] for v in group]
    after = [v.said.main_topic == v.case.row["topics"][0] for v in group]
    gained, lost = (
        sum(a > b for a, b in zip(after, before, strict=True)),
        sum(a < b for a, b in zip(after, before, strict=True)),
    )
    share = f"{sum(before) / len(group):.1%} {sum(after) / len(group):.1%}"
    return (
        f"topic {share} +{gained} -{lost} (p {chance(gained, lost):.3f}) sets {_f1(group, 0):.3f} {_f1(group, 1):.3f}"
        f"  |  kind {_share(group, 'kind', 'kind')}  |  role {_share(group, 'sender_kind', 'sender_role')}"
    )


def _share(group: Sequence[Verdict], gold: str, said: str) -> str:
    """Right answers by the rules alone and with hints."""
    right = [(getattr(v.case.said, said) == v.case.row[gold], getattr(v.said, said) == v.case.row[gold]) for v in group]
    return " ".join(f"{sum(each) / len(group):.1%}" for each in zip(*right, strict=True))


def _f1(group: Sequence[Verdict], which: int) -> float:
    """F1 of all topics named, by the rules alone (0) or with hints (1)."""
    said = [{t.id for t in (v.case.said, v.said)[which].topics} for v in group]
    gold = [set(v.case.row["topics"]) for v in group]
    both = sum(len(a & b) for a, b in zip(said, gold, strict=True))
    return 2 * both / max(sum(map(len, [*said, *gold])), 1)


def _pressing_line(group: Sequence[Verdict]) -> str:
    gold = [v.case.row["urgency"] == "high" for v in group]
    lines = []
    for said in ([v.case.said.urgency.id == "high" for v in group], [v.said.urgency.id == "high" for v in group]):
        both = sum(a and b for a, b in zip(said, gold, strict=True))
        lines.append(f"P {both / max(sum(said), 1):.3f} R {both / max(sum(gold), 1):.3f}")
    return f"high {' to '.join(lines)}"


def chance(gained: int, lost: int) -> float:
    """How likely so uneven a change is by chance: McNemar's exact test, two-sided."""
    number, least = gained + lost, min(gained, lost)
    return float(min(1.0, 2 * sum(comb(number, k) for k in range(least + 1)) / 2**number))


def files_of(hints: Sequence[Hint]) -> dict[str, str]:
    """File name → content, one file for each label, weights and words in order."""
    return {f"{label}.yaml": _file_of(label, [h for h in hints if h.label == label]) for label in LABELS}


def _file_of(label: str, hints: Sequence[Hint]) -> str:
    key = next(key for key, labels in FAMILIES.values() if label in labels)
    lines = [HEAD.rstrip(), f"{key}: {label}"]
    languages = dict.fromkeys(sorted({h.language for h in hints if h.language}, key=lambda x: (x != "de", x)))
    lines += ["words:"] if languages else []
    for language in languages:
        lines += [f"  {language}:", *_weights("    ", [h for h in hints if h.language == language])]
    rules = [h for h in hints if not h.language]
    lines += ["rules:", *_weights("  ", rules)] if rules else []
    return "\n".join(lines) + "\n"


def _weights(indent: str, hints: Sequence[Hint]) -> list[str]:
    lines = []
    for weight in sorted({h.weight for h in hints}, reverse=True):
        texts = ", ".join(sorted(_quoted(h.text) for h in hints if h.weight == weight))
        opening = f"{indent}{weight:g}: ["
        lines += wrap(
            f"{opening}{texts}]", 120, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False
        )
    return lines


def _quoted(text: str) -> str:
    """A word YAML would take for a truth value is put in quotation marks."""
    return f'"{text}"' if text.casefold() in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"} else text


def main(arguments: list[str]) -> None:
    """Judge, or write the files."""
    folder = Path(arguments[arguments.index("--rules") + 1]) if "--rules" in arguments else None
    learning = Learning(without_hints(folder))
    if "--judge" in arguments:
        print_verdicts(judged(learning))
        return
    known = {rule.id for rule in shipped().rules}
    hints = [hint for hint in learning.hints() if hint.language or hint.text in known]
    FOLDER.mkdir(exist_ok=True)
    for name, text in files_of(hints).items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    words = sum(bool(hint.language) for hint in hints)
    print(f"{words} hints by words and {len(hints) - words} by rules, from {len(learning.cases)} messages")


if __name__ == "__main__":
    main(sys.argv[1:])
