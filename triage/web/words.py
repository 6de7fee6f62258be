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
    "passed_on": N_("Passed on"),
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
    "protected": N_("Protected"),
    "unprotected": N_("Protection lifted"),
    "merged": N_("Merged"),
    "merged_in": N_("Another ticket came in"),
    "unmerged": N_("Parted again"),
    "split": N_("Split off"),
    "split_from": N_("Begun by splitting off"),
    "resorted": N_("Classified anew"),
    "resort_undone": N_("Former classification restored"),
    "same_person": N_("Same person"),
    "other_person": N_("Another person"),
    "task_added": N_("Task added"),
    "task_done": N_("Task done"),
    "task_reopened": N_("Task open again"),
    "answered": N_("Reply written"),
    "replied": N_("Reply sent"),
    "sent": N_("Mail sent"),
    "unclear": N_("Unclear whether a mail arrived"),
    "send_failed": N_("Mail not sent"),
    "reply_taken_back": N_("Reply taken back"),
    "reply_again": N_("Sent again on request"),
    "reply_arrived": N_("Noted as arrived"),
    "call_attempt": N_("Called back"),
    "handed_over": N_("Passed on"),
    "consent_revoked": N_("Consent taken back"),
    "recorded": N_("Entered in the KIM database"),
    "unrecorded": N_("Mark removed"),
}
RESULTS = {
    "reached": N_("Reached"),
    "not_reached": N_("Not reached"),
    "message_left": N_("Left a message"),
    "wrong_number": N_("Wrong number"),
}
WAYS = {"mail": N_("by mail to"), "print": N_("on paper"), "phone": N_("by phone")}
GROUNDS = {"oral": N_("oral"), "written": N_("written"), "danger": N_("none, danger to life")}
OUTBOX = {
    "queued": N_("mail is waiting"),
    "claimed": N_("mail is being sent"),
    "dot_sent": N_("mail is being sent"),
    "sent": N_("mail was sent"),
    "failed": N_("mail was not sent"),
    "unklar": N_("not known whether the mail arrived"),
    "cancelled": N_("mail was stopped"),
}
STAFF_ROLES = {"mitarbeit": N_("Case worker"), "leitung": N_("Head of office"), "admin": N_("Administrator")}
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
    "reply_empty": N_("Please write your reply first."),
    "reply_long": N_("This reply is too long. Please shorten it to 20,000 characters."),
    "until_far": N_("Please choose a time within a year."),
    "reply_gone": N_("The reply is on its way and cannot be taken back."),
    "reply_not_open": N_("Nothing is to be decided about this mail any more."),
    "dry_run": N_("This mailbox is on a dry run. Nothing is sent."),
    "to_missing": N_("Please enter the mail address of the person."),
    "to_unknown": N_("This address does not take part in the ticket."),
    "to_machine": N_("Nobody reads mail to this address. Please choose another one."),
    "to_wrong": N_("This is not a mail address. Please check it."),
    "cc_unknown": N_("This copy cannot be sent. Please choose again."),
    "module_unknown": N_("This ready-made text does not exist any more."),
    "files_large": N_("The files are larger than 35 MB. Please leave some out."),
    "files_many": N_("These are more than 20 files. Please leave some out."),
    "file_virus": N_("A virus was found in one of the files. It was not kept."),
    "draft_long": N_("This text is too long to be kept. Please shorten it."),
    "draft_slot": N_("This draft cannot be kept."),
    "unknown_colleague": N_("Please choose to whom you pass it on."),
    "list_empty": N_("Please choose a file that holds a list of calls."),
    "list_large": N_("This list is too large. Please split it into several."),
    "merge_unknown": N_("This ticket does not exist. Please check the number."),
    "merge_itself": N_("This is the same ticket. Please choose another one."),
    "merge_absent": N_("This ticket is not merged into the other one any more."),
    "merge_moved_on": N_("Parts of it have moved on. Please undo that first."),
    "split_none": N_("Please choose at least one message."),
    "split_all": N_("One message must stay. Please leave at least one."),
    "split_absent": N_("This ticket was not split off."),
    "split_worked_on": N_("Work went on here since. Please merge it instead."),
    "person_unknown": N_("This ticket does not exist. Please check the number."),
    "person_itself": N_("This is the same ticket. Please choose another one."),
    "task_empty": N_("Please write what is to be done."),
    "task_long": N_("This task is too long. Please shorten it to 500 characters."),
    "task_colleague": N_("This colleague may not see the ticket. Please choose another one."),
    "task_day": N_("Please choose a day."),
    "mention_unseen": N_("Somebody you call may not see this ticket. The note was not saved."),
    "mention_ambiguous": N_("Several colleagues have this name. Please use the sign-in name."),
    "mention_many": N_("Please call at most 20 colleagues in one note."),
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
    "unknown_result": N_("Please choose how the call ended."),
    "call_note_long": N_("This note is too long. Please shorten it to 2,000 characters."),
    "receiver_missing": N_("Please write which office gets the case."),
    "receiver_wrong": N_("Please shorten the name of the office to one line."),
    "way_missing": N_("Please choose how the case is passed on."),
    "address_wrong": N_("Please write the mail address of the office."),
    "address_own": N_("This is our own address. Please write that of the other office."),
    "part_unknown": N_("Please choose again what is passed on."),
    "nothing_chosen": N_("Please choose what the office needs to know."),
    "summary_long": N_("The summary is too long. Please shorten it to 4,000 characters."),
    "consent_missing": N_("The person must agree first. Please ask, and note how they answered."),
    "consent_language": N_("Please choose the language in which the person was asked."),
    "consent_when": N_("Please write when the person agreed."),
    "consent_taken_back": N_("The person has taken their consent back. Please ask again first."),
    "reason_missing": N_("Please write in a sentence why it cannot wait for consent."),
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
# What is often noted, to be added to a call's note by a press.
CHIPS = (
    N_("asks to be called back"),
    N_("hardly speaks German"),
    N_("needs an interpreter"),
    N_("asks for a German course"),
    N_("looks for a flat"),
    N_("has a letter from an office"),
    N_("residence permit runs out"),
    N_("asks for an appointment"),
    N_("child needs a place at school"),
    N_("certificates to be recognised"),
    N_("deadline is near"),
    N_("wrong number, told whom to ring"),
)
COLUMNS = {
    "received_at": N_("Time (needed)"),
    "caller": N_("Name"),
    "phone": N_("Number"),
    "language": N_("Language"),
    "note": N_("Note (needed)"),
    "town": N_("Town"),
    "urgent": N_("Urgent (yes or no)"),
    "callback_until": N_("Call back until"),
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
