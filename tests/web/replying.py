"""What do the tests of the reply form start from?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import httpx
from sqlmodel import col, select

from models.arrival import Blob
from models.outgoing import Outgoing
from tests.web import seed
from tests.web.seed import user
from tests.web.serving import csrf
from triage.desk.visible import Viewer
from triage.office import Office
from triage.respond.modules import Module, Modules
from triage.testing import MemoryMailer, SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
TEXTS = {"de": "Guten Tag {name}, Ihre Nummer ist {number}.", "tr": "Merhaba {name}, numaranız {number}."}
MODULES = Modules(
    all=(
        Module(id="gruss", topics=("wohnen",), title="Gruß", texts={"de": "Viele Grüße"}),
        Module(id="nummer", topics=("sprache",), title="Nummer nennen", texts=TEXTS),
    ),
    closings={"de": "Freundliche Grüße\n{name}", "tr": "Saygılarımla\n{name}"},
)


def press(client: httpx.Client, number: str, files: object = None, **fields: str) -> httpx.Response:
    """Press a button of the form as it stands on the page now."""
    page = client.get(f"/vorgang/{number}").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    data = {"csrf": csrf(client), "seen": seen[1], "do": "send"} | fields
    sent = files or [("files", ("", b"", "application/octet-stream"))]
    return client.post(f"/vorgang/{number}/antwort", data=data, files=sent, timeout=60)  # type: ignore[arg-type]  # httpx's own shapes


def written(office: Office) -> list[Outgoing]:
    with office.store.reading() as db:
        rows = select(Outgoing).where(col(Outgoing.automatic).is_(False)).order_by(col(Outgoing.id))
        return list(db.exec(rows))


def blobs(office: Office) -> int:
    with office.store.reading() as db:
        return len(db.exec(select(Blob.sha256)).all())


def office_for(folder: Path, clock: SettableClock, mailer: MemoryMailer) -> Office:
    made = replace(seed.office_in(folder, clock), modules=MODULES, mailer=lambda: mailer)
    user(made)
    user(made, "klein", "B. Klein", role="leitung")
    return made
