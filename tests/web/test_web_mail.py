"""A mail can be looked at as it was sent: its HTML tamed, its octets as they were, nobody else's at all."""

from __future__ import annotations

import hashlib

import httpx
import pytest
from sqlmodel import select

from models.arrival import Arrival, Blob
from models.message import Message
from tests.web.seed import Request, ticket
from triage.office import Office

RAW = (
    b"From: a@example.org\r\nSubject: Frage\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<p>Guten <b>Tag</b></p><img src='https://example.org/x.png'><script>alert(1)</script>"
    b"<a href='https://example.org/weg'>hier</a> gpj\xe2\x80\xaeexe"
)


@pytest.fixture
def message(office: Office) -> int:
    """A ticket whose mail is kept."""
    ticket(office, Request())
    with office.store.transaction() as db:
        row = db.exec(select(Message)).one()
        arrival = db.get(Arrival, row.arrival_id)
        assert arrival is not None
        digest = hashlib.sha256(RAW).hexdigest()
        if db.get(Blob, digest) is None:
            db.add(Blob(sha256=digest, data=RAW))
        arrival.d2 = digest
        db.add(arrival)
        assert row.id is not None
        return row.id


def test_the_html_is_shown_tamed_in_a_page_that_can_do_nothing(weber: httpx.Client, message: int) -> None:
    answer = weber.get(f"/mail/{message}/html")

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("frame-ancestors 'self'; sandbox")
    assert "<p>Guten <b>Tag</b></p>" in answer.text
    assert "1 Bild wurde entfernt." in answer.text
    assert "<bdi>https://example.org/weg</bdi>" in answer.text
    assert "⟦RLO⟧exe" in answer.text
    assert not any(tag in answer.text for tag in ("<img", "<script", "<a "))


def test_the_original_is_handed_out_octet_for_octet(weber: httpx.Client, message: int) -> None:
    answer = weber.get(f"/mail/{message}/original.eml")

    assert answer.content == RAW
    assert answer.headers["content-disposition"] == f'attachment; filename="mail-{message}.eml"'
    assert "sandbox" in answer.headers["content-security-policy"]


def test_what_is_absent_or_no_longer_kept_is_not_found(weber: httpx.Client, office: Office, message: int) -> None:
    with office.store.transaction() as db:
        db.delete(db.exec(select(Blob).where(Blob.sha256 == hashlib.sha256(RAW).hexdigest())).one())

    for path in (f"/mail/{message}/html", f"/mail/{message}/original.eml", "/mail/4711/html", "/mail/x/html"):
        assert weber.get(path).status_code in {404, 422}


def test_a_stranger_gets_nothing(stranger: httpx.Client, message: int) -> None:
    for path in ("html", "original.eml"):
        assert stranger.get(f"/mail/{message}/{path}").status_code in {303, 401}
