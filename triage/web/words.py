"""How is everything called on screen, in the reader's language?"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("de", "en")
DOMAIN = "messages"


def N_(msgid: str) -> str:  # noqa: N802 - the name gettext's extractors look for
    """Mark for translation now, translate when shown."""
    return msgid


TOPICS = {
    "aufenthalt": N_("Residence"),
    "einbuergerung": N_("Naturalisation"),
    "sprache": N_("German courses"),
    "arbeit": N_("Work"),
    "bildung": N_("School and education"),
    "wohnen": N_("Housing"),
    "gesundheit": N_("Health"),
    "familie": N_("Family"),
    "finanzen": N_("Money and benefits"),
    "dokumente": N_("Documents"),
    "gewalt_notfall": N_("Violence and emergency"),
    "ehrenamt_netzwerk": N_("Volunteers and network"),
    "sonstiges": N_("Other"),
}
TOWNS = {
    "brueggen": "Brüggen",
    "grefrath": "Grefrath",
    "kempen": "Kempen",
    "nettetal": "Nettetal",
    "niederkruechten": "Niederkrüchten",
    "schwalmtal": "Schwalmtal",
    "toenisvorst": "Tönisvorst",
    "viersen": "Viersen",
    "willich": "Willich",
    "outside": N_("Outside the district"),
    "": N_("Town unclear"),
}
URGENCIES = {"high": N_("P1 Urgent"), "normal": N_("P2 Normal"), "low": N_("P3 Low")}
STATUSES = {"open": N_("open"), "waiting": N_("waiting"), "closed": N_("done")}
CHANNELS = {"email": N_("Mail"), "phone": N_("Call")}
FIELDS = {"topic": N_("Topic"), "municipality": N_("Town"), "urgency": N_("Priority")}
PLACES = {"subject": N_("subject"), "body": N_("text"), "from": N_("sender"), "phone": N_("number")}
KINDS = {
    "request": N_("Request"),
    "followup": N_("Follow-up"),
    "autoreply": N_("Automatic reply"),
    "bounce": N_("Delivery failure"),
    "newsletter": N_("Newsletter"),
    "spam": N_("Spam"),
    "thanks": N_("Thanks"),
}
ACTIONS = {
    "opened": N_("Ticket opened"),
    "appended": N_("Message added"),
    "duplicate": N_("Second copy received"),
    "acknowledged": N_("Acknowledgement sent"),
    "silent": N_("No acknowledgement"),
    "called": N_("Call noted"),
    "gone": N_("Mail moved or removed by hand"),
    "left": N_("Mail stays where it is"),
    "shelved": N_("Mail moved to its folder"),
    "claimed": N_("Taken over"),
    "released": N_("Given back"),
    "corrected": N_("Corrected"),
    "confirmed": N_("Classification confirmed"),
    "noted": N_("Note added"),
    "status": N_("Status changed"),
    "protected": N_("Protected"),
    "unprotected": N_("Protection lifted"),
}
ROLES = {"mitarbeit": N_("Case worker"), "leitung": N_("Head of office"), "admin": N_("Administrator")}
LOOKS = {
    "read": N_("read"),
    "search": N_("found by search"),
    "attachment": N_("file saved"),
    "original": N_("original saved"),
    "html": N_("looked at the mail"),
    "export": N_("exported"),
    "log": N_("looked at this record"),
}
ACCOUNT_ACTIONS = {
    "added": N_("added"),
    "role": N_("role"),
    "circle": N_("sees protected tickets"),
    "mailboxes": N_("mailboxes"),
    "password": N_("new one-time password"),
    "locked": N_("locked"),
    "unlocked": N_("unlocked"),
    "team": N_("team changed"),
    "team_removed": N_("team removed"),
}
PROBLEMS = {
    "note_empty": N_("Please write a few words first."),
    "note_long": N_("This note is too long. Please shorten it to 20,000 characters."),
    "until_past": N_("Please choose a time in the future."),
    "unknown_topic": N_("This topic does not exist."),
    "unknown_municipality": N_("This town does not exist."),
    "unknown_urgency": N_("This priority does not exist."),
    "not_saved": N_("Not saved. Your text is still here. Please try again in a minute."),
    "call_empty": N_("Please write in a few words what the call was about."),
    "name_form": N_("A sign-in name has 2 to 64 letters, digits, dots or hyphens."),
    "name_taken": N_("This sign-in name is taken. Please choose another."),
    "unknown_role": N_("This role does not exist."),
    "self_lock": N_("You cannot lock your own account."),
    "last_admin": N_("One administrator must remain."),
    "team_name": N_("Please give the team a name."),
    "team_taken": N_("A team of this name exists already."),
    "password_wrong": N_("The password until now is not right."),
    "password_short": N_("A password needs 12 to 256 characters."),
    "password_easy": N_("This password is too easy to guess."),
    "password_same": N_("Please choose another password than before."),
    "password_differs": N_("The two new passwords differ."),
    "callback_past": N_("The call-back must be in the future. Please choose another time."),
}
MISHAPS = {
    400: N_("Please check what you entered"),
    401: N_("Please sign in again"),
    403: N_("Not allowed"),
    404: N_("Not found"),
    405: N_("Not found"),
    409: N_("Somebody was faster"),
    413: N_("Too large"),
    422: N_("Please check what you entered"),
    500: N_("That did not work"),
}
LABELS = {**TOPICS, **TOWNS, **URGENCIES}
VALUES = {"topic": TOPICS, "municipality": TOWNS, "urgency": URGENCIES, "status": STATUSES}


@cache
def translations(language: str) -> GNUTranslations:
    """The catalogue, compiled in memory from the .po file. Raises KeyError for a language we do not speak."""
    if language not in LANGUAGES:
        raise KeyError(language)
    source = files("triage.web") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with source.open("rb") as po:
        catalogue = read_po(po, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_name(code: str, reader: str) -> str:
    """ "Arabisch" for "ar"; "" when the language is unknown."""
    if code in ("", "und"):
        return ""
    return str(Locale(reader).languages.get(code, code))
