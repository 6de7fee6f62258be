"""Every client in every language: the reply alone is fresh, and a forwarded mail is the matter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from quoted_language import K, Language
from quoted_languages_east import EAST
from quoted_languages_west import WEST

from triage.message.bare import read_body

LANGUAGES = [*WEST, *EAST]
TABBED = "{label}:\t{value}"
Layout = Callable[[Language], str]


def block(lang: Language, *, order: str = "fsto", form: str = "{label}: {value}") -> str:
    who, sent, to, subject = lang.labels
    values = {"f": (who, K), "s": (sent, lang.date), "t": (to, "ali@example.org"), "o": (subject, "Re: 7")}
    return "\n".join(form.format(label=values[key][0], value=values[key][1]) for key in order)


def marked(text: str, mark: str = "> ") -> str:
    return "\n".join(mark + line for line in text.split("\n"))


def wrapped(intro: str, at: int) -> str:
    words = intro.split(" ")
    return " ".join(words[:at]) + "\n" + " ".join(words[at:])


BLOCKS: dict[str, Layout] = {
    "outlook desktop": block,
    "outlook with a line": lambda x: f"{'_' * 32}\n{block(x)}",
    "outlook web": lambda x: f"{'_' * 32}\n{block(x, form='{label}: {value}  ')}",
    "outlook, bold stars": lambda x: block(x, form="*{label}:* {value}"),
    "outlook, stars around both": lambda x: block(x, form="**{label}:** {value}"),
    "outlook, no-break blank": lambda x: block(x, form="{label}\u00a0: {value}"),
    "outlook 2007 with dashes": lambda x: f"-----{x.original}-----\n{block(x)}",
    "samsung": lambda x: f"-------- {x.original} --------\n{block(x, order='fsto')}",
    "t-online": lambda x: f"-----{x.original}-----\n{block(x, order='osft')}",
    "em client": lambda x: f"------ {x.original} ------\n{block(x, order='ftso')}",
    "zimbra": lambda x: f"----- {x.original} -----\n{block(x, order='ftso')}",
    "proton, true hyphens": lambda x: f"‐‐‐‐‐‐‐ {x.original} ‐‐‐‐‐‐‐\n{block(x)}",
    "gmx": lambda x: f"Gesendet: 19. November 2026 um 14:02 Uhr\n{block(x, order='fto')}",
    "gmx, subject last": lambda x: block(x, order="sfto"),
    "roundcube": lambda x: f"-------- {x.original} --------\n{block(x, order='osft', form=TABBED)}",
    "notes": lambda x: f"{block(x, order='ftso', form=TABBED)}\n{'-' * 60}",
    "hotmail": lambda x: f"{'-' * 40}\n{block(x, order='sfto')}",
    "right-to-left marks": lambda x: block(x, form="\u200f\u200f{label}: {value}\u200f"),
    "empty lines between": lambda x: block(x).replace("\n", "\n\n"),
    "bare words above": lambda x: f"{x.original}\n{block(x)}",
    "everything on one line": lambda x: block(x).replace("\n", " "),
}


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
@pytest.mark.parametrize("client", BLOCKS)
def test_header_lines_end_the_reply(client: str, lang: Language) -> None:
    message = read_body(f"{lang.reply}\n\n{BLOCKS[client](lang)}\n\n{lang.history}\n", "Re: 7")

    assert message.fresh == lang.reply
    assert lang.history in message.quoted


INTROS = [(lang, intro.replace("@", K)) for lang in LANGUAGES for intro in lang.intros]
BELOW = {
    "marked": lambda text: f"\n{marked(text)}",
    "marked after an empty line": lambda text: f"\n\n{marked(text, '>')}",
    "marked twice": lambda text: f"\n{marked(text)}\n>\n>> alt\n> > älter",
    "bars": lambda text: f"\n{marked(text, '| ')}",
    "unmarked": lambda text: f"\n\n{text}",
    "close": lambda text: f"\n{text}",
    "nothing": lambda _: "",
}


@pytest.mark.parametrize(("lang", "intro"), INTROS, ids=lambda value: getattr(value, "code", "") or str(value)[:24])
@pytest.mark.parametrize("below", BELOW)
def test_an_introduction_ends_the_reply(below: str, lang: Language, intro: str) -> None:
    message = read_body(f"{lang.reply}\n\n{intro}{BELOW[below](lang.history)}\n")

    assert message.fresh == lang.reply


@pytest.mark.parametrize(("lang", "intro"), INTROS, ids=lambda value: getattr(value, "code", "") or str(value)[:24])
@pytest.mark.parametrize("part", [0.45, 0.6, 0.75, 0.9])
def test_an_introduction_may_break_where_lines_end(part: float, lang: Language, intro: str) -> None:
    words = intro.split(" ")
    at = max(4, round(len(words) * part))  # programs break at about 75 characters, never after two words
    if at >= len(words) - (words[-1] == ":"):
        at = len(words) - 2
    message = read_body(f"{lang.reply}\n\n{wrapped(intro, at)}\n{marked(lang.history)}\n")

    assert message.fresh == lang.reply


@pytest.mark.parametrize(("lang", "intro"), INTROS, ids=lambda value: getattr(value, "code", "") or str(value)[:24])
def test_answers_below_and_between_marked_lines_are_fresh(lang: Language, intro: str) -> None:
    first, last = lang.reply.split("\n")[0], "7 + 7"

    message = read_body(f"{intro}\n{marked(lang.history)}\n\n{first}\n\n> 6\n\n{last}\n")

    assert message.fresh.split() == f"{first} {last}".split()


@pytest.mark.parametrize(("lang", "intro"), INTROS, ids=lambda value: getattr(value, "code", "") or str(value)[:24])
def test_the_writer_may_be_without_an_address(lang: Language, intro: str) -> None:
    named = intro.replace(" <kim@example.net>", "")

    message = read_body(f"{lang.reply}\n\n{named}\n{marked(lang.history)}\n")

    assert message.fresh == lang.reply


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
def test_a_typed_sentence_with_a_colon_stays(lang: Language) -> None:
    text = f"{lang.reply}\n{lang.typed}\n{lang.history}"

    assert read_body(text).fresh == text


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
def test_a_typed_list_of_arrows_stays(lang: Language) -> None:
    text = f"{lang.reply}\n\n1:\n> a b c\n> d e f"

    assert read_body(text).fresh == text


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
def test_a_web_form_stays(lang: Language) -> None:
    text = f"Name: Ali Beispiel\nE-Mail: ali@example.org\n{lang.labels[3]}: 7\nNachricht:\n{lang.reply}"

    assert read_body(text).fresh == text


FORWARDS: dict[str, Layout] = {
    "gmail": lambda x: f"---------- {x.forwarded} ---------\n{block(x, order='fsot')}",
    "thunderbird": lambda x: f"-------- {x.forwarded} --------\n{block(x, order='osft', form=TABBED)}",
    "apple": lambda x: f"{x.forwarded}:\n\n{block(x, order='fost')}",
    "dashes alone": lambda x: f"-------- {x.forwarded} --------",
}


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
@pytest.mark.parametrize("client", FORWARDS)
def test_a_forwarded_mail_is_the_matter(client: str, lang: Language) -> None:
    message = read_body(f"{lang.reply}\n\n{FORWARDS[client](lang)}\n\n{lang.history}\n\n{block(lang)}\n\n000\n")

    assert message.fresh == f"{lang.reply}\n{lang.history}"
    assert "000" in message.quoted
    if client != "dashes alone":
        assert message.concerned is not None
        assert (message.concerned.name, message.concerned.address) == ("Kim Muster", "kim@example.net")


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
def test_header_lines_with_nothing_above_are_a_forward(lang: Language) -> None:
    message = read_body(f"{block(lang)}\n\n{lang.history}\n", "WG: 7")

    assert message.fresh == lang.history
    assert message.concerned is not None
    assert message.concerned.address == "kim@example.net"


@pytest.mark.parametrize("lang", LANGUAGES, ids=lambda lang: lang.code)
def test_marked_lines_that_were_forwarded_are_the_matter(lang: Language) -> None:
    inner = f"{block(lang)}\n\n{lang.history}\n\n>> 000"
    message = read_body(f"{lang.reply}\n\nBegin forwarded message:\n\n{marked(inner)}\n", "Fwd: 7")

    assert message.fresh == f"{lang.reply}\n> {lang.history}\n>"
    assert message.concerned is not None
    assert message.concerned.address == "kim@example.net"
