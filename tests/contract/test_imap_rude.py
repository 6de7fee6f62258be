"""What the IMAP adapter makes of answers that are legal but rare, or plain wrong (R10)."""

from __future__ import annotations

import base64

import pytest

from tests.servers.rude import POLITE, RudeServer
from triage.adapters import imap
from triage.adapters.imap import Account, ImapMailbox
from triage.adapters.imap_answers import UNKNOWN_DATE
from triage.errors import FolderMissing, FolderRefused, MailboxDown, SignInRefused

BODY = "* 1 FETCH (UID 1 BODY[] {5}\r\nhello)\r\n"


def sign_in(server: RudeServer, **how: object) -> ImapMailbox:
    settings: dict[str, object] = {
        "name": "kim",
        "host": "127.0.0.1",
        "port": server.port,
        "tls": "none",
        "user": "kim",
    }
    settings |= {"password": lambda: "ganz-geheim", "timeout": 2.0}
    return imap.connect(Account(**(settings | how)))  # type: ignore[arg-type]  # a test's shorthand


def opened(server: RudeServer) -> ImapMailbox:
    box = sign_in(server)
    box.look("INBOX", write=True)
    return box


@pytest.mark.parametrize(
    "greeting",
    ["* BYE [INUSE] busy\r\n", "", "HTTP/1.1 400 Bad Request\r\n", "\0\0\0\r\n", "* OK", "* BAD\r\n", "x" * 2_000],
)
def test_a_strange_greeting_is_an_outage(greeting: str) -> None:
    with RudeServer(greeting=greeting) as server, pytest.raises(MailboxDown, match="connecting"):
        sign_in(server, timeout=0.5)


@pytest.mark.parametrize("code", ["UNAVAILABLE", "INUSE", "SERVERBUG", "LIMIT"])
def test_a_sign_in_that_may_work_later_is_an_outage(code: str) -> None:
    with (
        RudeServer({"LOGIN": f"{{tag}} NO [{code}] later\r\n"}) as server,
        pytest.raises(MailboxDown, match=code) as down,
    ):
        sign_in(server)

    assert not isinstance(down.value, SignInRefused)


@pytest.mark.parametrize("answer", ["NO go away ganz-geheim", "NO [AUTHENTICATIONFAILED] no", "BAD ganz-geheim what"])
def test_a_refused_sign_in_never_repeats_what_the_server_says(answer: str) -> None:
    with RudeServer({"LOGIN": f"{{tag}} {answer}\r\n"}) as server, pytest.raises(SignInRefused) as refused:
        sign_in(server)

    assert "geheim" not in str(refused.value)


def test_a_server_that_knows_only_login_takes_only_ascii() -> None:
    with RudeServer() as server, pytest.raises(SignInRefused, match="ASCII"):
        sign_in(server, password=lambda: "grün")


def test_a_token_is_presented_as_xoauth2() -> None:
    offers = POLITE["CAPABILITY"].replace("MOVE", "MOVE AUTH=XOAUTH2")
    with RudeServer({"CAPABILITY": offers, "AUTHENTICATE": "+ \r\n", "dXNlcj": "{tag} OK x\r\n"}) as server:
        sign_in(server, password=None, token=lambda: "t0ken").close()

        assert base64.b64decode(server.lines[2]) == b"user=kim\1auth=Bearer t0ken\1\1"


def test_a_refused_token_is_acknowledged_by_an_empty_line() -> None:
    problem = base64.b64encode(b'{"status":"401"}').decode()
    answers: dict[str, str | list[str]] = {"AUTHENTICATE": "+ \r\n", "dXNlcj": f"+ {problem}\r\n"}
    with RudeServer({**answers, "": "{tag} NO [AUTHENTICATIONFAILED] x\r\n"}) as server:
        with pytest.raises(SignInRefused, match="AUTHENTICATIONFAILED"):
            sign_in(server, password=None, token=lambda: "t0ken")

        assert server.lines[-1] == ""


def test_capabilities_are_asked_again_after_sign_in() -> None:
    before, after = "* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n{tag} OK x\r\n", "* CAPABILITY IMAP4rev1\r\n{tag} OK x\r\n"
    with RudeServer({"CAPABILITY": [before, after]}) as server:
        box = opened(server)

        with pytest.raises(FolderRefused, match="neither MOVE nor UIDPLUS"):
            box.move([1], "Bearbeitet")
        box.close()


def test_a_folder_without_uidvalidity_is_not_read() -> None:
    with RudeServer({"SELECT": "* 2 EXISTS\r\n{tag} OK [READ-WRITE] x\r\n"}) as server:
        box = sign_in(server)

        with pytest.raises(FolderRefused, match="UIDVALIDITY"):
            box.look("INBOX", write=True)
        box.close()


def test_a_folder_opened_read_only_cannot_be_worked_on() -> None:
    answer = POLITE["SELECT"].replace("READ-WRITE", "READ-ONLY")
    with RudeServer({"SELECT": answer}) as server:
        box = sign_in(server)

        with pytest.raises(FolderRefused, match="read-only"):
            box.look("INBOX", write=True)
        box.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("{tag} NO [NONEXISTENT] x\r\n", FolderMissing),
        ("{tag} NO [NOPERM] x\r\n", FolderRefused),
        ("{tag} NO [UNAVAILABLE] x\r\n", MailboxDown),
        ("{tag} NO x\r\n", FolderRefused),
        ("CLOSE", MailboxDown),
        ("* BYE\r\n", MailboxDown),
    ],
)
def test_why_a_folder_does_not_open_is_told_apart(answer: str, error: type[Exception]) -> None:
    with RudeServer({"SELECT": answer, "LIST": '* LIST () "/" INBOX\r\n{tag} OK x\r\n'}) as server:
        box = sign_in(server)

        with pytest.raises(error):
            box.look("INBOX", write=True)
        box.close()


def test_one_mail_just_removed_does_not_spoil_the_chunk() -> None:
    refusal = "{tag} NO [EXPUNGEISSUED] some are gone\r\n"
    only_first = f"{BODY}{{tag}} OK x\r\n"
    with RudeServer({"UID FETCH 1,2 ": refusal, "UID FETCH 2 ": refusal, "UID FETCH 1 ": only_first}) as server:
        box = opened(server)

        assert [(mail.uid, mail.data) for mail in box.fetch([1, 2])] == [(1, b"hello")]
        box.close()


def test_a_body_the_server_cannot_give_is_skipped_and_strangers_are_ignored() -> None:
    answer = (
        "* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2 BODY[] {5}\r\nhello)\r\n* 9 FETCH (FLAGS (\\Seen) UID 99)\r\n"
    )
    with RudeServer({"UID FETCH": answer + "{tag} OK x\r\n"}) as server:
        box = opened(server)

        assert [mail.uid for mail in box.fetch([1, 2])] == [2]
        box.close()


def test_flags_another_client_sets_meanwhile_are_not_taken_for_those_of_another_mail() -> None:
    """P22. They come by sequence number: the second mail of the folder has UID 7, and UID 2 is another mail."""
    answer = (
        "* 1 FETCH (UID 2 RFC822.SIZE 5 INTERNALDATE NIL)\r\n* 2 FETCH (UID 7 RFC822.SIZE 5 INTERNALDATE NIL)\r\n"
        "* 2 FETCH (FLAGS (\\Deleted))\r\n{tag} OK x\r\n"
    )
    with RudeServer({"UID FETCH": answer, "UID SEARCH": "* SEARCH 7\r\n{tag} OK x\r\n"}) as server:
        box = opened(server)

        assert [(mail.uid, mail.deleted) for mail in box.listed([2, 7])] == [(2, False), (7, True)]
        box.close()


def test_a_mail_without_internaldate_is_too_old_to_be_answered() -> None:
    answer = "* 1 FETCH (UID 1 RFC822.SIZE 5 INTERNALDATE NIL FLAGS ())\r\n* 2 FETCH (UID 2 FLAGS ())\r\n{tag} OK x\r\n"
    with RudeServer({"UID FETCH": answer}) as server:
        box = opened(server)

        assert [(mail.uid, mail.received_at) for mail in box.listed([1, 2])] == [(1, UNKNOWN_DATE)]
        box.close()


@pytest.mark.parametrize(
    "answer",
    [
        "* 1 FETCH (UID 1 BODY[] {99999}\r\nhello",
        "* 1 FETCH (UID 1 BODY[] {9999999999}\r\nhello",
        "* 1 FETCH (UID 1 BODY[] {-5}\r\n",
        "* garbage\r\n",
        "* 1 FETCH ((((\r\n{tag} OK x\r\n",
        "\0",
    ],
)
def test_garbage_is_an_outage_and_hangs_up(answer: str) -> None:
    with RudeServer({"UID FETCH": answer}) as server:
        box = opened(server)

        with pytest.raises(MailboxDown) as down:
            list(box.fetch([1]))

        assert "hello" not in str(down.value)
        with pytest.raises(MailboxDown, match="closed"):
            box.look("INBOX", write=True)


@pytest.mark.parametrize(
    ("answer", "places"),
    [
        ("* OK [COPYUID 7 1:2 10:11] x\r\n{tag} OK x\r\n", {1: 10, 2: 11}),
        ("{tag} OK [COPYUID 7 1,2 10,12] x\r\n", {1: 10, 2: 12}),
        ("* OK [COPYUID 7 2:1 11:10] x\r\n{tag} OK x\r\n", {1: 10, 2: 11}),
        ("* OK [COPYUID 7 1 10] x\r\n* OK [COPYUID 7 2 11] x\r\n{tag} OK x\r\n", {1: 10, 2: 11}),
        ("{tag} OK [COPYUID 7 1:3 10:12] x\r\n", {1: 10, 2: 11}),
        ("{tag} OK [COPYUID 7 1:2 10] x\r\n", {}),
        ("{tag} OK [COPYUID 7 1:4000000000 1:4000000000] x\r\n", {}),
        ("{tag} OK [COPYUID 7 1:* 1:*] x\r\n", {}),
        ("{tag} OK [COPYUID] x\r\n", {}),
        ("{tag} OK done\r\n", {}),
    ],
)
def test_new_places_are_believed_only_when_well_formed(answer: str, places: dict[int, int]) -> None:
    with RudeServer({"UID MOVE": answer}) as server:
        box = opened(server)

        assert box.move([1, 2], "Bearbeitet") == places
        box.close()


@pytest.mark.parametrize(
    "answer",
    ["* 3 EXISTS\r\n+ idling\r\n", "+ idling\r\n* OK still here\r\n* 3 EXISTS\r\n", "+ idling\r\n* 1 EXPUNGE\r\n"],
)
def test_news_is_heard_wherever_the_server_tells_it(answer: str) -> None:
    with RudeServer({"IDLE": answer, "DONE": "{tag} OK x\r\n"}) as server:
        box = opened(server)

        assert box.wait(1.0) is True
        box.close()


def test_a_sign_of_life_is_no_news() -> None:
    with RudeServer({"IDLE": "+ idling\r\n* OK Still here\r\n", "DONE": "{tag} OK x\r\n"}) as server:
        box = opened(server)

        assert box.wait(0.3) is False
        box.close()
