"""Which barriers does a page have, at any width, in the light and in the dark?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the only rules that look at colours: all else is the same at night
WIDE, HALF, NARROW = (1366, 768), (683, 384), (320, 640)
Theme = Literal["light", "dark"]
# Colours on their way from one to another are nobody's: transitions are brought to their end first.
_RUN = """how => {
    document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity).forEach(a => a.finish());
    return axe.run(document, {iframes: false, ...how});
}"""
_SMALL = """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), nav a, .row a")]
    .filter(e => e.getClientRects().length)
    .map(e => [e.outerHTML.slice(0, 80), (e.closest("label") || e).getBoundingClientRect()])
    .filter(([, r]) => r.height < 24 || r.width < 24).map(([html]) => html)"""


def violations(page: Page, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[str]:
    """One line each: rule, and where. Evaluated by the debugger, so the page's own policy stays in force.

    Frames are left out: those of mails are shut off from us as from everybody.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    wanted = {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}
    chosen = {"runOnly": wanted, "rules": {rule: {"enabled": False} for rule in but}, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate(_RUN, chosen)
    return [
        f"{v['id']}: {node['target'][0]} {node['failureSummary'].splitlines()[-1].strip()}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def faults(page: Page) -> list[str]:
    """Everything that keeps somebody from using the page as it stands now, looked at as five kinds of windows.

    Every rule at the widest and the narrowest; in the dark again those that look at colours; half as wide, as at 200 %,
    those that do not. Nothing scrolls sideways, and every target is 24 pixels wide and high.
    """
    found = [f"{name}: {line}" for name, line in _looked_at(page)]
    _turn(page, WIDE, "light")
    return found


def _looked_at(page: Page) -> Iterator[tuple[str, str]]:
    _turn(page, WIDE, "light")
    yield from (("1366", line) for line in violations(page))
    _turn(page, WIDE, "dark")
    yield from (("1366 dark", line) for line in violations(page, only=tuple(COLOURS)))
    _turn(page, NARROW, "dark")
    yield from (("320 dark", line) for line in violations(page, only=tuple(COLOURS)))
    _turn(page, NARROW, "light")
    yield from (("320", line) for line in (*violations(page), *_sideways(page), *page.evaluate(_SMALL)))
    _turn(page, HALF, "light")
    yield from (("683", line) for line in (*violations(page, but=tuple(COLOURS)), *_sideways(page)))


def _turn(page: Page, size: tuple[int, int], theme: Theme) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)


def _sideways(page: Page) -> list[str]:
    wider = overflow(page)
    return [f"{wider} px too wide"] if wider > 0 else []


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
