"""Which command was meant, and how does it end?"""

from __future__ import annotations

import os
import sys

import typer
from sqlalchemy.exc import DBAPIError

from config.files import SettingsInvalid
from rules.problem import RulesInvalid
from triage.cli import exchanging, foresee, keeping, learned, output, resorting, rules, running, texts, tickets
from triage.errors import BadInput, Refused, SchemaTooNew, SignInRefused, TriageError
from triage.failpoints import armed

app = typer.Typer(
    name="triage",
    help="Shared-inbox triage: every mail and call becomes an explained ticket. --config FILE goes with any command.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (running, tickets, texts, keeping, rules, exchanging, foresee, learned, resorting):
    group.register(app)

# contract.md: 1 a check found something, 2 usage or configuration, 3 temporary, 4 refused for safety
_FOUND, _USAGE, _TEMPORARY, _REFUSED = 1, 2, 3, 4


def main() -> None:
    """Run what the arguments say. Ends the process with the contract's exit code when that fails."""
    if armed is not None:
        output.tell(f"TRIAGE_FAILPOINT: {armed[0]} is armed")
    try:
        sys.argv[1:] = _without_config(sys.argv[1:])
        app()
    except TriageError as error:
        output.tell(str(error))
        raise SystemExit(_exit_code(error)) from None
    except BrokenPipeError:  # `triage tickets | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(_FOUND) from None
    except OSError as error:
        output.tell(f"{error.filename or type(error).__name__}: {error.strerror or 'kann nicht benutzt werden'}.")
        raise SystemExit(_USAGE if error.filename else _TEMPORARY) from None
    except DBAPIError as error:  # the driver's own words may hold what a mail says (promises L8)
        output.tell(f"the database failed: {type(error.orig).__name__}")
        raise SystemExit(_TEMPORARY) from None
    except (SettingsInvalid, RulesInvalid) as error:
        output.tell(str(error))
        raise SystemExit(_USAGE) from None


def _without_config(arguments: list[str]) -> list[str]:
    """Take --config FILE out, wherever it stands before `--`, and leave it where bootstrap looks."""
    kept: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return [*kept, argument, *rest]
        if argument == "--config":
            os.environ["TRIAGE_CONFIG"] = _file_named(next(rest, ""))
        elif argument.startswith("--config="):
            os.environ["TRIAGE_CONFIG"] = _file_named(argument.partition("=")[2])
        else:
            kept.append(argument)
    return kept


def _file_named(text: str) -> str:
    if not text:
        raise BadInput(["--config: Es fehlt der Name der Einstellungsdatei."])
    return text


def _exit_code(error: TriageError) -> int:
    if isinstance(error, (Refused, SchemaTooNew)):
        return _REFUSED
    if isinstance(error, (BadInput, SignInRefused)):
        return _USAGE
    return _FOUND if error.permanent else _TEMPORARY
