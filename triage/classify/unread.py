"""What do we say of a message when nothing at all can be said?"""

from __future__ import annotations

from triage.values import Classification, Label, ParsedMessage, Understood


def unread(why: str) -> Understood:
    """Labels by default, so that a ticket says `why` (German) and somebody looks at it."""
    message = ParsedMessage(channel="email", text="", zones=(), defects=(why,))
    labels = Classification(
        language="und",
        kind="request",
        sender_role="client",
        topics=(Label(id="sonstiges", score=0.0),),
        municipality=None,
        urgency=Label(id="normal", score=0.0),
        certain=False,
        rulebook="",
    )
    return Understood(message=message, labels=labels, failure=why)
