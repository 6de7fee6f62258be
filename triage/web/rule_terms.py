"""What are the parts of a rule called on screen?"""

from __future__ import annotations

from triage.web.words import KINDS, N_, ROLES, TOPICS, URGENCIES

LABELS = {
    **TOPICS,
    **URGENCIES,
    **KINDS,
    **ROLES,
    "settled": N_("is settled"),
    "past": N_("is over"),
    "ongoing": N_("goes on"),
}
FAMILIES = {
    "topics": N_("Topics"),
    "urgency": N_("Priority"),
    "kinds": N_("Kind of message"),
    "marks": N_("Signs of time"),
    "roles": N_("Who writes"),
}
ZONES = {
    "subject": N_("Subject"),
    "body": N_("Text"),
    "quote": N_("Quote"),
    "signature": N_("Signature"),
}
PARTS = {
    "rule": N_("whole rule"),
    "any": N_("word"),
    "unless": N_("exception"),
    "near": N_("word nearby"),
    "near within": N_("distance nearby"),
    "near adds": N_("what nearby adds"),
    "needs": N_("word it needs"),
    "needs within": N_("distance of what it needs"),
    "weight": N_("weight"),
    "label": N_("label"),
    "where": N_("where it looks"),
    "once": N_("counts once"),
    "example": N_("example"),
    "counterexample": N_("counterexample"),
    "hint": N_("learned word"),
    "place": N_("place name"),
    "file": N_("file"),
}
BATCHES = {
    "running": N_("under way"),
    "done": N_("finished"),
    "stopped": N_("stopped"),
    "undoing": N_("being put back"),
    "undone": N_("put back"),
}
SEVERITIES = {"error": N_("Error"), "warning": N_("Please check"), "hint": N_("Hint")}
