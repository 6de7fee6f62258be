"""Is mail of strangers shown truly, and does nothing in it act?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Windows
from tests.browser.scene import ARABIC
from tests.web.seed import Hit, Request, ticket

pytestmark = pytest.mark.browser
# left and right edge of the first line that holds the words, and of the block they stand in
_EDGES = """words => {
  const block = document.querySelector(".message .text");
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const r = range.getBoundingClientRect(), b = block.getBoundingClientRect();
    return [r.left - b.left, b.right - r.right];
  }
}"""


def test_an_arabic_line_in_a_german_mail_is_right_aligned_with_its_full_stop_on_the_left(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    german, arabic_start = page.evaluate(_EDGES, "Guten Tag,"), page.evaluate(_EDGES, "السلام")
    arabic_rest = page.evaluate(_EDGES, "لا يعمل")

    assert german[0] < 2, "German begins at the left edge"
    assert arabic_start[1] < 2, "Arabic begins at the right edge"
    assert arabic_rest[1] > arabic_start[1], "and runs to the left"


def test_letters_under_a_mark_stay_joined(windows: Windows) -> None:
    visit = windows.open()
    plain = ticket(visit.desk.office, Request(text=ARABIC, language="ar"))
    marked = ticket(visit.desk.office, Request(text=ARABIC, language="ar", hits={"topic": [Hit(word="قامت")]}))
    visit.sign_in()

    widths = [_line_width(visit.go(f"/vorgang/{number}")) for number in (plain, marked)]

    assert abs(widths[0] - widths[1]) < 1.5, "a mark inside a word changes no letter's form"


def test_reordering_characters_are_shown_by_name(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()

    spoofed = visit.go(f"/vorgang/{visit.desk.numbers['spoofed']}")
    assert "⟦RLO⟧gpj.exe" in spoofed.inner_text("h1")
    files = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}").inner_text(".files")

    assert "gpj⟦RLO⟧exe.jpg" in files
    assert "\u202e" not in files


def test_nothing_a_stranger_wrote_becomes_markup(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["spoofed"]

    for path in ("/", f"/?ticket={number}", f"/vorgang/{number}"):
        page = visit.go(path)
        assert page.locator("img").count() == 0
        assert page.locator("[hx-get*=abmelden]").count() == 0
        assert page.locator("main script").count() == 0

    assert "{{7*7}} ${7*7}" in page.inner_text(".message .text")
    page.click(".message .text")
    assert page.url.endswith(number)  # windows checks: no dialog, no request elsewhere, no report


HOSTILE_HTML = """<p>Guten Tag, <b>bitte</b> helfen Sie.</p><script>document.title = "gekapert"</script>
<img src="https://example.org/zaehlpixel.png" onerror="alert(1)">
<form action="/abmelden" method="post"><button>ok</button></form>
<meta http-equiv="refresh" content="0;url=https://example.org"><p hx-get="/abmelden" style="background:url(https://example.org/x)">x</p>
<a href="https://example.org/weg">hier</a><p dir="rtl">السلام عليكم</p>"""


def test_the_html_of_a_mail_is_shown_in_a_frame_in_which_nothing_fires(windows: Windows) -> None:
    visit = windows.open()
    number = ticket(visit.desk.office, Request(html=HOSTILE_HTML))
    visit.sign_in()
    page = visit.go(f"/vorgang/{number}")

    page.click("summary:has-text('wie sie ankam')")
    inside = page.frame_locator("iframe.frame")

    assert inside.locator("b").inner_text() == "bitte"
    assert inside.locator("li").inner_text() == "https://example.org/weg"
    assert "1 Bild wurde entfernt." in inside.locator("body").inner_text()
    assert inside.locator("script, img, form, a, [style], [hx-get]").count() == 0
    assert page.url.endswith(number)  # windows checks: no dialog, no request elsewhere, no report


def test_quote_and_signature_are_folded_and_open_on_request(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    assert not page.get_by_text("Vielen Dank für Ihre Nachricht.").is_visible()
    page.click("summary:has-text('Zitat')")

    assert page.get_by_text("Vielen Dank für Ihre Nachricht.").is_visible()


def test_a_file_is_saved_and_never_shown(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    with page.expect_download() as waiting:
        page.click("a:has-text('Bescheid.pdf')")

    assert waiting.value.path().read_bytes() == b"%PDF-1.4 kein echtes"
    assert "kann schaden" in page.inner_text("li:has-text('rechnung.exe')")


def _line_width(page: Page) -> float:
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    width: float = page.evaluate(
        """() => { const r = document.createRange(); r.selectNodeContents(document.querySelector(".message .text"));
            return r.getBoundingClientRect().width; }"""
    )
    return width
