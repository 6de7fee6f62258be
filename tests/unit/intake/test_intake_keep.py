"""Bytes are safe under their keys before anybody reads them; leases and chunks save work."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models.arrival import Arrival, Blob
from triage.intake import lease
from triage.intake.keep import KeepPolicy, keep_call, keep_mails, raws_of
from triage.intake.poll import MOST_BYTES, MOST_MAILS, Account, chunks, read_chunk, unrecorded
from triage.ports import Listed
from triage.schema import upgrade
from triage.store import Store
from triage.testing import START, MemoryMailbox, MemoryServer
from triage.values import CallNote, Origin, RawMail

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KIM = KeepPolicy(mailbox="kim")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path / 'k.db'}")
    upgrade(made)
    return made


def raw(data: bytes = b"Subject: x\r\n\r\ny", uid: int | None = 1, **how: Any) -> RawMail:
    origin = Origin(mailbox="kim", folder="INBOX", uidvalidity=1, uid=uid) if uid else None
    return RawMail(data=data, received_at=NOW, origin=origin, **how)


def arrivals(store: Store) -> list[Arrival]:
    with store.reading() as db:
        return list(db.exec(select(Arrival).order_by(col(Arrival.id))))


def test_p1_bytes_come_back_exactly_as_they_came(store: Store) -> None:
    data = bytes(range(256)) * 10

    [key] = keep_mails(store, [raw(data)], KIM, NOW)

    with store.reading() as db:
        back = raws_of(db, [db.get_one(Arrival, key)])[0]
    assert isinstance(back, RawMail)
    assert (back.data, back.received_at, back.size) == (data, NOW, 2560)
    assert arrivals(store)[0].d2 == hashlib.sha256(data).hexdigest()


def test_p2_a_known_place_is_left_alone_and_a_file_has_no_place(store: Store) -> None:
    first = keep_mails(store, [raw(uid=1), raw(uid=2)], KIM, NOW)
    second = keep_mails(store, [raw(uid=2), raw(uid=3)], KIM, NOW)
    files = keep_mails(store, [raw(uid=None), raw(uid=None)], KIM, NOW)

    assert [len(first), len(second), len(files)] == [2, 1, 2]
    with store.reading() as db:
        assert len(list(db.exec(select(Blob)))) == 1


def test_nothing_to_keep_is_no_transaction(store: Store) -> None:
    assert keep_mails(store, [], KIM, NOW) == []


@pytest.mark.parametrize(("days", "archived"), [(15, True), (13, False)])
def test_r22_old_mail_of_a_first_pass_is_marked_for_the_archive(store: Store, days: int, archived: bool) -> None:
    old = RawMail(data=b"x", received_at=NOW - timedelta(days=days))

    keep_mails(store, [old], KeepPolicy(mailbox="kim", archive_before=NOW - timedelta(days=14)), NOW)

    assert arrivals(store)[0].archive is archived


def test_p22_a_mail_somebody_marked_deleted_belongs_to_that_hand(store: Store) -> None:
    keep_mails(store, [raw(deleted=True)], KIM, NOW)

    assert arrivals(store)[0].human_hand is True


def test_a_call_comes_back_as_it_was_noted(store: Store) -> None:
    call = CallNote(
        note="Kurs\nbitte \x00 😀", received_at=NOW, caller="Amira", phone="0151", language="ar", town="Viersen",
        urgent=True, callback_until=NOW + timedelta(days=1),
    )  # fmt: skip

    key = keep_call(store, call, key="a:1", now=NOW)
    again = keep_call(store, call, key="a:1", now=NOW)

    assert again is None
    with store.reading() as db:
        assert raws_of(db, [db.get_one(Arrival, key)])[0] == call


def test_r1_work_is_what_lies_there_minus_what_is_recorded_never_above_the_last(store: Store) -> None:
    server = MemoryServer()
    for n in range(4):
        server.deliver(b"%d" % n)
    view = MemoryMailbox(server).look("INBOX", write=False)
    keep_mails(store, [raw(uid=2), raw(uid=4)], KIM, NOW)

    with store.reading() as db:
        left = unrecorded(db, Account(name="kim"), view)
        other = unrecorded(db, Account(name="asyl"), view)

    assert (left, other) == ([1, 3], [1, 2, 3, 4])


MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("sizes", "most", "expected"),
    [
        ([], 10, []),
        ([1] * 100, 10, [100]),
        ([1] * 101, 10, [100, 1]),
        ([9 * MIB, 9 * MIB], 35 * MIB, [1, 1]),
        ([8 * MIB, 8 * MIB, 1], 35 * MIB, [2, 1]),
        ([30 * MIB, 1, 1], 35 * MIB, [1, 2]),
        ([1, 30 * MIB, 1], 35 * MIB, [1, 1, 1]),
        ([50 * MIB, 50 * MIB, 1], 35 * MIB, [3]),
    ],
)
def test_a_chunk_is_at_most_a_hundred_mails_and_sixteen_mebibytes(
    sizes: list[int], most: int, expected: list[int]
) -> None:
    listed = [Listed(uid=n, size=size, received_at=NOW) for n, size in enumerate(sizes, start=1)]

    found = list(chunks(listed, max_bytes=most))

    assert [len(chunk) for chunk in found] == expected
    assert [mail for chunk in found for mail in chunk] == listed
    assert all(len(chunk) <= MOST_MAILS for chunk in found)
    assert MOST_BYTES == 16 * MIB


def test_p9_of_an_oversized_mail_only_the_head_is_read_and_a_vanished_one_is_skipped() -> None:
    server = MemoryServer()
    for body in (b"klein", b"x" * 5000, b"weg"):
        server.deliver(b"Subject: a\r\n\r\n" + body, received_at=START)
    inbox = MemoryMailbox(server)
    view = inbox.look("INBOX", write=False)
    listed = inbox.listed(view.uids)
    server.lose(3)

    mails = read_chunk(inbox, Account(name="kim", max_bytes=1000), view, listed)

    assert [(m.origin and m.origin.uid, m.truncated, b"xxx" in m.data) for m in mails] == [
        (1, False, False),
        (2, True, False),
    ]
    assert mails[1].size > 5000


def test_r16_a_lease_is_held_by_one_until_it_expires_or_is_given_back(store: Store) -> None:
    def take(holder: str, at: datetime) -> bool:
        with store.transaction() as db:
            return lease.take(db, "mailbox:kim", holder, at)

    later, after = NOW + timedelta(minutes=2), NOW + timedelta(minutes=6)
    assert [take("a", NOW), take("b", NOW), take("a", later), take("b", later)] == [True, False, True, False]
    assert take("b", after) is True
    with store.transaction() as db:
        lease.give_back(db, "mailbox:kim", "a")  # not its holder any more
    assert take("a", after) is False
    with store.transaction() as db:
        lease.give_back(db, "mailbox:kim", "b")
    assert take("a", after) is True
