"""Do many hands that grab the same tickets each get their own? Eight clients, five hundred tickets, real HTTP."""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import httpx
from sqlmodel import select

from models.ticket import Event, Ticket
from tests.bench.desk import empty, office_on
from tests.web.seed import PASSWORD, Request, ticket
from tests.web.serving import csrf, served, sign_in
from triage.desk import accounts
from triage.office import Office
from triage.schema import upgrade

_CLIENTS, _TICKETS = 8, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """What came of it."""

    won: dict[str, list[str]]  # number → who was told that they have it
    lost: Counter[str]  # answers of the others: "409" or what else they were told
    assigned: dict[str, str | None]  # number → who has it in the database
    versions: Counter[int]
    claims: Counter[str]  # number → how often its history tells of a claim
    seconds: float
    clients: int = _CLIENTS


def main() -> None:
    """Print the figures for one of the databases; exit 1 when any ticket has two winners."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite")
    options.add_argument("--tickets", type=int, default=_TICKETS)
    chosen = options.parse_args()
    with empty(postgres=chosen.postgres) as store:
        upgrade(store)
        found = race(office_on(store), clients=_CLIENTS, tickets=chosen.tickets)
        store.close()
    fair = is_fair(found)
    sys.stdout.write(
        f"{_CLIENTS} clients, {len(found.assigned)} tickets, {found.seconds:.1f} s: "
        f"{sum(map(len, found.won.values()))} won, {dict(found.lost)} refused, {'fair' if fair else 'NOT fair'}\n"
    )
    sys.exit(0 if fair else 1)


def is_fair(found: Race) -> bool:
    """Exactly one winner each, who has it; everybody else was told; nothing was written twice."""
    one_each = all(len(names) == 1 and found.assigned[n] == names[0] for n, names in found.won.items())
    told = set(found.lost) <= {"409"} and sum(found.lost.values()) == (found.clients - 1) * len(found.assigned)
    once = set(found.versions) == {2} and set(found.claims.values()) == {1}
    return one_each and len(found.won) == len(found.assigned) and told and once


def race(office: Office, *, clients: int, tickets: int) -> Race:
    """Everybody claims every ticket, each in an order of their own, as fast as the server answers."""
    names = [f"hand{at}" for at in range(clients)]
    for name in names:
        accounts.add_user(office, name=name, password=PASSWORD, role="mitarbeit")
    numbers = [ticket(office, Request()) for _ in range(tickets)]
    won: dict[str, list[str]] = {}
    lost: Counter[str] = Counter()
    with served(office) as url, ExitStack() as stack:
        opened = [_client(stack, url, name) for name in names]
        start, noted = threading.Barrier(clients), threading.Lock()

        def grab(name: str, client: httpx.Client, token: str) -> None:
            start.wait()
            for number in _shuffled(numbers, name):
                answer = client.post(f"/vorgang/{number}/claim", data={"csrf": token, "version": "1"})
                told = "409" if answer.status_code == 409 and "gerade übernommen" in answer.text else answer.text[:80]
                with noted:
                    if answer.status_code == 303:
                        won.setdefault(number, []).append(name)
                    else:
                        lost[told] += 1

        hands = [threading.Thread(target=grab, args=(n, *c)) for n, c in zip(names, opened, strict=True)]
        began = time.monotonic()
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        seconds = time.monotonic() - began
    return _told(office, won, lost, seconds)


def _client(stack: ExitStack, url: str, name: str) -> tuple[httpx.Client, str]:
    client = stack.enter_context(httpx.Client(base_url=url, timeout=60))
    assert sign_in(client, name).status_code == 303
    return client, csrf(client)


def _shuffled(numbers: Sequence[str], name: str) -> list[str]:
    return random.Random(name).sample(numbers, len(numbers))


def _told(office: Office, won: dict[str, list[str]], lost: Counter[str], seconds: float) -> Race:
    with office.store.reading() as db:
        rows = db.exec(select(Ticket)).all()
        claims = db.exec(select(Ticket.number).join(Event).where(Event.action == "claimed")).all()
    return Race(
        won=won,
        lost=lost,
        assigned={t.number: t.assigned_to for t in rows},
        versions=Counter(t.version for t in rows),
        claims=Counter(claims),
        seconds=seconds,
    )


if __name__ == "__main__":
    main()
