"""What the webhook adapter puts on the wire, and what it makes of answers, redirects and silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.servers.hook import SECRET, Program, listening
from triage.adapters.webhook import Webhook
from triage.errors import BadInput, NotTold

AT = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


@pytest.fixture
def program() -> Iterator[Program]:
    with listening() as there:
        yield there


def hook(program: Program, **other: Any) -> Webhook:
    return Webhook(**({"name": "board", "url": program.url, "secret": lambda: SECRET, "timeout": 0.5} | other))


def test_the_other_side_can_prove_who_speaks(program: Program) -> None:
    hook(program).tell("board-7", b'{"type": "ticket.opened"}', AT)

    assert (program.heard, program.keys, program.forged) == ([{"type": "ticket.opened"}], ["board-7"], 0)


def test_a_secret_in_the_form_of_the_standard_is_read_as_base64(program: Program) -> None:
    import base64

    written = "whsec_" + base64.b64encode(SECRET.encode()).decode()

    hook(program, secret=lambda: written).tell("board-7", b"{}", AT)

    assert program.forged == 0


@pytest.mark.parametrize(("status", "for_good"), [(500, False), (404, False), (429, False), (302, False), (410, True)])
def test_only_who_unsubscribes_is_given_up_at_once(program: Program, status: int, for_good: bool) -> None:
    program.status = status

    with pytest.raises(NotTold, match=f"answered {status}") as refused:
        hook(program).tell("board-7", b"{}", AT)

    assert refused.value.permanent is for_good


def test_a_redirect_is_not_followed(program: Program) -> None:
    program.status, program.location = 307, program.url.replace("/kim", "/elsewhere")

    with pytest.raises(NotTold):
        hook(program).tell("board-7", b"{}", AT)

    assert program.elsewhere == 0


def test_silence_and_closed_doors_are_to_be_tried_again(program: Program) -> None:
    program.silent = 1.5
    for where in (program.url, "http://127.0.0.1:9/kim"):
        with pytest.raises(NotTold) as refused:
            hook(program, url=where).tell("board-7", b"{}", AT)
        assert not refused.value.permanent


@pytest.mark.parametrize("secret", ["kurz", "whsec_!!!", ""])
def test_a_poor_secret_signs_nothing(program: Program, secret: str) -> None:
    with pytest.raises(NotTold, match="secret"):
        hook(program, secret=lambda: secret).tell("board-7", b"{}", AT)

    assert program.heard == []


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"url": "http://board.example.org/kim"}, "nur auf diesem Rechner"),
        ({"url": "https://kim:geheim@board.example.org/"}, "kein Passwort"),
        ({"secret": None}, "Ohne Geheimnis"),
    ],
)
def test_what_would_not_be_safe_is_refused_at_the_start(program: Program, other: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        hook(program, **other)


def test_a_missing_secret_file_is_tried_again(program: Program, tmp_path: Path) -> None:
    from triage.adapters.credentials import from_file

    with pytest.raises(NotTold):
        hook(program, secret=from_file(tmp_path / "absent")).tell("board-7", b"{}", AT)
