"""How does a browser reach a desk that is really served?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.browser import axe, scene
from tests.web import seed
from tests.web.serving import PLAIN, served, session_of
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool
from triage.office import Office
from triage.values import CallNote

_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDE, NARROW = axe.WIDE, axe.NARROW
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running desk."""

    office: Office
    url: str
    numbers: dict[str, str]  # tickets by the name the scene gives them


@dataclass
class Trouble:
    """What no page may cause; every test ends by looking here."""

    allowed: str  # the only origin that may be asked
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("dialog", lambda dialog: self.found.append(f"dialog: {dialog.message}"))
        page.on("response", lambda r: self.found.append(f"{r.status} {r.url}") if r.status >= 500 else None)

    def _console(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith("Failed to load resource") and "status of 4" in message.text
        if message.type in ("error", "warning") and not expected:  # a 4xx page is an answer, not a fault
            self.found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.allowed, "data:")):
            self.found.append(f"foreign request: {request.url}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    office, numbers = scene.office_in(tmp_path)
    with served(office) as url:
        yield Served(office=office, url=url, numbers=numbers)
    office.store.close()


@pytest.fixture(scope="session")
def readers() -> Iterator[Pool]:
    """The product's own worker: compiling the rules takes seconds, so once for all files that need them."""
    pool = Pool(Settings())
    list(pool([CallNote(note="Guten Tag", received_at=seed.NOON)]))
    yield pool
    pool.close()


@contextmanager
def understanding_desk(folder: Path, readers: Pool) -> Iterator[Served]:
    """The same desk, understanding calls by the real rules."""
    plain, numbers = scene.office_in(folder)
    office = replace(plain, understand=readers)
    with served(office) as url:
        yield Served(office=office, url=url, numbers=numbers)
    office.store.close()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """For one file only: while it runs, an event loop runs in this thread, and other tests want one of their own."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
    yield chromium
    chromium.close()


@dataclass
class Visit:
    """A browser window at the desk."""

    desk: Served
    page: Page
    trouble: Trouble

    def go(self, path: str = "/") -> Page:
        self.page.goto(self.desk.url + path, wait_until="load")
        return self.page

    def sign_in(self, name: str = "weber") -> Page:
        """Be signed in, at the queue."""
        self.be(name)
        return self.go()

    def be(self, name: str) -> None:
        """The session the form would have led to, without the seconds a password costs."""
        token = session_of(self.desk.office, name)
        self.page.context.add_cookies([{"name": PLAIN.cookie, "value": token, "url": self.desk.url}])


class Windows:
    """Opens windows and holds every one of them to the same conditions."""

    def __init__(self, browser: Browser, desk: Served) -> None:
        self.browser, self.desk = browser, desk
        self.contexts: list[BrowserContext] = []
        self.trouble = Trouble(allowed=desk.url)

    def open(
        self, *, size: tuple[int, int] = WIDE, theme: str = "light", script: bool = True, reduced: bool = True
    ) -> Visit:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce" if reduced else "no-preference",
            locale="de-DE",
            timezone_id="Europe/Berlin",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        self.trouble.watch(page)
        return Visit(self.desk, page, self.trouble)


@pytest.fixture
def windows(browser: Browser, desk: Served) -> Iterator[Windows]:
    opened = Windows(browser, desk)
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.trouble.found == []
