"""Memory and a real SMTP server keep what `ports.Mailer` promises (R13)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

import pytest

from tests.servers.letters import letter, nothing, server
from tests.servers.smtp_sink import SmtpSink
from triage.adapters import smtp
from triage.errors import SendDoubtful, SendRefused
from triage.ports import Mailer
from triage.testing import MemoryMailer, Trouble

Sent = list[tuple[str, tuple[str, ...], bytes]]
Post = tuple[Callable[..., Mailer], Callable[[], Sent]]


class AnyMailer(ABC):
    """The contract; each subclass knows how to make a mailer that meets a trouble, and what arrived."""

    @pytest.fixture
    @abstractmethod
    def post(self) -> Iterator[Post]: ...

    def test_a_letter_arrives_once_with_the_null_sender(self, post: Post) -> None:
        mailer, arrived = post[0](), post[1]

        answer = mailer.send(letter(), before_dot=nothing)

        assert answer.startswith("250 ")
        assert arrived() == [("", ("amira@example.org",), letter().data)]

    def test_the_next_letter_follows_over_the_same_mailer(self, post: Post) -> None:
        mailer, arrived = post[0](), post[1]

        for name in ("a", "b", "c"):
            mailer.send(letter(to=f"{name}@example.org"), before_dot=nothing)

        assert [to for _, (to,), _ in arrived()] == ["a@example.org", "b@example.org", "c@example.org"]

    def test_the_note_is_taken_before_the_letter_counts(self, post: Post) -> None:
        mailer, arrived = post[0](), post[1]
        seen: list[int] = []

        mailer.send(letter(), before_dot=lambda: seen.append(len(arrived())))

        assert seen == [0]

    @pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "dot"])
    @pytest.mark.parametrize(("code", "permanent"), [(451, False), (550, True)])
    def test_a_no_says_where_and_whether_to_try_again(self, post: Post, stage: str, code: int, permanent: bool) -> None:
        mailer, arrived = post[0](Trouble(stage=stage, code=code)), post[1]

        with pytest.raises(SendRefused) as refused:
            mailer.send(letter(), before_dot=nothing)

        assert (refused.value.stage, refused.value.code, refused.value.permanent) == (stage, code, permanent)
        assert arrived() == []
        mailer.send(letter(), before_dot=nothing)
        assert len(arrived()) == 1

    @pytest.mark.parametrize("stage", ["connect", "MAIL", "RCPT", "DATA"])
    def test_broken_before_the_dot_is_a_passing_no(self, post: Post, stage: str) -> None:
        mailer, arrived = post[0](Trouble(stage=stage)), post[1]

        with pytest.raises(SendRefused) as refused:
            mailer.send(letter(), before_dot=nothing)

        assert (refused.value.code, refused.value.permanent) == (421, False)
        assert arrived() == []
        mailer.send(letter(), before_dot=nothing)
        assert len(arrived()) == 1

    @pytest.mark.parametrize("taken", [True, False])
    def test_broken_after_the_dot_is_doubtful(self, post: Post, taken: bool) -> None:
        mailer, arrived = post[0](Trouble(stage="dot", taken=taken)), post[1]

        with pytest.raises(SendDoubtful):
            mailer.send(letter(), before_dot=nothing)

        assert len(arrived()) == int(taken)

    def test_a_caller_who_may_not_send_stops_the_letter(self, post: Post) -> None:
        mailer, arrived = post[0](), post[1]

        def lost() -> None:
            raise KeyError("the claim is lost")

        with pytest.raises(KeyError, match="claim"):
            mailer.send(letter(), before_dot=lost)

        assert arrived() == []
        mailer.send(letter(), before_dot=nothing)
        assert len(arrived()) == 1

    def test_closing_never_raises(self, post: Post) -> None:
        mailer = post[0]()

        mailer.send(letter(), before_dot=nothing)

        mailer.close()
        mailer.close()


class TestMemory(AnyMailer):
    @pytest.fixture
    def post(self) -> Iterator[Post]:
        mailers: list[MemoryMailer] = []

        def make(*troubles: Trouble) -> Mailer:
            mailers.append(MemoryMailer(*troubles))
            return mailers[-1]

        yield make, lambda: [(one.envelope_from, one.envelope_to, one.data) for box in mailers for one in box.letters]
        mailers.clear()


class TestSmtp(AnyMailer):
    @pytest.fixture
    def post(self, smtp_sink: SmtpSink) -> Iterator[Post]:
        mailers: list[Mailer] = []

        def make(trouble: Trouble | None = None) -> Mailer:
            if trouble:
                _script(smtp_sink, trouble)
            mailers.append(smtp.connect(server(smtp_sink.port)))
            return mailers[-1]

        yield make, lambda: [(one.sender, one.recipients, one.data) for one in smtp_sink.received()]
        for mailer in mailers:
            mailer.close()


def _script(sink: SmtpSink, trouble: Trouble) -> None:
    if trouble.code:
        sink.once(trouble.stage, f"{trouble.code} 4.3.0 not so")  # type: ignore[arg-type]  # every stage used is one
    else:
        sink.once(trouble.stage, drop="before", keep=trouble.taken)  # type: ignore[arg-type]  # same
