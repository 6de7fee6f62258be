"""Memory and Dovecot, rich and poor, keep what `ports.Mailbox` promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import UTC

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.houses import MOMENT, DovecotHouse, House, MemoryHouse
from triage.adapters import imap_wire
from triage.errors import FolderMissing, FolderRefused, MailboxDown
from triage.ports import Mailbox
from triage.testing import MemoryServer

FIRST = b"Subject: eins\r\n\r\nGuten Tag\r\n"
SECOND = b"Subject: zwei\r\n\r\nein anderes Anliegen\r\n"
THIRD = b"Subject: drei\r\n\r\n.\r\n..\r\nPunkte\r\n"


class AnyMailbox(ABC):
    """The contract; each subclass brings a house."""

    @pytest.fixture
    @abstractmethod
    def house(self) -> House: ...

    @pytest.fixture
    def box(self, house: House) -> Iterator[Mailbox]:
        mailbox = house.connect()
        yield mailbox
        mailbox.close()

    def test_it_is_a_mailbox(self, box: Mailbox) -> None:
        assert isinstance(box, Mailbox)

    def test_looking_lists_what_lies_there_in_ascending_order(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND)

        view = box.look("INBOX", write=False)

        assert view.folder == "INBOX"
        assert view.uids == (1, 2)
        assert view.uidnext == 3
        assert view.uidvalidity > 0

    def test_an_empty_folder_is_no_trouble(self, box: Mailbox) -> None:
        view = box.look("INBOX", write=True)

        assert view.uids == ()
        assert box.listed([]) == []
        assert list(box.fetch([])) == []

    def test_a_copy_is_kept_once_and_the_folder_stays_selected(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.look("INBOX", write=True)
        box.prepare("Gesendet")
        ours = b"Message-ID: <abc.kim@example.org>\r\nSubject: Re\r\n\r\nGuten Tag\r\n"

        kept = [box.keep_copy("Gesendet", ours, message_id="abc.kim@example.org", at=MOMENT) for _ in range(2)]

        assert kept == [True, True]
        assert [mail.uid for mail in box.listed([1])] == [1], "the folder looked at is still selected"
        view = box.look("Gesendet", write=False)
        assert [mail.data for mail in box.fetch(view.uids)] == [ours]

    def test_a_copy_for_a_folder_that_is_not_there_is_refused(self, box: Mailbox) -> None:
        box.look("INBOX", write=True)

        with pytest.raises((FolderMissing, FolderRefused)):
            box.keep_copy("Nirgends", FIRST, message_id="abc.kim@example.org", at=MOMENT)

        assert box.look("INBOX", write=True).uids == ()

    def test_a_folder_that_does_not_exist_is_named(self, box: Mailbox) -> None:
        with pytest.raises(FolderMissing, match="Ablage"):
            box.look("Ablage", write=True)

        assert box.look("INBOX", write=True).uids == ()

    def test_sizes_and_dates_come_without_bodies(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND)
        box.look("INBOX", write=False)

        listed = box.listed([1, 2])

        assert [(mail.uid, mail.size, mail.deleted) for mail in listed] == [
            (1, len(FIRST), False),
            (2, len(SECOND), False),
        ]
        assert {mail.received_at for mail in listed} == {MOMENT}
        assert listed[0].received_at.tzinfo is UTC

    def test_a_mail_a_person_marked_deleted_is_listed_as_such(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND)
        box.look("INBOX", write=False)
        house.mark_deleted(2)

        listed = box.listed(box.look("INBOX", write=False).uids)

        assert [mail.deleted for mail in listed] == [False, True]

    def test_fetched_bytes_are_the_mails_bytes(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND, THIRD)
        box.look("INBOX", write=False)

        fetched = {mail.uid: mail.data for mail in box.fetch([3, 1])}

        assert fetched == {1: FIRST, 3: THIRD}

    def test_headers_only_stops_at_the_blank_line(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.look("INBOX", write=False)

        fetched = list(box.fetch([1], headers_only=True))

        assert fetched[0].data == b"Subject: eins\r\n\r\n"

    def test_a_mail_that_vanished_is_skipped(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND)
        box.look("INBOX", write=True)
        house.lose(1)

        listed = {mail.uid for mail in box.listed([1, 2, 99])}
        fetched = [(mail.uid, mail.data) for mail in box.fetch([1, 2, 99])]

        assert listed in ({2}, {1, 2})  # a server may list for a while what is gone; it cannot hand it over
        assert fetched == [(2, SECOND)]

    def test_the_new_numbering_shows_after_a_reset(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        before = box.look("INBOX", write=False).uidvalidity
        house.reset()
        box.close()

        fresh = house.connect()

        assert fresh.look("INBOX", write=False).uidvalidity != before
        fresh.close()

    def test_preparing_creates_parents_and_says_uidnext(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.look("INBOX", write=True)

        assert box.prepare("Bearbeitet/Ämter & Träger") == 1
        box.move([1], "Bearbeitet/Ämter & Träger")

        assert box.prepare("Bearbeitet/Ämter & Träger") == 2
        assert box.prepare("Bearbeitet") == 1
        assert box.look("Bearbeitet", write=False).uids == ()

    def test_preparing_leaves_our_folder_selected(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.look("INBOX", write=True)

        box.prepare("Bearbeitet")

        assert [mail.data for mail in box.fetch([1])] == [FIRST]

    def test_moving_takes_the_mail_there_once_and_touches_no_other(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND, THIRD)
        house.mark_deleted(3)
        box.look("INBOX", write=True)
        box.prepare("Bearbeitet")

        places = box.move([1, 2], "Bearbeitet")

        assert places == {1: 1, 2: 2}
        assert house.mails("Bearbeitet") == [FIRST, SECOND]
        assert house.mails() == [THIRD]

    def test_moving_skips_what_vanished(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND)
        box.look("INBOX", write=True)
        box.prepare("Bearbeitet")
        house.lose(1)
        box.look("INBOX", write=True)

        places = box.move([1, 2], "Bearbeitet")

        assert places == {2: 1}
        assert house.mails("Bearbeitet") == [SECOND]

    def test_moving_to_a_folder_that_is_gone_moves_nothing(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.look("INBOX", write=True)

        with pytest.raises(FolderRefused, match="Nirgends"):
            box.move([1], "Nirgends")

        assert house.mails() == [FIRST]

    def test_a_folder_opened_for_reading_moves_nothing(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST)
        box.prepare("Bearbeitet")
        box.look("INBOX", write=False)

        with pytest.raises(FolderRefused, match="reading only"):
            box.move([1], "Bearbeitet")

        assert house.mails() == [FIRST]

    def test_withdrawing_removes_exactly_the_named_mail(self, house: House, box: Mailbox) -> None:
        house.deliver(FIRST, SECOND, THIRD)
        house.mark_deleted(3)
        box.look("INBOX", write=True)

        box.withdraw([2])

        assert house.mails() == [FIRST, THIRD]

    def test_finding_looks_elsewhere_and_comes_back(self, house: House, box: Mailbox) -> None:
        box.prepare("Bearbeitet")
        house.deliver(FIRST, SECOND, SECOND, folder="Bearbeitet")
        house.deliver(THIRD)
        box.look("INBOX", write=True)

        assert box.find("Bearbeitet", from_uid=1, size=len(SECOND)) == [2, 3]
        assert box.find("Bearbeitet", from_uid=3, size=len(SECOND)) == [3]
        assert box.find("Bearbeitet", from_uid=4, size=len(SECOND)) == []
        assert box.find("Nirgends", from_uid=1, size=1) == []
        assert [mail.data for mail in box.fetch([1])] == [THIRD]
        assert box.move([1], "Bearbeitet") == {1: 4}

    def test_reading_from_elsewhere_comes_back(self, house: House, box: Mailbox) -> None:
        box.prepare("Bearbeitet")
        house.deliver(FIRST, folder="Bearbeitet")
        house.deliver(THIRD)
        box.look("INBOX", write=True)

        assert box.read_from("Bearbeitet", 1) == FIRST
        assert box.read_from("Bearbeitet", 9) is None
        assert box.read_from("Nirgends", 1) is None
        assert box.read_from("INBOX", 1) == THIRD
        assert [mail.data for mail in box.fetch([1])] == [THIRD]

    def test_waiting_ends_with_news(self, house: House, box: Mailbox) -> None:
        box.look("INBOX", write=True)
        assert box.wait(0.2) is False
        house.deliver(FIRST)

        assert box.wait(20) is True

    def test_without_a_folder_nothing_is_done(self, box: Mailbox) -> None:
        with pytest.raises(MailboxDown, match="none is selected"):
            box.listed([1])
        with pytest.raises(MailboxDown, match="none is selected"):
            box.move([1], "INBOX")

    def test_a_closed_mailbox_says_so_and_closes_twice(self, box: Mailbox) -> None:
        box.close()
        box.close()

        with pytest.raises(MailboxDown, match="closed"):
            box.look("INBOX", write=False)


class TestMemory(AnyMailbox):
    @pytest.fixture
    def house(self) -> House:
        return MemoryHouse(MemoryServer())


class TestMemoryWithoutMove(AnyMailbox):
    @pytest.fixture
    def house(self) -> House:
        return MemoryHouse(MemoryServer(moves=False))


@pytest.mark.dovecot
class TestDovecot(AnyMailbox):
    @pytest.fixture
    def house(self, dovecots: Callable[..., Dovecot]) -> House:
        return DovecotHouse(dovecots())


@pytest.mark.dovecot
class TestDovecotWithoutMove(AnyMailbox):
    @pytest.fixture
    def house(self, dovecots: Callable[..., Dovecot]) -> House:
        return DovecotHouse(dovecots(without=frozenset({"MOVE"})))


@pytest.mark.dovecot
class TestDovecotWithoutIdleAndNamespace(AnyMailbox):
    @pytest.fixture
    def house(self, dovecots: Callable[..., Dovecot], monkeypatch: pytest.MonkeyPatch) -> House:
        monkeypatch.setattr(imap_wire, "BETWEEN_LOOKS", 0.2)
        return DovecotHouse(dovecots(without=frozenset({"IDLE", "NAMESPACE"})))


@pytest.mark.dovecot
class TestDovecotWithPrefixAndDots(AnyMailbox):
    """The layout of Courier and of old Cyrus: INBOX.Bearbeitet."""

    @pytest.fixture
    def house(self, dovecots: Callable[..., Dovecot]) -> House:
        return DovecotHouse(dovecots(separator=".", prefix="INBOX."))

    def test_the_folder_of_sent_mail_need_not_be_named(self, box: Mailbox) -> None:
        box.look("INBOX", write=True)
        assert not box.keep_copy("", FIRST, message_id="abc.kim@example.org", at=MOMENT), "there is none yet"
        box.prepare("Sent")

        assert box.keep_copy("", FIRST, message_id="abc.kim@example.org", at=MOMENT)

        assert len(box.look("Sent", write=False).uids) == 1


class PoorMailbox(ABC):
    """What a server without MOVE and UIDPLUS gets: nothing is half moved."""

    @pytest.fixture
    @abstractmethod
    def house(self) -> House: ...

    def test_the_mail_stays_where_it_is(self, house: House) -> None:
        house.deliver(FIRST)
        box = house.connect()
        box.prepare("Bearbeitet")
        box.look("INBOX", write=True)

        with pytest.raises(FolderRefused, match="neither MOVE nor UIDPLUS"):
            box.move([1], "Bearbeitet")
        with pytest.raises(FolderRefused, match="UIDPLUS"):
            box.withdraw([1])

        box.close()
        assert house.mails() == [FIRST]
        assert house.mails("Bearbeitet") == []


class TestPoorMemory(PoorMailbox):
    @pytest.fixture
    def house(self) -> House:
        return MemoryHouse(MemoryServer(moves=False, expunges=False))


@pytest.mark.dovecot
class TestPoorDovecot(PoorMailbox):
    @pytest.fixture
    def house(self, dovecots: Callable[..., Dovecot]) -> House:
        return DovecotHouse(dovecots(without=frozenset({"MOVE", "UIDPLUS"})))
