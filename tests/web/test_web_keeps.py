"""What somebody wrote is shown again when it did not work: the form's own router says which fields that are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import httpx
import pytest

from tests.web.seed import ticket
from tests.web.serving import PLAIN, csrf
from tests.web.test_web_security import flat
from triage.office import Office
from triage.web.app import create_app
from triage.web.keeps import Keeps

_BY_HAND = {"/vorgang/{number}/antwort": {"text"}}  # a route that reads its form itself, because of the files


def written() -> set[str]:
    """Names of all fields somebody writes whole sentences into."""
    pages = (page.read_text(encoding="utf-8") for page in (files("triage.web") / "templates").iterdir())
    return {name for page in pages for name in re.findall(r'<textarea[^>]*\bname="(\w+)"', page)}


def taken(dependant: Any) -> Iterator[str]:
    yield from (field.alias for field in dependant.body_params)
    for inner in dependant.dependencies:
        yield from taken(inner)


def test_every_route_that_takes_sentences_keeps_them(office: Office) -> None:
    sentences = written()
    lost = {}

    for route in flat(create_app(office, PLAIN).routes):
        if "POST" in route.methods:
            fields = sentences & {*taken(route.dependant), *_BY_HAND.get(route.path, ())}
            kept = {f for d in route.dependencies if isinstance(d.dependency, Keeps) for f in d.dependency.fields}
            lost[route.path] = fields - kept

    assert {"note", "text", "summary", "reason"} <= sentences
    assert {path: fields for path, fields in lost.items() if fields} == {}


@pytest.mark.parametrize("token", ["falsch", ""])
def test_a_form_that_is_out_of_date_shows_what_was_written_and_nothing_else(
    office: Office, weber: httpx.Client, token: str
) -> None:
    number = ticket(office)
    form = {"csrf": token, "note": "Ich <b>rufe</b> an.", "version": "1", "weiter": "/geheim"}

    answer = weber.post(f"/vorgang/{number}/note", data=form)

    assert answer.status_code == 403
    assert "Ich &lt;b&gt;rufe&lt;/b&gt; an.</textarea>" in answer.text
    assert "/geheim" not in answer.text


def test_what_was_written_is_shown_to_whom_is_signed_out_meanwhile(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    token = csrf(weber)
    weber.post("/abmelden", data={"csrf": token})

    answer = weber.post(f"/vorgang/{number}/task", data={"csrf": token, "text": "Unterlagen anfordern"})

    assert answer.status_code == 401
    assert "Unterlagen anfordern</textarea>" in answer.text
