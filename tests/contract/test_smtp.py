"""What the SMTP adapter puts on the wire, and what it makes of answers, cuts and silence (R13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest

from tests.servers.certificate import make_certificate
from tests.servers.letters import letter, nothing, server
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink
from triage.adapters import smtp
from triage.adapters.smtp import on_the_wire
from triage.errors import BadInput, SendDoubtful, SendRefused
from triage.ports import Letter, Mailer

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the sink's own, on loopback


@pytest.fixture
def mailer(smtp_sink: SmtpSink) -> Iterator[Mailer]:
    made = smtp.connect(server(smtp_sink.port))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("data", "wire"),
    [
        (b"a\r\n", b"a\r\n"),
        (b"a", b"a\r\n"),
        (b".\r\n", b"..\r\n"),
        (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b"a\n.\nb", b"a\r\n..\r\nb\r\n"),
        (b"a\r.\rb", b"a\r\n..\r\nb\r\n"),
        (b"a\r\r\n.\r\n", b"a\r\n\r\n..\r\n"),
        (b"a.b\r\n..c\r\n", b"a.b\r\n...c\r\n"),
        (b"", b"\r\n"),
    ],
)
def test_no_letter_can_end_itself(data: bytes, wire: bytes) -> None:
    assert on_the_wire(data) == wire


def test_dots_and_long_lines_arrive_as_they_were(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    data = b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\n" + b"." * 997 + b"\r\n" + b"y" * 998 + b"\r\n\r\n.\r\nEnde\r\n"

    mailer.send(letter(data), before_dot=nothing)

    assert [one.data for one in smtp_sink.received()] == [data]


def test_a_line_longer_than_the_law_is_the_servers_to_refuse(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    with pytest.raises(SendRefused) as refused:
        mailer.send(letter(b"Subject: x\r\n\r\n" + b"y" * 1_200 + b"\r\n"), before_dot=nothing)

    assert refused.value.permanent
    assert smtp_sink.received() == []


def test_a_large_letter_arrives_whole(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    data = b"Subject: x\r\n\r\n" + b"".join(b".%060d\r\n" % n for n in range(80_000))

    mailer.send(letter(data), before_dot=nothing)

    assert smtp_sink.received()[0].data == data


@pytest.mark.parametrize("to", ["a b@example.org", "a@b@example.org>", "x", "a@x\r\nRCPT TO:<b@y>", "<a@x>", "a@x y"])
def test_no_address_can_start_a_command(smtp_sink: SmtpSink, mailer: Mailer, to: str) -> None:
    with pytest.raises(SendRefused) as refused:
        mailer.send(letter(to=to), before_dot=nothing)

    assert refused.value.permanent
    assert smtp_sink.commands == []


def test_an_international_address_needs_a_server_that_can(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    with pytest.raises(SendRefused, match="SMTPUTF8") as refused:
        mailer.send(letter(to="jörg@example.org"), before_dot=nothing)

    assert refused.value.permanent
    mailer.send(letter(to="joerg@brüggen.example"), before_dot=nothing)
    assert smtp_sink.received()[0].recipients == ("joerg@xn--brggen-4ya.example",)


def test_an_international_address_goes_to_a_server_that_can(tmp_path: Path) -> None:
    with SmtpSink(tmp_path, smtputf8=True) as sink:
        mailer = smtp.connect(server(sink.port))
        mailer.send(letter(to="jörg@example.org"), before_dot=nothing)
        mailer.close()

        assert sink.received()[0].recipients == ("jörg@example.org",)


def test_several_recipients_are_served_together_or_not_at_all(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    smtp_sink.once("RCPT")
    smtp_sink.once("RCPT", "550 5.1.1 unknown")
    both = Letter(envelope_from="kim@example.org", envelope_to=("a@example.org", "b@example.org"), data=b"x\r\n")

    with pytest.raises(SendRefused):
        mailer.send(both, before_dot=nothing)
    assert smtp_sink.received() == []

    mailer.send(both, before_dot=nothing)
    assert smtp_sink.received()[0].recipients == ("a@example.org", "b@example.org")


def test_the_connection_is_kept_and_dialled_again_when_the_server_left(smtp_sink: SmtpSink, mailer: Mailer) -> None:
    mailer.send(letter(), before_dot=nothing)
    mailer.send(letter(), before_dot=nothing)
    assert smtp_sink.connections == 1

    smtp_sink.once("dot", drop="after")
    mailer.send(letter(), before_dot=nothing)
    mailer.send(letter(), before_dot=nothing)

    assert smtp_sink.connections == 2
    assert len(smtp_sink.received()) == 4


def test_silence_before_the_dot_is_a_passing_no(smtp_sink: SmtpSink) -> None:
    mailer = smtp.connect(server(smtp_sink.port, timeout=0.3))
    smtp_sink.once("RCPT", delay=1.5)

    with pytest.raises(SendRefused) as refused:
        mailer.send(letter(), before_dot=nothing)

    assert (refused.value.stage, refused.value.permanent) == ("RCPT", False)
    mailer.close()


def test_silence_after_the_dot_is_doubtful(smtp_sink: SmtpSink) -> None:
    mailer = smtp.connect(server(smtp_sink.port, dot_timeout=0.3))
    smtp_sink.once("dot", delay=1.0)

    with pytest.raises(SendDoubtful):
        mailer.send(letter(), before_dot=nothing)

    mailer.close()


@pytest.mark.parametrize("cut", range(0, 700, 53))
def test_a_line_cut_anywhere_is_never_called_sent_and_never_missed(
    smtp_sink: SmtpSink, smtp_proxy: Proxy, cut: int
) -> None:
    smtp_proxy.faults.cut_after["up"] = cut
    mailer = smtp.connect(server(smtp_proxy.port))
    noted: list[bool] = []
    outcome = "sent"

    try:
        mailer.send(letter(b"Subject: x\r\n\r\n" + b"z" * 500 + b"\r\n"), before_dot=lambda: noted.append(True))
    except SendRefused:
        outcome = "refused"
    except SendDoubtful:
        outcome = "doubtful"
    mailer.close()

    stored = len(smtp_sink.received())
    assert (outcome, stored) in {("sent", 1), ("refused", 0), ("doubtful", 0), ("doubtful", 1)}
    assert noted or stored == 0


def test_an_answer_cut_off_after_the_dot_is_doubtful_and_the_letter_is_there(
    smtp_sink: SmtpSink, smtp_proxy: Proxy
) -> None:
    smtp_proxy.faults.cut_at_answer = re.compile(rb"250 2\.0\.0 taken")
    mailer = smtp.connect(server(smtp_proxy.port))

    with pytest.raises(SendDoubtful):
        mailer.send(letter(), before_dot=nothing)

    mailer.close()
    assert len(smtp_sink.received()) == 1


def test_signing_in_over_tls_in_both_ways(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    for way, offer in (("implicit", "tls"), ("starttls", "starttls")):
        context = certificate.server_context()
        with SmtpSink(tmp_path / way, user="kim", password="geheim-ü", **{offer: context}) as sink:  # type: ignore[arg-type]  # both are contexts
            how = {"tls": way, "user": "kim", "password": lambda: "geheim-ü", "ca_file": certificate.chain}
            mailer = smtp.connect(server(sink.port, **how))
            mailer.send(letter(), before_dot=nothing)
            mailer.close()

            assert len(sink.received()) == 1


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    with SmtpSink(tmp_path, tls=make_certificate(tmp_path).server_context()) as sink:
        mailer = smtp.connect(server(sink.port, tls="implicit"))

        with pytest.raises(SendRefused) as refused:
            mailer.send(letter(), before_dot=nothing)

        mailer.close()
        assert (refused.value.stage, refused.value.permanent) == ("connect", False)


def test_a_wrong_password_says_nothing_about_the_letter(tmp_path: Path) -> None:
    with SmtpSink(tmp_path, user="kim", password="richtig") as sink:
        mailer = smtp.connect(server(sink.port, user="kim", password=lambda: "falsch"))

        with pytest.raises(SendRefused) as refused:
            mailer.send(letter(), before_dot=nothing)

        mailer.close()
        assert (refused.value.stage, refused.value.code, refused.value.permanent) == ("sign-in", 535, False)
        assert "falsch" not in str(refused.value)


@pytest.mark.parametrize(("token", "taken"), [("t0ken", True), ("alt", False)])
def test_a_token_signs_in_by_xoauth2(tmp_path: Path, token: str, taken: bool) -> None:
    with SmtpSink(tmp_path, user="kim", password="t0ken") as sink:
        mailer = smtp.connect(server(sink.port, user="kim", token=lambda: token))

        if taken:
            mailer.send(letter(), before_dot=nothing)
        else:
            with pytest.raises(SendRefused, match="sign-in"):
                mailer.send(letter(), before_dot=nothing)

        mailer.close()
        assert len(sink.received()) == int(taken)


def test_plain_text_to_another_machine_is_refused_at_once() -> None:
    with pytest.raises(BadInput, match="nur auf diesem Rechner"):
        server(25, host="mail.example.org")


def test_no_socket_is_left_behind(smtp_sink: SmtpSink, smtp_proxy: Proxy) -> None:
    def ours() -> int:
        return sum(
            1 for link in psutil.Process().net_connections("tcp") if link.raddr and link.raddr.port == smtp_proxy.port
        )

    for cut in range(0, 300, 60):
        smtp_proxy.faults.cut_after["up"] = cut
        mailer = smtp.connect(server(smtp_proxy.port))
        with pytest.raises((SendRefused, SendDoubtful)):
            mailer.send(letter(b"x" * 400 + b"\r\n"), before_dot=nothing)

        assert ours() == 0
        mailer.close()
