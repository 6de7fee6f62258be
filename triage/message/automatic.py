"""Was this mail written by a machine, of which kind, and by which sign do we know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from triage.message import machine_words as words
from triage.message import silences
from triage.message.address import mailboxes
from triage.message.headers import Headers
from triage.values import Address, Automatic, ParsedMessage

_SHORT = 900  # characters; absence notices are short, a longer text has a matter of its own
_END = 4000  # characters of a long text that are looked at, at each end
_OPENING = 400  # characters in which a delivery failure says what it is


@dataclass(frozen=True, slots=True)
class _Mail:
    """What the questions look at."""

    headers: Headers
    subject: str  # casefolded
    fresh: str  # casefolded, what was newly written
    whole: str  # casefolded, beginning and end of the readable text
    sender: Address | None
    types: frozenset[str]  # media types of the leaf parts
    report: str  # report-type of multipart/report, lower-case


def automatic(
    headers: Headers, message: ParsedMessage, types: Iterable[str] = (), report: str = ""
) -> Automatic | None:
    """The first sign found, strongest first; None for mail a person wrote.

    `types`: media types of the leaf parts; `report`: the report-type of a multipart/report.
    """
    text = message.text
    mail = _Mail(
        headers,
        message.subject.casefold(),
        message.fresh[: _SHORT * 2].casefold(),
        (text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}").casefold(),
        message.sender,
        frozenset(types),
        report,
    )
    return next((found for question in _QUESTIONS if (found := question(mail)) is not None), None)


def _feedback_loop(mail: _Mail) -> Automatic | None:
    if mail.report == "feedback-report" or "message/feedback-report" in mail.types:
        return Automatic(kind="feedback_loop", reason="abuse report (RFC 5965)")
    return None


def _receipt(mail: _Mail) -> Automatic | None:
    if mail.report == "disposition-notification" or "message/disposition-notification" in mail.types:
        return Automatic(kind="receipt", reason="disposition notification (RFC 8098)")
    if mail.subject.startswith(words.RECEIPT_SUBJECTS) and _asks_nothing(mail) and len(mail.fresh) < _OPENING:
        return Automatic(kind="receipt", reason="the subject says read receipt")
    return None


def _bounce(mail: _Mail) -> Automatic | None:
    if mail.report == "delivery-status" or "message/delivery-status" in mail.types:
        return Automatic(kind="bounce", reason="delivery status notification (RFC 3464)")
    if mail.headers.has("x-failed-recipients"):
        return Automatic(kind="bounce", reason="X-Failed-Recipients")
    says = any(phrase in mail.subject for phrase in words.BOUNCE_SUBJECTS)
    if not says and not _is_daemon(mail):
        return None
    explains = any(phrase in mail.whole for phrase in words.BOUNCE_SENTENCES)
    if says and (_is_daemon(mail) or (explains and not _is_answer(mail))):
        return Automatic(kind="bounce", reason="the subject says undelivered, and sender or text confirm it")
    if explains:
        return Automatic(kind="bounce", reason="a mail system wrote that delivery failed")
    return None


def _auto_reply(mail: _Mail) -> Automatic | None:
    keyword = silences.auto_submitted(mail.headers)
    if keyword.startswith("auto-replied"):
        return Automatic(kind="auto_reply", reason="Auto-Submitted: auto-replied (RFC 3834)")
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply"):
        if mail.headers.first(name).strip().lower() not in ("", "no", "false"):
            return Automatic(kind="auto_reply", reason=name.title())
    if mail.headers.first("precedence").strip().lower() == "auto_reply":
        return Automatic(kind="auto_reply", reason="Precedence: auto_reply")
    if mail.subject.lstrip("[]# ").startswith(words.REPLY_SUBJECTS):
        return Automatic(kind="auto_reply", reason="the subject says automatic reply")
    return None


def _newsletter(mail: _Mail) -> Automatic | None:
    headers = mail.headers
    bulk = headers.first("precedence").strip().lower() == "bulk"
    if headers.has("list-unsubscribe-post") or (headers.has("list-unsubscribe") and not _is_discussion(headers)):
        return Automatic(kind="newsletter", reason="List-Unsubscribe without a list to post to (RFC 2369, RFC 8058)")
    if bulk and not silences.auto_submitted(headers):
        return Automatic(kind="newsletter", reason="Precedence: bulk")
    named = any(word in mail.subject for word in words.NEWSLETTER_SUBJECTS)
    named = named or _local(mail.sender).startswith("newsletter")
    leaves = any(phrase in mail.fresh for phrase in words.LEAVING)
    if named and not leaves and any(phrase in mail.whole for phrase in words.UNSUBSCRIBE):
        return Automatic(kind="newsletter", reason="called a newsletter and tells how to unsubscribe")
    return None


def _list(mail: _Mail) -> Automatic | None:
    if _is_discussion(mail.headers) or mail.headers.has("list-id", "mailing-list"):
        return Automatic(kind="list", reason="sent over a mailing list (RFC 2369, RFC 2919)")
    if mail.headers.first("precedence").strip().lower() == "list":
        return Automatic(kind="list", reason="Precedence: list")
    return None


def _generated(mail: _Mail) -> Automatic | None:
    keyword = silences.auto_submitted(mail.headers)
    if keyword:
        return Automatic(kind="auto_reply", reason=f"Auto-Submitted: {keyword[:40]} (RFC 3834)")
    if _is_no_reply(mail) and not _answers_elsewhere(mail):
        return Automatic(kind="auto_reply", reason="the sender address takes no replies")
    return None


def _says_so(mail: _Mail) -> Automatic | None:
    """Responders without any header: short, asking nothing, and in a machine's words."""
    if len(mail.fresh) > _SHORT or "?" in mail.fresh or not _asks_nothing(mail):
        return None
    if any(phrase in mail.fresh for phrase in words.GENERATED):
        return Automatic(kind="auto_reply", reason="the text says it was generated automatically")
    away = any(phrase in mail.fresh for phrase in words.ABSENCE)
    if away and any(phrase in mail.fresh for phrase in words.RETURN):
        return Automatic(kind="auto_reply", reason="the text is an absence notice")
    return None


def _asks_nothing(mail: _Mail) -> bool:
    if any(sign in mail.fresh for sign in "?؟"):
        return False
    return not any(phrase in mail.fresh for phrase in words.REQUESTS)


def _is_daemon(mail: _Mail) -> bool:
    """A mail system by its address, or by the null sender of RFC 5321 §4.5.5."""
    null_path = mail.headers.first("return-path").replace(" ", "") == "<>"
    return null_path or _local(mail.sender) in ("mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon")


def _is_answer(mail: _Mail) -> bool:
    """A person who answers a bounce keeps its subject: "AW: Unzustellbar …"."""
    return mail.subject.startswith(("aw:", "re:", "wg:", "fwd:", "fw:"))


def _is_no_reply(mail: _Mail) -> bool:
    return silences.is_machine(mail.sender) and not _is_daemon(mail)


def _answers_elsewhere(mail: _Mail) -> bool:
    """A web form writes from noreply@ for a person whose address stands in Reply-To."""
    return any(not silences.is_machine(box) for box in mailboxes(mail.headers, "reply-to"))


def _is_discussion(headers: Headers) -> bool:
    return headers.has("list-post") and not headers.first("list-post").strip().lower().startswith("no")


def _local(sender: Address | None) -> str:
    return sender.address.rpartition("@")[0].lower() if sender else ""


# strongest sign first: a bounce is often also "auto-replied", a newsletter often also "auto-generated"
_QUESTIONS: tuple[Callable[[_Mail], Automatic | None], ...] = (
    _feedback_loop,
    _receipt,
    _bounce,
    _auto_reply,
    _newsletter,
    _list,
    _generated,
    _says_so,
)
