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
ROLES = {
    "client": N_("Person seeking advice"),
    "helper": N_("Helper"),
    "institution": N_("Institution"),
    "press": N_("Press"),
    "spam": N_("Advertising"),
    "auto": N_("Machine"),
}
SORTS = {
    "work": N_("What is due first"),
    "newest": N_("Newest first"),
    "waiting": N_("Longest waiting first"),
    "due": N_("By deadline"),
    "town": N_("By town"),
}
PRESENT = {"reads": N_("%(name)s is reading"), "writes": N_("%(name)s is writing")}
TAKEN = {
    "claimed": N_("taken over by %(name)s"),
    "closed": N_("done by %(name)s"),
    "waiting": N_("put aside by %(name)s"),
    "open": N_("opened again by %(name)s"),
}
STEPS = {
    "claimed": N_("Taken over:"),
    "released": N_("Given back:"),
    "corrected": N_("Corrected:"),
    "confirmed": N_("Confirmed:"),
    "closed": N_("Done:"),
    "waiting": N_("Put aside:"),
    "open": N_("Open again:"),
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
    "undone": N_("Step taken back"),
}
PROBLEMS = {
    "note_empty": N_("Please write a few words first."),
    "note_long": N_("This note is too long. Please shorten it to 20,000 characters."),
    "until_past": N_("Please choose a time in the future."),
    "unknown_topic": N_("This topic does not exist."),
    "unknown_municipality": N_("This town does not exist."),
    "unknown_urgency": N_("This priority does not exist."),
    "undo_gone": N_("This step cannot be taken back any more."),
    "none_picked": N_("Please tick at least one ticket first."),
    "too_many_picked": N_("Please tick at most 100 tickets."),
    "view_name": N_("Please give the view a name of at most 80 letters."),
    "view_long": N_("These are too many filters for one view."),
    "view_many": N_("You have 30 views. Please remove one first."),
    "view_shared": N_("Only those who lead can share views."),
    "view_taken": N_("You already have a view of this name."),
    "not_saved": N_("Not saved. Your text is still here. Please try again in a minute."),
    "call_empty": N_("Please write in a few words what the call was about."),
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
