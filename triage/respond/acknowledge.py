"""What do we answer, in which words, and where is it queued?"""

from __future__ import annotations

from triage.respond import outbox
from triage.respond.plan import AnswerPolicy, Occasion
from triage.respond.templates import Templates
from triage.respond.wire import is_strict_id
from triage.values import Acknowledgement, Classification


def acknowledgement(occasion: Occasion, templates: Templates, *, number: str) -> Acknowledgement:
    """Fixed words in the sender's language and German. Nothing of the mail is in them (promises L3)."""
    message, policy = occasion.message, occasion.policy
    assert message.sender is not None
    urgent = policy.emergency_text and _is_urgent(occasion.labels)
    language = templates.spoken(occasion.labels.language)
    subject, body = templates.render(language, urgent=urgent, number=number, office_phone=policy.office_phone)
    return Acknowledgement(
        to=message.sender.address,
        language=language,
        subject=subject,
        body=body,
        message_id=outbox.new_message_id(_domain(policy)),
        in_reply_to=message.message_id if is_strict_id(message.message_id) else "",
        urgent=urgent,
    )


def _is_urgent(labels: Classification) -> bool:
    return labels.alarm or labels.urgency.id == "high"


def _domain(policy: AnswerPolicy) -> str:
    return policy.sender.rpartition("@")[2].strip("> ")
