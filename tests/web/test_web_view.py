"""Pictures, PDF and text can be looked at in the desk; nothing a stranger sent gets any right there."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from tests.browser.scene import PICTURE
from tests.web.seed import Request, ticket
from tests.web.serving import served, sign_in
from triage.office import Office
from triage.testing import MemoryScanner

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "octets", "kind"),
    [("Foto.png", PICTURE, "image/png"), ("Bescheid.pdf", PDF, "application/pdf"), ("a.txt", b"x", "text/plain")],
)
def test_what_runs_nothing_is_offered_and_shown(
    office: Office, weber: httpx.Client, name: str, octets: bytes, kind: str
) -> None:
    number = ticket(office, Request(attachments=[(name, octets)]))

    offered = weber.get(f"/vorgang/{number}").text
    shown = weber.get("/anhang/1/ansicht").text
    content = weber.get("/anhang/1/inhalt")

    assert 'href="/anhang/1/ansicht"' in offered
    assert number in shown
    assert name in shown
    assert (content.content, content.headers["content-type"].partition(";")[0]) == (octets, kind)
    assert content.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in content.headers["content-security-policy"]
    assert ("sandbox" in content.headers["content-security-policy"]) is (kind != "application/pdf")


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("seite.html", b"<script>alert(1)</script>"),
        ("bild.svg", b"<svg onload='alert(1)'/>"),
        ("bild.png", b"<html><script>alert(1)</script>"),
        ("programm.exe", b"MZ"),
    ],
)
def test_everything_else_is_saved_only(office: Office, weber: httpx.Client, name: str, octets: bytes) -> None:
    ticket(office, Request(attachments=[(name, octets)]))

    page = weber.get("/anhang/1/ansicht").text

    assert "kann hier nicht gezeigt werden" in page
    assert "/anhang/1/inhalt" not in page
    assert weber.get("/anhang/1/inhalt").status_code == 404
    assert weber.get("/anhang/1").headers["content-disposition"].startswith("attachment;")


def test_a_text_that_looks_like_a_page_stays_a_text_and_shows_its_hidden_marks(
    office: Office, weber: httpx.Client
) -> None:
    ticket(office, Request(attachments=[("a.txt", "<b>fett</b> \u202egpj.exe".encode())]))

    answer = weber.get("/anhang/1/inhalt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == "<b>fett</b> ⟦RLO⟧gpj.exe"


def test_a_file_with_a_virus_is_not_shown(office: Office) -> None:
    ticket(office, Request(attachments=[("Foto.png", PICTURE)]))
    scanner = MemoryScanner({PICTURE: "Test.Harm-1"})

    with served(replace(office, scanner=scanner)) as url, httpx.Client(base_url=url) as weber:
        assert sign_in(weber).status_code == 303
        asked = weber.get("/anhang/1/ansicht")

    assert "Test.Harm-1" in asked.text
    assert "/anhang/1/inhalt" not in asked.text


def test_a_foreign_or_absent_file_cannot_be_looked_at(weber: httpx.Client) -> None:
    assert weber.get("/anhang/999/ansicht").status_code == 404
    assert weber.get("/anhang/999/inhalt").status_code == 404
