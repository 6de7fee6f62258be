"""One family of errors; each class builds its own sentence and says whether trying again can help."""

from __future__ import annotations


class TriageError(Exception):
    """Something the product can explain. `permanent`: trying the same again cannot help."""

    permanent = True


class MailboxDown(TriageError):
    """The mail server of an account cannot be used right now."""

    permanent = False

    def __init__(self, account: str, doing: str, why: str) -> None:
        super().__init__(f"mailbox {account}: {doing} failed: {why}")
        self.account, self.doing, self.why = account, doing, why


class SignInRefused(MailboxDown):
    """The mail server refused user and password or token."""

    permanent = True


class FolderMissing(TriageError):
    """A configured folder does not exist."""

    def __init__(self, account: str, folder: str) -> None:
        super().__init__(f"mailbox {account}: there is no folder {folder!r}")


class FolderRefused(TriageError):
    """The server will not create or select a folder."""

    def __init__(self, account: str, folder: str, why: str) -> None:
        super().__init__(f"mailbox {account}: folder {folder!r} cannot be used: {why}")


class SendRefused(TriageError):
    """The sending server said no before the final dot, or answered the dot with 4xx or 5xx."""

    def __init__(self, stage: str, code: int, *, permanent: bool) -> None:
        super().__init__(f"the mail server refused at {stage} with {code}")
        self.stage, self.code, self.permanent = stage, code, permanent


class SendDoubtful(TriageError):
    """The connection broke after the final dot: RFC 1047 leaves open whether the mail was taken."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"the mail server fell silent at {stage}; whether it took the mail is unknown")


class NotTold(TriageError):
    """A program that was to be told something did not take it."""

    def __init__(self, name: str, why: str, *, permanent: bool) -> None:
        super().__init__(f"webhook {name}: {why}")
        self.why, self.permanent = why, permanent


class ClaimLost(TriageError):
    """Another hand holds what this one thought it had claimed."""

    permanent = False

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is held by another worker")


class Conflict(TriageError):
    """Somebody changed the row since it was read."""

    def __init__(self, what: str, by: str, how: str = "") -> None:
        super().__init__(f"{what} was changed by {by} in the meantime")
        self.by, self.how = by, how  # how: the action of the event that tells of it, "" when unknown


class NotFound(TriageError):
    """There is nothing of that name that the asker may see."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} does not exist")


class BadInput(TriageError):
    """What a person gave cannot be used; carries every problem at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Refused(TriageError):
    """Possible, but too dangerous to do without being asked twice (exit 4)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)


class NotUnderstood(TriageError):
    """A mail could not be read within the limits."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the mail could not be read: {why}")
        self.why = why


class WorkerLost(NotUnderstood):
    """The worker that read the mail crashed or ran out of time; it may go better next time."""

    permanent = False


class SchemaTooNew(TriageError):
    """The database was written by a newer program."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the database has schema {found}, which this program does not know; use the newer program")
