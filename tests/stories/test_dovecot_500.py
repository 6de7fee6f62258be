"""R1, R9, P23: a full inbox is filed to the last mail, once, whatever another client does to it meanwhile."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Proxy
from tests.stories.office import Box, Installation, everywhere, request
from triage.demo.build import as_earlier, build
from triage.demo.mails import mails as demo_mails

pytestmark = [pytest.mark.dovecot, pytest.mark.timeout(180)]
CORPUS = Path(__file__).parents[1] / "corpus"
MANY = 500
SEED = 20_261_122


def varied(number: int) -> list[bytes]:
    """The demo's mails, the ugly ones of the corpus, copies of both with another trace header, and plain requests."""
    now = datetime.now(UTC)
    known = {mail.id: mail for mail in demo_mails()}
    first = [build(m, now, as_earlier(known[m.follows], now) if m.follows else None) for m in known.values()]
    first += [path.read_bytes() for path in sorted(CORPUS.glob("*.eml"))]
    again = [b"Received: from relay.example.org; copy %d\r\n" % at + mail for at, mail in enumerate(first[::3])]
    plain = [request(f"plain-{at}") for at in range(number - len(first) - len(again))]
    return [*first, *plain, *again]


def contents(server: Dovecot) -> Counter[bytes]:
    return Counter(mail for mails in everywhere(server, "kim").values() for mail in mails)


def test_each_of_500_mails_gets_one_outcome_and_is_read_once(
    tmp_path: Path, dovecot: Dovecot, imap_proxy: Proxy
) -> None:
    """P23, R9. The lines add up, the server holds the same bytes as before, nothing was marked as seen."""
    dovecot.deliver(*varied(MANY))
    before = contents(dovecot)
    office = Installation(folder=tmp_path, boxes=[Box(port=imap_proxy.port)])

    *lines, last = office.lines("fetch", "--once")
    first_pass = imap_proxy.bytes["down"]
    *more, nothing = office.lines("fetch", "--once")

    summary = last["summary"]
    assert sorted(line["uid"] for line in lines) == list(range(1, MANY + 1))
    assert summary["fetched"] == sum(number for name, number in summary.items() if name != "fetched") == MANY
    assert min(summary[name] for name in ("tickets", "followups", "duplicates", "set_aside")) > 0
    assert all((line["ticket"] is None) == (line["outcome"] == "ignored") for line in lines)
    assert len({line["ticket"] for line in lines if line["outcome"] in ("ticket", "set_aside")}) == len(
        office.tickets()
    )
    assert contents(dovecot) == before
    assert dovecot.count() == summary["ignored"]
    assert (more, nothing["summary"]["fetched"]) == ([], 0)
    assert imap_proxy.bytes["down"] - first_pass < 4_000
    assert sum("BODY" in line for line in imap_proxy.commands) == MANY // 100
    assert not [line for line in imap_proxy.commands if "\\Seen" in line or "BODY[" in line]
    assert not {flags for flags in dovecot.flags() if "S" in flags}


def test_a_second_client_that_moves_marks_and_expunges_meanwhile_costs_no_other_mail(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    """R1, P22. Each mail is a ticket, still in the mailbox, or was removed by that client."""
    marks = [f"mail-{number}" for number in range(MANY)]
    dovecot.deliver(*map(request, marks))
    office = Installation(folder=tmp_path, boxes=[Box(port=dovecot.port)])
    running = subprocess.Popen(
        [*office.command("fetch", "--once", "--json")],
        env=office.surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    acts = dict(_acts(dovecot, running))
    said, complaints = running.communicate(timeout=120)
    assert running.returncode == 0, complaints
    office.lines("fetch", "--once")

    touched = {marks[uid - 1] for uid in acts}
    expunged = {marks[uid - 1] for uid, act in acts.items() if act == "expunge"}
    filed = Counter(str(ticket["subject"]).removeprefix("Frage ") for ticket in office.tickets())
    server = Counter(_mark(mail) for mail in contents(dovecot).elements())
    assert len(acts) >= 50, "the client was too slow to be in the way"
    assert not set(marks) - filed.keys() - server.keys() - expunged
    assert not set(marks) - touched - filed.keys()
    assert max(filed.values()) == 1
    assert max(server.values()) == 1
    assert set(marks) - expunged == set(server) - expunged
    assert {_mark(mail) for mail in dovecot.mails()} <= touched
    uids = [json.loads(line).get("uid") for line in said.splitlines()[:-1]]
    assert len(uids) == len(set(uids)) >= MANY - len(acts)


def _acts(server: Dovecot, running: subprocess.Popen[str]) -> Iterator[tuple[int, str]]:
    """What a person's client does to mails at random while the pass goes on."""
    chance = random.Random(SEED)
    order = chance.sample(range(1, MANY + 1), MANY // 2)
    with IMAPClient(server.host, server.port, ssl=False) as client:
        client.login("kim", PASSWORD)
        client.create_folder("Privat")
        client.select_folder("INBOX")
        for uid, act in zip(order, islice(cycle(("expunge", "move", "mark")), len(order)), strict=True):
            if running.poll() is not None:
                return
            match act:
                case "move":
                    with suppress(IMAPClientError):  # NO [EXPUNGEISSUED]: we were faster, it is gone from here
                        client.move([uid], "Privat")
                case "mark":
                    client.add_flags([uid], [b"\\Deleted"], silent=True)
                case _:
                    client.add_flags([uid], [b"\\Deleted"], silent=True)
                    client.uid_expunge([uid])
            yield uid, act
            time.sleep(chance.uniform(0.0, 0.03))


def _mark(mail: bytes) -> str:
    return mail.partition(b"Message-ID: <")[2].partition(b"@")[0].decode()
