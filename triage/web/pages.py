"""How does a template become an answer in the reader's language?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2_fragments import render_block
from markupsafe import Markup, escape
from sqlmodel import Session
from starlette.responses import HTMLResponse

from models.team import Team
from models.view import SavedView
from triage.desk.calls import dialled
from triage.desk.mailboxes import MailboxHealth, mailboxes
from triage.desk.mine import count
from triage.desk.order import deadline_of, is_overdue
from triage.desk.queue import Counts, counts
from triage.desk.ring_back import next_window
from triage.desk.sessions import SignedIn
from triage.desk.suggest import words as proofs
from triage.desk.teams import teams_of
from triage.desk.views import views_of
from triage.message.viewable import PROMISING
from triage.web import keys, rule_terms, times, words
from triage.web.assets import assets
from triage.web.bidi import plain
from triage.web.desk import Desk, desk_of, who


class _Said(Extension):
    """Puts words without variables into the reader's language when a template is compiled, not on every page.

    `_("Save")` becomes what gettext says of it, marked as safe: an environment has one language.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens with those of such a call replaced."""
        said = words.translations(str(self.environment.globals["LANGUAGE"])).gettext
        held: list[Token] = []
        for token in stream:
            held.append(token)
            if not all(fits(each) for fits, each in zip(_CALL, held, strict=False)):
                yield from held
                held.clear()
            elif len(held) == len(_CALL):
                _, left, text, right = held
                safe = (Token(text.lineno, "pipe", "|"), Token(text.lineno, "name", "safe"))
                yield from (left, Token(text.lineno, "string", said(text.value) % {}), *safe, right)
                held.clear()
        yield from held


_CALL: tuple[Callable[[Token], bool], ...] = (
    lambda token: token.test("name:_"),
    lambda token: token.type == "lparen",
    lambda token: token.type == "string",
    lambda token: token.type == "rparen",
)


@cache
def environment(language: str) -> Environment:
    """The templates of one language, compiled once."""
    folder = files("triage.web") / "templates"
    sources = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".html")}
    env = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", _Said],
    )
    t = words.translations(language)
    env.install_gettext_callables(t.gettext, t.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    env.globals |= {
        "static": assets().url,
        "words": words,
        "rule_terms": rule_terms,
        "keys": keys,
        "LANGUAGE": language,
        "VIEWABLE": PROMISING,
    }
    env.globals |= {"typed": "", "faster": None}  # what a conflict left of a form
    env.globals |= {"named_options": _named_options, "language_options": _language_options}
    env.filters |= {
        "plain": plain,
        "decimal": _decimal,
        "dial": _dial,
        "overdue": is_overdue,
        "deadline": deadline_of,
        "translated": _translated,
    }
    env.filters |= {
        "lasting": _lasting,
        "hours": _hours,
        "clock": _clock,
        "second": _second,
        "proofs": proofs,
        "translated": _translated,
    }
    env.filters |= {
        "when": _when,
        "day": _day,
        "left": _left,
        "exact": _exact,
        "ending": _ending,
        "spoken": _spoken,
        "named": _named,
    }
    return env


def page(request: Request, template: str, *, status: int = 200, block: str = "", **context: Any) -> HTMLResponse:
    """A whole page, or only its block where htmx asks for a part of it."""
    desk, me = desk_of(request), who(request)
    env = environment(language_of(request, me))
    values = _frame(request, desk, me) | context
    if block and wants_part(request):
        body = render_block(env, template, block, **values)
    else:
        body = env.get_template(template).render(**values)
    return HTMLResponse(body, status_code=status, headers={"Vary": "HX-Request, Cookie"})


def part(request: Request, template: str, **context: Any) -> HTMLResponse:
    """A piece of a page that stands already: without what the frame would ask the database."""
    desk, me = desk_of(request), who(request)
    body = environment(language_of(request, me)).get_template(template).render(**_around(request, desk, me), **context)
    return HTMLResponse(body, headers={"Vary": "HX-Request, Cookie"})


def wants_part(request: Request) -> bool:
    """Whether htmx will put the answer into a page that is already there."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-request-type") == "partial"


def language_of(request: Request, me: SignedIn | None) -> str:
    """The reader's language: their setting, else what the address asks for, else German."""
    chosen = me.language if me else request.query_params.get("lang", "de")
    return chosen if chosen in words.LANGUAGES else "de"


def _around(request: Request, desk: Desk, me: SignedIn | None) -> dict[str, Any]:
    now = desk.office.clock.now()
    return {"me": me, "now": now, "zone": desk.zone, "web": desk.web, "path": _path(request), "office": desk.office}


def _frame(request: Request, desk: Desk, me: SignedIn | None) -> dict[str, Any]:
    values = _around(request, desk, me)
    now = values["now"]
    values["scans"] = desk.office.scanner is not None
    values["partners"] = desk.office.partners
    values["next_window"] = f"{next_window(now, desk.office.promises.calendar):%Y-%m-%dT%H:%M}"
    values["tomorrow"] = times.tomorrow_morning(now, desk.zone)
    if me is not None:
        with desk.office.store.reading() as db:
            values |= _shell(db, me, now)
    return values


def _shell(
    db: Session, me: SignedIn, now: datetime
) -> dict[str, Counts | int | tuple[MailboxHealth, ...] | tuple[SavedView, ...] | tuple[Team, ...]]:
    return {
        "counts": counts(db, me.viewer, now),
        "for_me": count(db, me.viewer),
        "mailboxes": mailboxes(db, now),
        "views": views_of(db, me.viewer),
        "my_teams": teams_of(db, me.viewer),
    }


def _path(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _time(moment: datetime, zone: ZoneInfo, text: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), times.exact(moment, zone), text
    )


@pass_context
def _when(context: Context, moment: datetime) -> Markup:
    zone, t = context["zone"], words.translations(context["LANGUAGE"])
    return _time(moment, zone, times.words(moment, context["now"], zone, t))


@pass_context
def _day(context: Context, moment: datetime) -> Markup:
    zone, t = context["zone"], words.translations(context["LANGUAGE"])
    return _time(moment, zone, times.day(moment, context["now"], zone, t))


@pass_context
def _left(context: Context, moment: datetime) -> Markup:
    zone, t = context["zone"], words.translations(context["LANGUAGE"])
    return _time(moment, zone, times.left(moment, context["now"], zone, t))


@pass_context
def _second(context: Context, moment: datetime) -> str:
    return f"{moment.astimezone(context['zone']):%H:%M:%S}"


@pass_context
def _clock(context: Context, moment: datetime) -> str:
    return moment.astimezone(context["zone"]).strftime("%-H:%M:%S" if moment > context["now"] else "%-H:%M")


@pass_context
def _lasting(context: Context, length: timedelta) -> str:
    return times.span(length, words.translations(context["LANGUAGE"]))


@pass_context
def _hours(context: Context, length: timedelta) -> str:
    """Working time, in hours and minutes: a day of it would mean something else to everybody."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    t = words.translations(context["LANGUAGE"])
    said = {"hours": hours, "minutes": minutes}
    return (t.gettext("%(hours)d h %(minutes)d min") if hours else t.gettext("%(minutes)d min")) % said


@pass_context
def _ending(context: Context, midnight: datetime) -> str:
    """The day that ends at a midnight."""
    return (midnight - timedelta(seconds=1)).astimezone(context["zone"]).strftime("%d.%m.%Y")


@pass_context
def _exact(context: Context, moment: datetime) -> Markup:
    return escape(times.exact(moment, context["zone"]))


@pass_context
def _spoken(context: Context, code: str) -> str:
    return words.language_name(code, context["LANGUAGE"])


@pass_context
def _named(context: Context, value: str | None, names: dict[str, str]) -> str:
    """The name of an id in the reader's language; an unknown id stays as it is."""
    name = names.get(value or "")
    return words.translations(context["LANGUAGE"]).gettext(name) if name else (value or "")


@pass_context
def _translated(context: Context, msgid: str) -> str:
    return words.translations(context["LANGUAGE"]).gettext(msgid)


@pass_context
def _named_options(context: Context, names: dict[str, str], empty: str = "") -> list[tuple[str, str]]:
    """(value, text) for a list to choose from; the empty id is sent as `empty`."""
    return [(value or empty, _named(context, value, names)) for value in names]


@pass_context
def _language_options(context: Context, codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, words.language_name(code, context["LANGUAGE"])) for code in codes]


def _dial(phone: str) -> str:
    """A printed number for a tel: link; short ones such as 110 and 116 016 know no country."""
    return (dialled(phone) if phone.startswith(("0", "+")) else "") or phone.replace(" ", "")


@pass_context
def _decimal(context: Context, number: str) -> str:
    """A printed number with the reader's decimal mark."""
    return number.replace(".", ",") if context["LANGUAGE"] == "de" else number
