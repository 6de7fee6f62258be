"""HTML is read as its reader sees it: every visible word, in order, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.message.clean import cleaned
from triage.message.html import text_of

SHOWN = [
    # words are neither joined nor split at tags
    ("Hallo <b>wort</b>teil", "Hallo wortteil"),
    ("<p>eins</p>zwei<div>drei</div>", "eins\n\nzwei\ndrei"),
    ("a<br>b<br><br>c", "a\nb\n\nc"),
    ("a<span><div>in</div>aus</span>", "a\nin\naus"),
    ("Do&shy;nau&#8203;dampf", "Donaudampf"),
    ("می&zwnj;خواهم", "می\u200cخواهم"),
    ("<span>Nette</span><span>tal</span>", "Nettetal"),
    ("a&nbsp;&nbsp;b\n  c", "a b c"),
    ("x &amp;lt; y &#x20AC; &unbekannt;", "x &lt; y € &unbekannt;"),
    # tables, lists, headings
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><th>d</th></tr></table>", "a\tb\nc\td"),
    ("<table><tr><td><p>Name</p></td><td><div>Ali</div></td></tr></table>", "Name\tAli"),
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("<ol><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ol>", "1. a\n2. b\n  - c\n3. d"),
    ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    ("<ol><li><p>a</p></li><li value=7>b</li></ol>", "1. a\n7. b"),
    ("<ul><li></li><li>b</li></ul>", "- b"),
    ("<h1>Titel</h1>Text<hr>Ende", "Titel\n\nText\n________________________________\nEnde"),
    ("<dl><dt>Ort<dd>Kempen</dl>", "Ort\nKempen"),
    ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
    ("<div style='white-space: pre-wrap'>a\n b</div>c\nd", "a\n b\nc d"),
    # links and pictures
    ("<a href='https://example.org/x'>hier</a>", "hier (https://example.org/x)"),
    (
        "<a href='https://example.org/x'>hier</a> <a href='https://example.org/x'>da</a>",
        "hier (https://example.org/x) da",
    ),
    ("<a href='https://example.org/'>example.org</a>", "example.org"),
    ("<a href='https://www.example.org/a?b=1'>www.example.org/a</a>", "www.example.org/a"),
    ("<a href='mailto:a@example.org'>a@<b>example</b>.org</a>", "a@example.org"),
    ("<a href='mailto:a@example.org'>Anna</a>", "Anna (mailto:a@example.org)"),
    ("<a href='#oben'>hoch</a> <a href='javascript:x()'>los</a>", "hoch los"),
    ("<a href='https://example.org/x'><img src=y></a>z", "z"),
    ("<img alt='Wappen der Stadt'>Text", "Wappen der Stadt Text"),
    ("<img width=1 height=1 alt='zählt mit'>Text", "Text"),
    ("<img alt='image001.png'>Text", "Text"),
    # what programs write
    ("<p class=MsoNormal>A<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p>B</p>", "A\n\nB"),
    ("<!--[if mso]><p>alt</p><![endif]--><![if !mso]><p>neu</p><![endif]>", "neu"),
    ("<p><![if !supportLists]><span>\uf0b7</span><![endif]>Punkt</p>", "• Punkt"),
    ("<head><title>t</title><style>x{}</style></head><body>da<script>s</script></body>", "da"),
    ("<div dir=rtl>مرحبا <b>بكم</b> 2026</div>", "مرحبا بكم 2026"),
    # quotes keep their marks and their headers their lines
    ("<blockquote type=cite>a<br><br><blockquote type=cite>c</blockquote>d</blockquote>", "> a\n>\n> > c\n>\n> d"),
    ("<blockquote>eingerückt</blockquote>", "eingerückt"),
    ("<blockquote style='border-left:1px solid'>q</blockquote>", "> q"),
    (
        "<div class=moz-cite-prefix>Am 1.1. schrieb A:</div><blockquote cite='mid:x'>q</blockquote>",
        "Am 1.1. schrieb A:\n\n> q",
    ),
    (
        "<div id=divRplyFwdMsg><b>Von:</b> A &lt;a@example.org&gt;<br><b>Gesendet:</b> x<br><b>Betreff:</b> C</div>",
        "Von: A <a@example.org>\nGesendet: x\nBetreff: C",
    ),
]

HIDDEN = [
    "<div style='display: none !important'>{}</div>",
    "<span style='visibility:hidden'>{}</span>",
    "<span style='font-size:0'>{}</span>",
    "<span style='FONT-SIZE: 0PX; color:red'>{}</span>",
    "<span style='font-size:1px'>{}</span>",
    "<span style='font:0/0 a'>{}</span>",
    "<span style='opacity:0'>{}</span>",
    "<span style='opacity:0.0;'>{}</span>",
    "<div style='max-height:0;overflow:hidden'>{}</div>",
    "<div style='height:0px;overflow:hidden'>{}</div>",
    "<div style='mso-hide:all'>{}</div>",
    "<div hidden>{}</div>",
    "<div style='position:absolute;left:-9999px'>{}</div>",
    "<font color=white>{}</font>",
    "<span style='color:#FFF'>{}</span>",
    "<span style='color: rgb(255, 255, 254)'>{}</span>",
    "<div style='background:#336699'><span style='color:#336699'>{}</span></div>",
    "<table bgcolor='#eeeeee'><td><font color='#eee'>{}</font></table>",
    "<span style='color:transparent'>{}</span>",
    "<style>{}</style>",
    "<!-- {} -->",
    "<select><option>{}</select>",
    # the page's own style sheet
    "<style>.k{{display:none}}</style><div class=k>{}</div>",
    "<style><!-- b.Vorschau {{ color: red; DISPLAY: none !important }} --></style><b class='a vorschau'>{}</b>",
    "<style>p{{x:y}} #k, .l {{display:none}}</style><div id=k><b>{}</b></div>",
    "<style>@import url(x.css); .k{{visibility:hidden}}</style><div class=k>{}</div>",
    "<style>/* .k{{}} */ @media print{{.x{{a:b}}}} body .k{{max-height:0;overflow:hidden}}</style><p class=k>{}</p>",
    "<style>.k{{display:none!important}}</style><div class=k style='display:block'>{}</div>",
]

SEEN = [
    "<td style='font-size:0'><div style='font-size:13px'>{}</div></td>",
    "<span style='font-size:0.9em'>{}</span>",
    "<span style='font-size:10px'>{}</span>",
    "<span style='opacity:0.5'>{}</span>",
    "<div style='max-height:0.5em'>{}</div>",
    "<td bgcolor='#003366'><font color=white>{}</font></td>",
    "<a style='background-color:#0a0;color:#ffffff'>{}</a>",
    "<td background='x.png' bgcolor=white><span style='color:#fff'>{}</span></td>",
    "<td style='background:#fff url(x.png)'><span style='color:#fff'>{}</span></td>",
    "<style>.k{{background:#000}}</style><div class=k><span style='color:#fff'>{}</span></div>",
    "<body bgcolor=white><div class=k><span style='color:#fff'>{}</span></div>",
    "<span style='line-height:0'>{}</span>",
    "<div style='margin-left:-200px'>{}</div>",
    "<noscript>{}</noscript>",
    # style sheets that hide something else, on other screens only, or nothing in the end
    "<style>.k{{display:none}}</style><div class=l>{}</div>",
    "<style>span.k{{display:none}}</style><div class=k>{}</div>",
    "<style>@media (max-width:600px) {{ .k{{display:none}} }}</style><div class=k>{}</div>",
    "<style>.k{{display:none}} .k{{display:block}}</style><div class=k>{}</div>",
    "<style>.k{{display:none}}</style><div class=k style='display:block'>{}</div>",
    "<style>.k:hover{{display:none}} .a .k{{display:none}} .k</style><div class=k>{}</div>",
    "<style>.k{{display:none</style><div class=k>{}</div>",
    "<style>/* .k{{display:none}}</style><div class=k>{}</div>",
]


@pytest.mark.parametrize(("content", "text"), SHOWN)
def test_html_reads_as_it_is_seen(content: str, text: str) -> None:
    assert cleaned(text_of(content)) == text


@pytest.mark.parametrize("content", HIDDEN)
def test_what_nobody_sees_is_not_read(content: str) -> None:
    assert text_of(f"vorher {content.format('geheim')} nachher").split() == ["vorher", "nachher"]


@pytest.mark.parametrize("content", SEEN)
def test_what_can_be_seen_is_not_dropped(content: str) -> None:
    assert text_of(f"<table><tr>{content.format('sichtbar')}</tr></table>").split() == ["sichtbar"]


def test_padding_of_a_preview_line_leaves_nothing() -> None:
    assert text_of("Hallo" + "&#847;&zwnj;&nbsp;" * 100 + "Welt") == "Hallo Welt"


WORDS = st.text(alphabet="abcdefäöüßşığабвгдمرحبا", min_size=1, max_size=8)
INLINE = st.sampled_from(["b", "i", "span", "font", "u", "em", "strong", "a", "o:p", "small"])
BLOCK = st.sampled_from(["div", "p", "li", "td", "blockquote", "h2", "section", "center", "pre", "dd"])
STYLE = st.sampled_from(["", " class=x", " style='color:#333'", " style='font-size:12pt'", " align=left", " type=cite"])


@st.composite
def pages(draw, depth: int = 0) -> tuple[str, list[str]]:
    """A piece of HTML, and the words a browser shows of it, in order."""
    pieces: list[str] = []
    shown: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 4 if depth < 4 else 0))
        if kind == 0:
            words = draw(st.lists(WORDS, min_size=1, max_size=4))
            pieces.append(" ".join(words) + " ")
            shown += words
            continue
        inner, seen = draw(pages(depth + 1))
        tag = draw(INLINE if kind == 1 else BLOCK)
        around = {"td": "<table><tr>{}<td></td></tr></table>", "li": "<ol>{}</ol>", "dd": "<dl>{}</dl>"}.get(tag, "{}")
        wrapped = around.format(f"<{tag}{draw(STYLE)}>{inner}</{tag}>")
        hidden = kind == 4 and draw(st.booleans())
        pieces.append(f"<div style='display:none'>{inner}</div>" if hidden else wrapped)
        shown += [] if hidden else seen
        pieces.append(draw(st.sampled_from(["", " ", "\n", "<br>", "<hr>", "<!-- x -->", "<img src=x>"])))
    return "".join(pieces), shown


@settings(max_examples=150, deadline=None)
@given(pages())
def test_no_visible_word_is_lost_and_the_order_is_kept(page) -> None:
    content, words = page

    text = text_of(content)

    marks = {"-", ">", "_" * 32}
    assert [word for word in text.split() if word not in marks and not word[:-1].isdigit()] == words


HOSTILE = [
    "<div>" * 200 + "x" * 100_000,
    "<b>x</b>" * 100_000,
    "<br>" * 300_000,
    "<td>" * 100_000,
    "<li>x" * 100_000,
    "<a href='https://example.org/'>x</a>" * 20_000,
    "<a href='https://example.org/'>" * 50_000,
    "\u200c\u00a0" * 300_000,
    "<p style='" + "a:b;" * 200_000 + "'>x",
    "<p style='" + "font-size:" * 100_000 + "'>x",
    "<p style='" + "position:absolute;left:-" * 50_000 + "'>x",
    "<style>" + "/*" * 500_000 + "</style>x",
    "<style>" + "{" * 500_000 + "</style>x",
    "<style>" + "a,.b{display:none}" * 50_000 + "</style>" + "<p class='" + "b " * 400 + "'>x</p>" * 1_000,
    "<style>.k{display:none}</style>" + "<p class='a b c d e'>x</p>" * 50_000,
    "<blockquote type=cite>" * 200 + "x<br>" * 20_000,
    "<ol>" * 200 + "<li>x" * 20_000,
    "<!--" * 200_000,
    "&nbsp;" * 200_000,
    "<font color='" + "f" * 1_000_000 + "'>x",
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: content[:20])
def test_hostile_html_is_read_in_linear_time(content: str) -> None:
    began = time.process_time()

    text_of(content)

    assert time.process_time() - began < 4
