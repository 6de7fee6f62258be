"""What does the process do that holds compiled rules for those who change them?"""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Literal, NamedTuple, cast

from sqlmodel import col, func, select

from models.message import Message
from rules.load import Read, load_texts
from rules.matcher import Matcher
from rules.problem import RulesInvalid
from rules.rulebook import Rulebook
from rules.tokens import Tokens
from triage.store import Store
from triage.tuning.archive import Archive, Filed
from triage.tuning.impact import Comparison, Impact
from triage.tuning.trial import Answer, Side, Trial, answers, completed, red, rest_of, touched, trial

Texts = Mapping[str, str]
Work = Callable[[str, Rulebook], object]  # (address of the database, rules) → an answer; both can be sent
_FORK = multiprocessing.get_context("fork")
_SLICE = 2_000  # messages read into the archive between two looks at what else is asked
_FEW = 50  # messages that are not worth two children
_BATCH = 50  # answers handed over together
_EVERY = 0.15  # seconds between two words about how far a run is
_REMEMBERED = 300_000  # answers of rules in force kept in memory
_NICE = 5  # mail that arrives goes first


class Red(NamedTuple):
    """Examples that do not hold."""

    examples: tuple[str, ...]


class Ask(NamedTuple):
    """Compare two rulebooks; what is running under the same key ends."""

    key: str
    number: int  # which of those asked under this key
    old: Texts
    new: Texts | None  # None: nothing changes yet; make ready for changes of `rules`
    rules: tuple[str, ...] = ()
    most: int | None = 0  # changes to be shown; None: all


class Question(NamedTuple):
    """Let these rules do some work in a child; what goes on under the same key ends."""

    key: str
    number: int
    texts: Texts
    work: Work


class Told(NamedTuple):
    """What became of a question."""

    state: Literal["running", "done", "refused", "failed"]
    result: object = None
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Run:
    ask: Ask
    trial: Trial
    impact: Impact
    began: float
    known: dict[int, Answer]  # what the old side says; shared by the runs on the same rules in force
    after: dict[int, Answer] = field(default_factory=dict)  # of messages the old side has not answered for yet
    found: Comparison = field(default_factory=Comparison)
    children: dict[Connection, tuple[ForkProcess, bool]] = field(default_factory=dict)  # → whether of the old side
    told: float = 0.0
    red: tuple[str, ...] | None = None

    def end(self) -> None:
        for pipe, (child, _) in self.children.items():
            child.kill()
            child.join()
            pipe.close()
        self.children.clear()


def serve(pipe: Connection, url: str, folder: Path) -> None:
    """Answer `Ask`s with (key, Impact) until the other end closes."""
    os.nice(_NICE)
    _Server(pipe, url, folder).run()


class _Server:
    def __init__(self, pipe: Connection, url: str, folder: Path) -> None:
        self._pipe, self._url = pipe, url
        self._tokens = Tokens()
        self._archive = Archive(folder, lambda text: self._tokens.read(text).keys)
        self._read: Read = {}
        self._rest: tuple[tuple[str, frozenset[int]], Matcher] | None = None
        self._known: dict[int, Answer] = {}  # what the rules in force say
        self._digest = ""  # of these rules
        self._asked: dict[str, Ask | Question] = {}  # and not begun
        self._runs: dict[str, _Run] = {}
        self._asides: dict[Connection, tuple[Question, ForkProcess]] = {}

    def run(self) -> None:
        """Until nobody is there any more."""
        try:
            while True:
                pipes = [pipe for run in self._runs.values() for pipe in run.children]
                for ready in wait([self._pipe, *pipes, *self._asides]):
                    if ready in self._asides:
                        self._hear_aside(ready)
                    elif ready is not self._pipe:
                        self._hear(cast(Connection, ready))
                self._take()
                while self._asked:
                    self._answer(self._asked.pop(next(iter(self._asked))))
        except (EOFError, OSError):
            for key in [*self._runs, *(asked.key for asked, _ in self._asides.values())]:
                self._end(key)

    def _take(self) -> None:
        """What is asked now; what was asked before it under the same key nobody waits for."""
        while self._pipe.poll():
            ask: Ask | Question = self._pipe.recv()
            self._asked[ask.key] = ask
            self._end(ask.key)

    def _answer(self, ask: Ask | Question) -> None:
        try:
            if isinstance(ask, Question):
                self._begin_aside(ask)
            else:
                self._begin(ask)
        except RulesInvalid as invalid:
            problems = tuple(str(problem) for problem in invalid.problems)
            refused = Told("refused", problems=problems) if isinstance(ask, Question) else None
            self._pipe.send((ask.key, ask.number, refused or Impact(state="refused", problems=problems)))

    def _begin(self, ask: Ask) -> None:
        began = time.monotonic()
        old, new = self._books(ask.old, ask.new)
        tried = trial(old, new, besides=ask.rules)
        impact = Impact(state="preparing", rules=tried.changed, wholesale=tried.wholesale, known=len(self._archive))
        if old.digest != self._digest:
            self._digest, self._known = old.digest, {}  # runs on other rules go on with what they know
        run = _Run(ask=ask, trial=tried, impact=impact, began=began, known=self._known)
        for known in self._catch_up():
            self._tell(run, known=known)
            self._take()
            if ask.key in self._asked:
                return
        order: list[int] = []
        if tried.later or tried.wholesale:
            rest = self._rest_of(tried)
            order = self._archive.touched(touched(tried, rest, gone=ask.new is None))
        self._tell(run, state="running", known=len(self._archive), touched=len(order))
        self._runs[ask.key] = run
        if tried.later or tried.wholesale:
            self._fork(run, rest, order)
        if not run.children:
            self._finish(run)

    def _begin_aside(self, asked: Question) -> None:
        """In a child of its own: whoever asked waits for it, whoever types does not."""
        book = load_texts(asked.texts, read=dict(self._read))
        ours, child = _child(_aside, (self._url, book, asked.work))
        self._asides[ours] = asked, child

    def _hear_aside(self, pipe: Connection) -> None:
        asked, child = self._asides.pop(pipe)
        try:
            told: Told = pipe.recv()
        except EOFError:
            told = Told("failed")
        child.join()
        pipe.close()
        self._pipe.send((asked.key, asked.number, told))

    def _end(self, key: str) -> None:
        """Whatever goes on under a key, nobody waits for it any more."""
        if key in self._runs:
            self._runs.pop(key).end()
        for pipe, (asked, child) in list(self._asides.items()):
            if asked.key == key:
                del self._asides[pipe]
                child.kill()
                child.join()
                pipe.close()

    def _books(self, old: Texts, new: Texts | None) -> tuple[Rulebook, Rulebook]:
        """Both share what they read: of two rulebooks nearly all files are the same."""
        book = load_texts(old, read=self._read)
        return book, book if new is None else load_texts(new, read=dict(self._read))

    def _rest_of(self, tried: Trial) -> Matcher:
        key = tried.before.book.digest, tried.later & frozenset(range(len(tried.before.book.rules)))
        if self._rest is None or self._rest[0] != key:
            self._rest = None  # two at a time would take twice the memory
            gc.unfreeze()  # or the one before would never be found
            gc.collect()
            self._rest = key, rest_of(tried)
            gc.collect()
            gc.freeze()  # the collector of a forked child would touch, and so copy, every page it shares with us
        return self._rest[1]

    def _catch_up(self) -> Iterator[int]:
        """Read what was filed since; how much is known, slice by slice."""
        store = Store(self._url, pool_size=1)
        try:
            if filed_until(store, self._archive.last) != len(self._archive):
                self._archive.clear()  # something was erased, or another database was put in its place
            while rows := filed_since(store, self._archive.last, _SLICE):
                self._archive.add(rows)
                yield len(self._archive)
        finally:
            store.close()

    # -- children --------------------------------------------------------------------------------------------------

    def _fork(self, run: _Run, rest: Matcher, order: list[int]) -> None:
        """One child for each side; when what the old side says is known, two for the new."""
        unknown = [key for key in order if key not in run.known]
        halves = (unknown[0::2], unknown[1::2]) if run.ask.new is None else (unknown,)
        for share in filter(None, halves):
            self._start(run, (rest, run.trial.before), share, old=True)
        if run.ask.new is None:
            return
        whole = unknown or len(order) < _FEW
        for share in [order] if whole else [order[0::2], order[1::2]]:
            self._start(run, (rest, run.trial.after), share, old=False)

    def _start(self, run: _Run, rules: tuple[Matcher, Side], ids: Sequence[int], *, old: bool) -> None:
        pipe, child = _child(_label, (self._url, run.trial, rules, ids))
        run.children[pipe] = child, old

    def _hear(self, pipe: Connection) -> None:
        run = next((run for run in self._runs.values() if pipe in run.children), None)
        if run is None:
            return  # it was ended while we listened to another
        try:
            some: list[Answer] | Red = pipe.recv()
        except EOFError:
            self._bury(run, pipe)
            return
        if isinstance(some, Red):
            run.red = tuple(dict.fromkeys((*(run.red or ()), *some.examples)))
            return
        if run.children[pipe][1]:
            run.known.update((answer.message_id, answer) for answer in some)
            pairs = [(answer, run.after.pop(answer.message_id)) for answer in some if answer.message_id in run.after]
        else:
            pairs = [(run.known[a.message_id], a) for a in some if a.message_id in run.known]
            run.after.update((a.message_id, a) for a in some if a.message_id not in run.known)
        for pair in pairs:
            run.found.take(*pair)
        if time.monotonic() - run.told > _EVERY:
            self._tell(run)

    def _bury(self, run: _Run, pipe: Connection) -> None:
        """A child has said all, or died."""
        child, _ = run.children.pop(pipe)
        child.join()
        pipe.close()
        if child.exitcode:
            run.end()
            del self._runs[run.ask.key]
            self._tell(run, state="failed", problems=("Die Wirkung konnte nicht berechnet werden.",))
        elif not run.children:
            self._finish(run)

    def _finish(self, run: _Run) -> None:
        self._runs.pop(run.ask.key, None)
        self._tell(run, state="done")
        if len(self._known) > _REMEMBERED:
            self._known = {}

    def _tell(self, run: _Run, **said: object) -> None:
        run.told = time.monotonic()
        found = run.found
        run.impact = replace(
            run.impact, examined=found.examined, changed=len(found), moves=dict(found.moves), fields=dict(found.fields),
            changes=found.newest(run.ask.most), red=run.red, seconds=round(run.told - run.began, 3),
            **said,  # type: ignore[arg-type]  # fields of Impact by name
        )  # fmt: skip
        self._pipe.send((run.ask.key, run.ask.number, run.impact))


def filed_until(store: Store, last: int) -> int:
    """How many messages have ids up to one."""
    with store.reading() as db:
        return db.exec(select(func.count()).select_from(Message).where(col(Message.id) <= last)).one()


def filed_since(store: Store, last: int, most: int) -> list[Filed]:
    """The messages with ids above one, in order."""
    query = select(Message.id, Message.subject, Message.text).where(col(Message.id) > last)
    with store.reading() as db:
        return [Filed(*row) for row in db.exec(query.order_by(col(Message.id)).limit(most))]


def _label(pipe: Connection, url: str, tried: Trial, rules: tuple[Matcher, Side], ids: Sequence[int]) -> None:
    """The life of a child: complete the rules of one side, say what they make of these messages."""
    rest, side = rules
    matcher = completed(tried, side, rest)
    if side is tried.after:
        pipe.send(Red(red(tried, matcher)))
    store = Store(url, pool_size=1)
    some: list[Answer] = []
    with store.reading() as db:
        for answer in answers(db, ids, matcher, tried.changed):
            some.append(answer)
            if len(some) >= _BATCH:
                pipe.send(some)
                some = []
    if some:
        pipe.send(some)
    pipe.close()


def _aside(pipe: Connection, url: str, book: Rulebook, work: Work) -> None:
    """The life of a child that answers a question."""
    pipe.send(Told("done", work(url, book)))
    pipe.close()


def _child(life: Callable[..., None], given: tuple[object, ...]) -> tuple[Connection, ForkProcess]:
    ours, theirs = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=life, args=(theirs, *given), daemon=True)
    child.start()
    theirs.close()
    return ours, child
