"""What one comparison learns is kept from those that begin on other rules."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import cast

from rules.load import shipped
from triage.rehearsing.server import Ask, ForkProcess, _Run, _Server
from triage.tuning.impact import Impact
from triage.tuning.stored import Outcome
from triage.tuning.trial import Answer, trial


def answer(topic: str) -> Answer:
    outcome = Outcome(
        topics=(topic,), municipality=None, urgency="normal", kind="request", sender_role="client", language="de",
        certain=True, due="",
    )  # fmt: skip
    return Answer(1, 1, outcome, ())


def test_a_late_answer_for_rules_of_before_is_not_taken_for_one_of_those_now(tmp_path: Path) -> None:
    pipe, _ = multiprocessing.Pipe()
    server = _Server(pipe, f"sqlite:///{tmp_path}/none.db", tmp_path / "words")
    run = _Run(
        ask=Ask("weber", 1, {}, {}, most=None), trial=trial(shipped(), shipped()), impact=Impact(state="running"),
        began=0.0, known=server._known, after={1: answer("wohnen")},
    )  # fmt: skip
    heard, said = multiprocessing.Pipe(duplex=False)
    run.children[heard] = cast(ForkProcess, None), True
    server._runs["weber"] = run
    server._digest, server._known = "sha256:other", {}  # somebody compares with other rules now

    said.send([answer("sonstiges")])
    server._hear(heard)

    assert server._known == {}
    assert (run.found.examined, dict(run.found.moves)) == (1, {("sonstiges", "wohnen"): 1})
