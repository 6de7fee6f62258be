"""The desk: teams, views, drafts, tasks, replies, hand-overs, who looked at what

Step 0009, after 0008.
"""

from typing import Any

import phonenumbers
import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LEAST_NUMBER = 100_000  # 110 and 115 are nobody's own
LIVE = [
    "status", "hidden", "topic", "municipality", "urgency", "channel", "certain", "assigned_to", "due_at", "opened_at",
]  # fmt: skip
LIVE_TOO = ["protected", "mailbox", "priority", "callback_until", "language"]


def _new_columns() -> dict[str, list[sa.Column[Any]]]:
    """Made anew for each use: a column belongs to one table."""
    moment = models.columns.UtcDateTime(timezone=True)
    return {
        "ticket": [
            sa.Column("respond_by", moment, nullable=True),
            sa.Column("responded_at", moment, nullable=True),
            sa.Column("recorded_at", moment, nullable=True),
            sa.Column("recorded_by", sa.String(length=64), nullable=True),
            sa.Column("protected", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("merged_into", sa.Integer(), nullable=True),
        ],
        "staff": [
            sa.Column("mailboxes", sa.JSON(), server_default="[]", nullable=False),
            sa.Column("circle", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("password_until", moment, nullable=True),
            sa.Column("keys", sa.String(length=8), server_default="letter", nullable=False),
        ],
        "message": [sa.Column("phone_key", sa.String(length=20), server_default="", nullable=False)],
        "outgoing": [
            sa.Column("cc", sa.Text(), server_default="", nullable=False),
            sa.Column("cites", sa.Text(), server_default="", nullable=False),
            sa.Column("kind", sa.String(length=16), server_default="acknowledgement", nullable=False),
            sa.Column("author", sa.String(length=64), nullable=True),
        ],
    }


def upgrade() -> None:
    op.create_table(
        "readlog",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("staff", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readlog")),
        sa.UniqueConstraint("sealed", name=op.f("uq_readlog_sealed")),
    )
    op.create_index("ix_readlog_staff", "readlog", ["staff"])
    op.create_index("ix_readlog_ticket_id", "readlog", ["ticket_id"])

    op.create_table(
        "staffevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffevent")),
    )
    op.create_index("ix_staffevent_staff", "staffevent", ["staff"])

    op.create_table(
        "savedview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savedview")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_savedview_owner_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("towns", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "callattempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_callattempt_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callattempt")),
    )
    op.create_index("ix_callattempt_ticket_id", "callattempt", ["ticket_id"])

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_draft_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("author", "slot", name=op.f("uq_draft_author_slot")),
    )
    op.create_index("ix_draft_ticket_id", "draft", ["ticket_id"])

    op.create_table(
        "membership",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_membership_staff_id_staff")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "staff_id", name=op.f("pk_membership")),
    )
    op.create_table(
        "presence",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(length=64), nullable=False),
        sa.Column("doing", sa.String(length=8), nullable=False),
        sa.Column("seen_at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_presence_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", "staff", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_seen_at", "presence", ["seen_at"])

    op.create_table(
        "sameperson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["ticket.id"], name=op.f("fk_sameperson_other_id_ticket")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sameperson_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sameperson")),
        sa.UniqueConstraint("ticket_id", "other_id", name=op.f("uq_sameperson_ticket_id_other_id")),
    )
    op.create_index("ix_sameperson_other_id", "sameperson", ["other_id"])
    op.create_index("ix_sameperson_ticket_id", "sameperson", ["ticket_id"])

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("assigned_to", sa.String(length=64), nullable=True),
        sa.Column("due_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_task_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_open", "task", ["assigned_to", "done_at", "due_at"])
    op.create_index("ix_task_ticket_id", "task", ["ticket_id"])

    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hook", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_try", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_delivery_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("hook", "event_id", name=op.f("uq_delivery_hook_event_id")),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "next_try"])

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("receiver", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("consent", sa.String(length=8), nullable=False),
        sa.Column("consent_at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("consent_language", sa.String(length=8), nullable=False),
        sa.Column("wording", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("revoked_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outgoing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name=op.f("fk_handover_outgoing_id_outgoing")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_handover_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_ticket_id", "handover", ["ticket_id"])

    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(length=64), nullable=False),
        sa.Column("at", models.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", models.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_mention_note_id_note")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_mention_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index("ix_mention_note_id", "mention", ["note_id"])
    op.create_index("ix_mention_ticket_id", "mention", ["ticket_id"])
    op.create_index("ix_mention_unseen", "mention", ["staff", "seen_at"])

    op.create_table(
        "outgoingfile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name=op.f("fk_outgoingfile_outgoing_id_outgoing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoingfile")),
    )
    op.create_index("ix_outgoingfile_outgoing_id", "outgoingfile", ["outgoing_id"])

    for table, columns in _new_columns().items():
        for column in columns:
            op.add_column(table, column)
    op.drop_index("ix_ticket_live", "ticket")
    op.create_index(
        "ix_ticket_live", "ticket", [*LIVE, "protected", "mailbox", "priority", "callback_until", "language"]
    )
    op.create_index("ix_ticket_opened", "ticket", ["status", "hidden", "opened_at", "id", "protected", "mailbox"])
    op.create_index("ix_ticket_merged_into", "ticket", ["merged_into"])
    op.create_index("ix_message_phone_key", "message", ["phone_key"])
    stale = sa.text("said < 0")
    op.create_index("ix_searchtext_stale", "searchtext", ["ticket_id"], sqlite_where=stale, postgresql_where=stale)
    _fill_phone_keys()


def _fill_phone_keys() -> None:
    """Calls noted before: numbers under the form in which they are compared."""
    message = sa.table("message", sa.column("phone", sa.String), sa.column("phone_key", sa.String))
    db = op.get_bind()
    for phone in list(db.execute(sa.select(message.c.phone).where(message.c.phone != "").distinct()).scalars()):
        try:
            number = phonenumbers.parse(phone, "DE")
        except phonenumbers.NumberParseException:
            continue
        if (number.national_number or 0) >= _LEAST_NUMBER and phonenumbers.is_possible_number(number):
            key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            db.execute(message.update().where(message.c.phone == phone).values(phone_key=key))


def downgrade() -> None:
    op.drop_index("ix_searchtext_stale", "searchtext")
    op.drop_index("ix_message_phone_key", "message")
    op.drop_index("ix_ticket_merged_into", "ticket")
    op.drop_index("ix_ticket_opened", "ticket")
    op.drop_index("ix_ticket_live", "ticket")
    op.create_index("ix_ticket_live", "ticket", LIVE)
    for table, columns in _new_columns().items():
        for column in columns:
            op.drop_column(table, column.name)
    op.drop_table("outgoingfile")
    op.drop_table("mention")
    op.drop_table("handover")
    op.drop_table("delivery")
    op.drop_table("task")
    op.drop_table("sameperson")
    op.drop_table("presence")
    op.drop_table("membership")
    op.drop_table("draft")
    op.drop_table("callattempt")
    op.drop_table("team")
    op.drop_table("savedview")
    op.drop_table("staffevent")
    op.drop_table("readlog")
