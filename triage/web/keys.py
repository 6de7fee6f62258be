"""Which key does what? The one table that buttons, the help page and the dialog agree with."""

from __future__ import annotations

from dataclasses import dataclass

from triage.web.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """Keys that do one thing."""

    letters: tuple[str, ...]  # "g w" is g, then w
    text: str  # msgid
    group: str  # msgid
    rules: bool = False  # only where the rules have a screen


_LIST, _TICKET, _ALL = N_("In the list"), N_("On a ticket"), N_("Everywhere")
SHORTCUTS: tuple[Shortcut, ...] = tuple(
    Shortcut(letters=letters, text=text, group=group, rules=letters == ("g r",))
    for group, letters, text in (
        (_LIST, ("j", "k"), N_("next and previous ticket")),
        (_LIST, ("Enter",), N_("open the ticket")),
        (_LIST, ("x",), N_("tick the ticket; the keys below then mean all ticked ones")),
        (_LIST, ("X",), N_("tick all up to this one (Shift and x)")),
        (_TICKET, ("a",), N_("take over, or give back")),
        (_TICKET, ("e",), N_("done; the next ticket opens")),
        (_TICKET, ("w",), N_("remind me later")),
        (_TICKET, ("b",), N_("the topic is right")),
        (_TICKET, ("u",), N_("the next best topic is right")),
        (_TICKET, ("t",), N_("correct the topic")),
        (_TICKET, ("o",), N_("correct the town")),
        (_TICKET, ("p",), N_("correct the priority")),
        (_TICKET, ("r",), N_("write a reply")),
        (_TICKET, ("i",), N_("write a note")),
        (_TICKET, ("v",), N_("hand over to another office")),
        (_TICKET, ("m",), N_("merge with another ticket")),
        (_ALL, ("z",), N_("undo the last step")),
        (_ALL, ("n",), N_("log a call")),
        (_ALL, ("/",), N_("search")),
        (_ALL, ("g w",), N_("go to the queue")),
        (_ALL, ("g r",), N_("go to the rules, for those who lead")),
        (_ALL, ("g d",), N_("go to the overview, for those who lead")),
        (_ALL, ("Esc",), N_("back to the list, or out of a field")),
        (_ALL, ("?",), N_("this help")),
    )
)
GROUPS = (_LIST, _TICKET, _ALL)
