"""Where do the pure stages run so that a mail which breaks them costs only itself?"""

from __future__ import annotations

import multiprocessing
import resource
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from triage.adapters import tasks
from triage.classify.unread import unread
from triage.errors import NotUnderstood, WorkerLost
from triage.values import Arrival, CallNote, Classification, ParsedMessage, Understood

_Task = ProcessFuture[list[Understood | NotUnderstood]]
CPU_SECONDS = 20  # promises 2.6, per mail
WALL_SECONDS = 30.0
MEMORY_BYTES = 1024**3
_LOST = (TimeoutError, ProcessExpired, MemoryError)
_TOGETHER = 25  # arrivals per task: handing one over wakes four threads and both processes
_OCTETS = 256 * 1024  # of mail per task, unless one alone is larger: a task has no more time than a single mail


class Pool:
    """Worker processes that read and classify. A mail that crashes, hangs or bloats one loses it only this worker.

    Workers are forked from a server process that has compiled the rules once, so a lost one is replaced in
    milliseconds and all share that memory.
    """

    def __init__(
        self, settings: tasks.Settings, *, workers: int = 1, in_force: Callable[[], Path | None] = lambda: None
    ) -> None:
        """`in_force`: the file of the published rules, asked before every batch; None: those the product came with."""
        self._settings, self._workers, self._in_force = replace(settings, rules=in_force()), workers, in_force
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["triage.adapters.warm"])
        self._changing = threading.Lock()
        self._pool = self._fresh()

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        """One answer per arrival, in order. The workers begin at once, whenever the answers are asked for."""
        most = min(_TOGETHER, -(-len(arrivals) // self._workers))  # so that no worker looks on
        tasks = [(group, self._submit(group)) for group in _groups(arrivals, most)]
        return chain.from_iterable(self._answers(group, task) for group, task in tasks)

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        """What can be said about an arrival that could not be read; by default labels when even that fails."""
        task = self._live().schedule(tasks.salvage, args=(arrival, why), timeout=WALL_SECONDS)
        try:
            found: Understood = task.result()
        except (*_LOST, BrokenProcessPool):
            return unread(why)
        return found

    def relabel(self, messages: Sequence[ParsedMessage]) -> list[Classification | None]:
        """What the rules in force say of messages that were read before, in order; None where that lost a worker."""
        try:
            task = self._live().schedule(tasks.relabel, args=(tuple(messages),), timeout=WALL_SECONDS)
            return list(task.result())
        except (*_LOST, BrokenProcessPool):
            if len(messages) == 1:
                return [None]
            return [self.relabel((message,))[0] for message in messages]  # only the culprit pays

    def close(self) -> None:
        """Stop the workers; what they hold is lost, which costs nothing: it is still marked received."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its arguments, not this return
        self._pool.join(timeout=5)

    def _fresh(self) -> ProcessPool:
        settings = (self._settings,)
        return ProcessPool(self._workers, context=self._context, initializer=_begin_worker, initargs=settings)

    def _live(self) -> ProcessPool:
        """The pool, or a new one: it breaks when a worker dies before it could say which task it had begun.

        New rules want new workers too. What the old ones were given they finish under the old rules.
        """
        with self._changing:
            rules = self._in_force()
            if rules != self._settings.rules:
                self._settings = replace(self._settings, rules=rules)
                self._pool.close()  # type: ignore[no-untyped-call]  # pebble types its arguments, not this return
                self._pool = self._fresh()
            elif not self._pool.active:
                self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its arguments, not this return
                self._pool = self._fresh()
            return self._pool

    def _submit(self, group: Sequence[Arrival]) -> _Task:
        return self._live().schedule(tasks.understand, args=(tuple(group),), timeout=WALL_SECONDS)

    def _answers(
        self, group: Sequence[Arrival], task: _Task, *, again: bool = True
    ) -> Iterator[Understood | NotUnderstood]:
        """The group's answers; when its worker was lost, each by itself, so that only the culprit pays."""
        try:
            yield from task.result()
        except (*_LOST, BrokenProcessPool) as lost:
            nobody_knows = again and isinstance(lost, BrokenProcessPool)  # whose task it was: each may try once more
            if len(group) == 1 and not nobody_knows:
                yield WorkerLost(_why(lost))
                return
            for arrival in group:
                yield from self._answers((arrival,), self._submit((arrival,)), again=len(group) > 1)


def _groups(arrivals: Sequence[Arrival], most: int) -> Iterator[list[Arrival]]:
    """In order: so many that handing over is cheap, so few octets that a group of slow mails ends in time."""
    group: list[Arrival] = []
    size = 0
    for arrival in arrivals:
        octets = len(arrival.note if isinstance(arrival, CallNote) else arrival.data)
        if group and (len(group) == most or size + octets > _OCTETS):
            yield group
            group, size = [], 0
        group.append(arrival)
        size += octets
    if group:
        yield group


def _why(lost: Exception) -> str:
    if isinstance(lost, TimeoutError):
        return f"das Lesen dauerte länger als {WALL_SECONDS:.0f} Sekunden"
    if isinstance(lost, MemoryError):
        return "das Lesen brauchte zu viel Speicher"
    return "das Lesen ist abgestürzt"


def _begin_worker(settings: tasks.Settings) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # promises 6.7: a core dump would hold personal data
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    tasks.begin(settings, CPU_SECONDS)
