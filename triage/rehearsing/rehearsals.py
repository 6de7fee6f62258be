"""How do those who change rules learn what a change would do, while they are still typing?"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from rules.load import digest
from triage.rehearsing import server
from triage.rehearsing.server import Ask, Question, Told, Work
from triage.rehearsing.studies import all_examples
from triage.tuning.impact import Impact
from triage.tuning.versions import Findings

Texts = Mapping[str, str]
PATIENCE = 60.0  # seconds whoever publishes waits for the examples
MOST_SHOWN = 300  # changes; all of them are counted
_SPAWN = multiprocessing.get_context("spawn")
_LOST = Impact(
    state="failed", problems=("Die Wirkung konnte nicht berechnet werden. Bitte versuchen Sie es noch einmal.",)
)


class Rehearsals:
    """One process that compares drafts with what is in force; started by the first who asks, and again when lost."""

    def __init__(self, url: str, folder: Path) -> None:
        """`url`: of the database; `folder`: where the words of all messages are kept, this object's own."""
        self._url, self._folder = url, folder
        self._turn = threading.Condition()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._impacts: dict[str, Impact] = {}
        self._told: dict[str, Told] = {}
        self._numbers: dict[str, int] = {}  # key → what was asked last
        self._number = 0
        self._waiting: dict[str, Ask | Question] = {}  # and not sent
        self._writer: threading.Thread | None = None
        self._closed = False

    def begin(self, key: str, old: Texts, new: Texts, *, most: int | None = MOST_SHOWN) -> None:
        """Compare two rulebooks. What was begun under the same key before is ended. `most`: changes; None: all."""
        self._ask(key, old, dict(new), most=most)

    def prepare(self, key: str, old: Texts, rules: Sequence[str]) -> None:
        """Make ready for changes of these rules: their first effect is then as quick as the next."""
        self._ask(key, old, None, rules=tuple(rules))

    def ask(self, key: str, texts: Texts, work: Work) -> None:
        """Let these rules do some work. What was asked under the same key before is ended."""
        with self._turn:
            self._told[key] = Told("running")
            self._hand_over(Question(key, self._next(key), dict(texts), work))

    def told(self, key: str, seconds: float = 0.0) -> Told | None:
        """What came of it, waiting so long at most; None when nothing was asked under this key."""
        with self._turn:
            self._turn.wait_for(lambda: key not in self._told or self._told[key].state != "running", timeout=seconds)
            return self._told.get(key)

    def check(self, texts: Texts) -> Findings:
        """Load and compile these rules there and run every example; waits for the answer."""
        key = f"check {digest(texts)}"
        self.ask(key, texts, all_examples)
        found = self.told(key, PATIENCE)
        with self._turn:
            self._told.pop(key, None)
        if found is None or not isinstance(found.result, tuple):
            return Findings(problems=found.problems if found and found.problems else _LOST.problems)
        return Findings(red=found.result)

    def _ask(
        self, key: str, old: Texts, new: Texts | None, *, rules: tuple[str, ...] = (), most: int | None = 0
    ) -> None:
        with self._turn:
            self._impacts[key] = Impact(state="preparing")
            self._hand_over(Ask(key, self._next(key), old, new, rules, most))

    def _next(self, key: str) -> int:
        self._number += 1
        self._numbers[key] = self._number
        return self._number

    def look(self, key: str, seconds: float = 0.0) -> Impact | None:
        """How far it is, waiting for its end so long at most; None when nothing was begun under this key."""
        with self._turn:
            self._turn.wait_for(lambda: key not in self._impacts or self._impacts[key].done, timeout=seconds)
            return self._impacts.get(key)

    @property
    def process_id(self) -> int | None:
        """Of the process that works; None while there is none."""
        with self._turn:
            return self._process.pid if self._process is not None and self._pipe is not None else None

    def close(self) -> None:
        """Stop the process; what it was at is lost, which costs nothing."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            if self._pipe is not None:
                self._pipe.close()
            if self._process is not None:
                self._process.terminate()
                self._process.join(timeout=5)
            self._pipe = self._process = None

    def _hand_over(self, asked: Ask | Question) -> None:
        """Nobody waits until the process has come to listen; of what is asked under one key only the last is sent."""
        self._waiting.pop(asked.key, None)
        self._waiting[asked.key] = asked
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, daemon=True, name="rehearsals asked")
            self._writer.start()
        self._turn.notify_all()

    def _write(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                asked = self._waiting.pop(next(iter(self._waiting)))
            try:
                self._pipe_to_it().send(asked)
            except OSError:  # it is gone, and nobody has noticed yet
                with self._turn:
                    self._pipe = None
                self._pipe_to_it().send(asked)

    def _pipe_to_it(self) -> Connection:
        with self._turn:
            return self._open()

    def _open(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            ours, theirs = _SPAWN.Pipe()
            self._process = _SPAWN.Process(target=server.serve, args=(theirs, self._url, self._folder), daemon=False)
            self._process.start()
            theirs.close()
            self._pipe = ours
            threading.Thread(target=self._listen, args=(ours,), daemon=True, name="rehearsals").start()
        return self._pipe

    def _listen(self, pipe: Connection) -> None:
        while True:
            try:
                key, number, found = pipe.recv()
            except (EOFError, OSError):
                break
            with self._turn:
                if number == self._numbers[key]:  # and not of what was asked before
                    if isinstance(found, Told):
                        self._told[key] = found
                    else:
                        self._impacts[key] = found
                    self._turn.notify_all()
        with self._turn:
            if self._pipe is pipe:
                self._pipe = None
                self._impacts = {k: i if i.done else _LOST for k, i in self._impacts.items()}
                self._told = {k: Told("failed") if t.state == "running" else t for k, t in self._told.items()}
                self._turn.notify_all()
