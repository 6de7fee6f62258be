"""The HTML of a mail is shown as words and tables; nothing in it acts, loads or leads anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.message.html_view import MOST_LINKS, Shown, shown


def of(html: str) -> Shown:
    head = "From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    found = shown((head + html).encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Guten <b>Tag</b></p>", "<p>Guten <b>Tag</b></p>"),
        ("<table><tr><td colspan=2 style='x' onclick=y>A</td></tr></table>", '<td colspan="2">A</td>'),
        ("<p dir=rtl>سلام</p>", '<p dir="rtl">سلام</p>'),
        ("<a href='https://example.org/x'>hier</a>", "hier"),
    ],
)
def test_words_and_tables_stay(html: str, kept: str) -> None:
    assert kept in of(html).html


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<iframe src='https://example.org'></iframe>", "<form action=/x><input name=q><button>b</button></form>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>", "<base href='https://example.org'>",
    "<link rel=stylesheet href='https://example.org/x.css'>", "<style>@import 'https://example.org/x'</style>",
    "<p style='background:url(https://example.org/x)' hx-get=/abmelden onmouseover=x>p</p>",
    "<a href='javascript:alert(1)'>a</a>", "<a href='data:text/html,x'>a</a>", "<object data=x></object>",
    "<math><mtext><style><img src=x onerror=alert(1)>", "<!--><img src=x onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<video src=https://example.org/x autoplay>",
    "<td background='https://example.org/x.png'>x</td>", "<template><img src=x></template>", "<plaintext>",
    "<details open ontoggle=alert(1)>x</details>", "<body onload=alert(1)>", "<input type=image src=https://example.org/x>",
]  # fmt: skip
_FORBIDDEN = re.compile(
    r"<(?!/?(?:p|b|td|tr|table|tbody|div|span|br|hr|ul|ol|li|h[1-6]|blockquote|pre|em|i|u|strong|center|font|dl|dt|dd"
    r"|thead|tfoot|th|col|colgroup|code|small|sub|sup|abbr|q|s|del|ins|tt|big|strike)\b)|<[^>]*\s(?:on\w+|style|src|href"
    r"|background|action|hx-\w+)\s*=",
    re.IGNORECASE,
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_or_loads_is_left(html: str) -> None:
    found = of(f"<p>davor</p>{html}<p>danach</p>")

    assert _FORBIDDEN.search(found.html) is None, found.html
    assert "davor" in found.html
    assert not any(link.lower().startswith(("javascript", "data")) for link in found.links)


@given(st.lists(st.sampled_from([*HOSTILE, "<p>", "</table>", "<![CDATA[", "\0", "&lt;script&gt;", "ü"]), max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_mixture_brings_it_back(pieces: list[str]) -> None:
    assert _FORBIDDEN.search(of("".join(pieces)).html) is None


def test_what_was_taken_out_is_said() -> None:
    found = of("<img src=a><img src=b>" + "".join(f"<a href='https://example.org/{n}'>x</a>" for n in range(300)))

    assert found.pictures == 2
    assert found.links[0] == "https://example.org/0"
    assert len(found.links) == MOST_LINKS


def test_a_mail_without_html_or_beyond_the_limits_has_none() -> None:
    assert shown(b"From: a@example.org\r\n\r\nNur Text") is None
    assert shown(b"From: a@example.org\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 3_000_000) is None
    assert shown(b"") is None
