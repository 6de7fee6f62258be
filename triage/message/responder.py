"""Did a program answer by itself: an absence notice, a counter's receipt, a challenge?"""

from __future__ import annotations

from triage.message import machine_words as words
from triage.message import silences
from triage.message.address import mailboxes
from triage.message.circular import is_discussion
from triage.message.signs import Signs
from triage.values import Automatic

_SHORT = 900  # characters; notices are short, a longer text has a matter of its own
_PEOPLES_PROGRAMS = ("user-agent", "x-mailer", "x-originating-ip")
# what may follow the phrase in a responder's subject
_AFTER_PHRASE = (*":：;-–—[](!./'\"", "re:", "re ", "aw:", "auto", "reply", "antwort")
_KINDS = (words.ABSENCE, words.DEPUTY, words.RETURN, words.THANKS, words.GENERATED, words.NO_ANSWER, words.RECEIVED)


def auto_reply(signs: Signs) -> Automatic | None:
    """What says outright that it answers by itself: a header (RFC 3834 §5) or the subject."""
    reason = _by_header(signs) or _by_subject(signs) or _by_weak_subject(signs)
    return Automatic(kind="auto_reply", reason=reason) if reason else None


def generated(signs: Signs) -> Automatic | None:
    """Other mail that a program wrote, and notices known by their words alone."""
    reason = _submitted(signs) or _takes_no_replies(signs) or _by_text(signs)
    return Automatic(kind="auto_reply", reason=reason) if reason else None


def _by_header(signs: Signs) -> str:
    keyword = silences.auto_submitted(signs.headers).replace("_", "-")
    if keyword.startswith(("auto-replied", "autoreplied", "auto-reply")):
        return "Auto-Submitted: auto-replied (RFC 3834)"
    return silences.responder(signs.headers)


def _by_subject(signs: Signs) -> str:
    """The phrase, and after it nothing or a colon; a person who writes about notices needs more to be taken for one."""
    found = signs.title if words.REPLY_SUBJECTS.opens(signs.title) else signs.subject.lstrip("[(* ")
    length = words.REPLY_SUBJECTS.opens(found)
    if not length:
        return ""
    if not signs.is_hushed:
        rest = found[length:].lstrip()
        missing = 0 if not rest or rest.startswith(_AFTER_PHRASE) else 1
        missing += 2 if _is_talk(signs) else 0
        if _kinds(signs) < missing:
            return ""
    return "the subject says automatic reply"


def _by_weak_subject(signs: Signs) -> str:
    """Subjects that people write too: the text must be a notice, or a header must say machine."""
    if words.REPLY_TAGS.within(signs.subject) and not _is_talk(signs) and _kinds(signs) >= 1 + signs.is_passed_on:
        return "the subject is marked as an automatic reply"
    if words.AWAY_ENDS.within(signs.subject) and _says_away(signs):
        return "the subject says who is away, and the text confirms it"
    if words.AWAY_SUBJECTS.opens(signs.title) or words.AWAY_TAGS.within(signs.subject):
        if _says_away(signs) and (signs.is_hushed or _says_back(signs)) and not _is_talk(signs):
            return "subject and text are an absence notice"
    elif words.ACK_SUBJECTS.opens(signs.title) or words.ACK_SUBJECTS.opens(signs.subject):
        says = words.GENERATED.within(signs.fresh) or words.NO_ANSWER.within(signs.fresh)
        if (says or (signs.is_hushed and words.RECEIVED.within(signs.fresh))) and not signs.speaks_of_notices:
            return "subject and text confirm by themselves that a mail arrived"
    return ""


def _is_talk(signs: Signs) -> bool:
    """A person wants something, or speaks of somebody's notice."""
    return signs.asks or signs.speaks_of_notices


def _says_away(signs: Signs) -> bool:
    return words.ABSENCE.within(signs.fresh)


def _says_back(signs: Signs) -> bool:
    return words.DEPUTY.within(signs.fresh) or words.RETURN.within(signs.fresh)


def _kinds(signs: Signs) -> int:
    """How many kinds of phrases of a notice the text has."""
    return sum(table.within(signs.fresh) for table in _KINDS)


def _submitted(signs: Signs) -> str:
    keyword = silences.auto_submitted(signs.headers)
    return f"Auto-Submitted: {keyword[:40]} (RFC 3834)" if keyword else ""


def _takes_no_replies(signs: Signs) -> str:
    """A web form writes from noreply@ for a person whose address stands in Reply-To; a relay does for a list."""
    if not signs.is_machine or is_discussion(signs.headers):
        return ""
    if signs.local in silences.SYSTEM_USERS and not (signs.is_machine_made or signs.subject.startswith("cron <")):
        return ""  # people read and write there too
    answers = mailboxes(signs.headers, "reply-to")
    return "" if any(not silences.is_machine(box) for box in answers) else "the sender address takes no replies"


def _by_text(signs: Signs) -> str:
    """Responders whose subject says nothing: short, asking nothing, and two kinds of a notice's phrases."""
    if len(signs.message.fresh) > _SHORT and not signs.is_hushed:
        return ""
    if is_discussion(signs.headers) or (signs.asks and not signs.is_machine_made):
        return ""
    if signs.is_hushed:
        return "a header asks for silence, and the text is a notice" if _is_notice(signs, surely=False) else ""
    if signs.message.quoted or signs.speaks_of_notices or signs.headers.has(*_PEOPLES_PROGRAMS):
        return ""
    return "the text is a notice of a responder" if _is_notice(signs, surely=True) else ""


def _is_notice(signs: Signs, *, surely: bool) -> bool:
    """Away and who stands in; away, thanks and when back; or generated and what for. `surely`: nothing else says so."""
    if _says_away(signs):
        if words.DEPUTY.within(signs.fresh):
            return True
        if words.RETURN.within(signs.fresh) and (not surely or words.THANKS.within(signs.fresh)):
            return True
    if words.CHALLENGE.within(signs.fresh):
        return not surely or words.THANKS.within(signs.fresh) or _kinds(signs) > 0
    says = words.GENERATED.within(signs.fresh), words.NO_ANSWER.within(signs.fresh)
    return all(says) or (any(says) and (words.RECEIVED.within(signs.fresh) or words.THANKS.within(signs.fresh)))
