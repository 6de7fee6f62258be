"""user, config, db, doctor, mail, rules, failpoints, version: what keeps the house in order."""

from __future__ import annotations

import getpass
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from triage.cli import output, people
from triage.cli.house import opened
from triage.errors import BadInput, NotFound

user_app = typer.Typer(no_args_is_help=True, help="Accounts.")
config_app = typer.Typer(no_args_is_help=True, help="The settings.")
db_app = typer.Typer(no_args_is_help=True, help="The database.")
mail_app = typer.Typer(no_args_is_help=True, help="The mailboxes.")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for name, group in (
        ("user", user_app),
        ("config", config_app),
        ("db", db_app),
        ("mail", mail_app),
    ):
        app.add_typer(group, name=name)
    people.register(user_app)
    app.command("doctor")(doctor)
    app.command("failpoints")(failpoints)
    app.command("version")(version)


@user_app.command("add")
def user_add(
    name: str,
    role: Annotated[str, typer.Option("--role", help="mitarbeit, leitung or admin.")],
    shown: Annotated[str, typer.Option("--shown", help="What colleagues read.")] = "",
    password_file: Annotated[Path | None, typer.Option("--password-file", help="Else it is asked for.")] = None,
) -> None:
    """Create an account; the password is asked for or read from a file."""
    from triage.desk.accounts import add_user

    password = password_file.read_text(encoding="utf-8").rstrip("\r\n") if password_file else _asked()
    with opened() as house:
        add_user(house.office, name=name, password=password, role=role, shown=shown)
    output.say(f"{name}: angelegt ({role}).")


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Passwort: ")
    if getpass.getpass("Noch einmal: ") != first:
        raise BadInput(["Die beiden Eingaben sind verschieden."])
    return first


@user_app.command("token")
def user_token(
    name: str,
    scope: Annotated[list[str], typer.Option("--scope", help="read, write or calls; more than once for several.")],
    label: Annotated[str, typer.Option("--label", help="What the program is; shown in the list.")],
) -> None:
    """Print a token a program signs in with in this person's name; it is shown this once."""
    from triage.desk.tokens import issue

    with opened() as house:
        token = issue(house.office, name, label, scope)
    output.say(token)
    output.tell("Bitte gleich sicher ablegen: Das Token wird nicht noch einmal angezeigt.")


@user_app.command("tokens")
def user_tokens(as_json: AsJson = False) -> None:
    """List the tokens there are, never the tokens themselves."""
    from triage.desk.tokens import issued

    with opened() as house:
        found = issued(house.office)
    for token in found:
        if as_json:
            output.line(asdict(token))
        else:
            used = f"zuletzt {token.used_at:%d.%m.%Y}" if token.used_at else "nie benutzt"
            state = "gesperrt" if token.revoked else used
            output.say(f"{token.id:>4}  {token.name}  {token.scopes}  {state}  {token.label}")


@user_app.command("revoke")
def user_revoke(token: Annotated[int, typer.Argument(help="Its number in `triage user tokens`.")]) -> None:
    """Make a token worthless at once."""
    from triage.desk.tokens import revoke

    with opened() as house:
        revoke(house.office, token)
    output.say(f"Token {token}: gesperrt.")


@config_app.command("check")
def config_check() -> None:
    """Check settings, rules, places, templates, competent offices and consent; every problem at once."""
    from rules.load import shipped
    from triage.bootstrap import read_settings
    from triage.packs import partners, templates

    loaded = read_settings(None, os.environ)
    templates(os.environ)
    partners(os.environ)
    shipped()
    output.say(f"In Ordnung: {loaded.file or 'Vorgaben'}, {len(loaded.settings.mail)} Postfächer.")


@config_app.command("show")
def config_show() -> None:
    """Every setting with its value and where it comes from; secrets masked."""
    from config.files import shown
    from triage.bootstrap import read_settings

    for key, value, origin in shown(read_settings(None, os.environ)):
        output.say(f"{key} = {value}  ({origin})")


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the tables to this program's version; a SQLite file is copied first."""
    from triage.bootstrap import read_settings
    from triage.copies import copy_of
    from triage.schema import is_current, upgrade
    from triage.store import Store

    settings = read_settings(None, os.environ).settings
    store = Store(settings.store_url)
    try:
        if not is_current(store) and (copy := copy_of(store)) is not None:
            output.tell(f"Kopie: {copy}")
        found, now = upgrade(store)
    finally:
        store.close()
    output.say(f"Schema {now}" + ("" if found == now else f", vorher {found or 'leer'}"))


@db_app.command("backup")
def db_backup(target: Path) -> None:
    """Write a consistent copy of a SQLite database while it is in use; PostgreSQL has pg_dump."""
    from triage.copies import copy_to

    with opened() as house:
        copy_to(house.office.store, target)
    output.say(f"Gesichert: {target}")


@db_app.command("restore")
def db_restore(
    source: Path, force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False
) -> None:
    """Put a backup in the place of the SQLite database; refuses to replace one without --force (exit 4)."""
    from triage.bootstrap import read_settings, writer_lock
    from triage.copies import restore_from
    from triage.store import Store

    settings = read_settings(None, os.environ).settings
    with writer_lock(settings):
        store = Store(settings.store_url)
        store.close()
        restore_from(store, source, force=force)
    output.say(f"Wiederhergestellt aus {source}")


@mail_app.command("status")
def mail_status(as_json: AsJson = False) -> None:
    """One line per mailbox: last success, backlog, trouble."""
    from sqlmodel import select

    from models.mailbox import MailboxState

    with opened() as house, house.office.store.reading() as db:
        states = {row.name: row for row in db.exec(select(MailboxState))}
        accounts = house.office.accounts
    for account in accounts:
        row = states.get(account.name) or MailboxState(name=account.name, folder=account.folder)
        if as_json:
            output.line(row.model_dump(mode="json"))
        else:
            when = f"{row.last_success:%d.%m.%Y %H:%M}" if row.last_success else "noch nie"
            state = "angehalten" if row.paused else "ok" if not row.failures else "gestört"
            output.say(f"{account.name}: {state}, letzter Abruf {when}. {row.last_error}".rstrip())


@mail_app.command("pause")
def mail_pause(name: str) -> None:
    """Stop polling a mailbox until it is resumed."""
    _set_paused(name, paused=True)


@mail_app.command("resume")
def mail_resume(name: str) -> None:
    """Poll again, also after three refused sign-ins."""
    _set_paused(name, paused=False)


@mail_app.command("test")
def mail_test(name: str) -> None:
    """Sign in and look, changing nothing; says step by step how far it got."""
    with opened() as house:
        account = next((a for a in house.office.accounts if a.name == name), None)
        if account is None:
            raise NotFound(f"mailbox {name}")
        mailbox = house.office.connect(name)
        try:
            output.say(f"{name}: Verbindung und Anmeldung gelungen.")
            view = mailbox.look(account.folder, write=False)
            output.say(f"{name}: Ordner „{view.folder}“ hat {len(view.uids)} Mails.")
        finally:
            mailbox.close()


def _set_paused(name: str, *, paused: bool) -> None:
    from models.mailbox import MailboxState

    with opened() as house, house.office.store.transaction() as db:
        account = next((a for a in house.office.accounts if a.name == name), None)
        if account is None:
            raise NotFound(f"mailbox {name}")
        row = db.get(MailboxState, (name, account.folder)) or MailboxState(name=name, folder=account.folder)
        row.paused, row.refused, row.next_try = paused, 0, None
        db.add(row)
    output.say(f"{name}: {'angehalten' if paused else 'läuft wieder'}.")


def doctor(as_json: AsJson = False) -> None:
    """Is all well? Numbered findings, each with its remedy; exit 1 on a finding."""
    from triage.cli.doctor import examine

    findings = examine(os.environ)
    for number, finding in enumerate(findings, start=1):
        if as_json:
            output.line({"check": finding.check, "level": finding.level, "text": finding.text})
        else:
            output.say(f"{number:2} {finding.check:<16} {finding.level:<5} {finding.text}")
    if any(finding.level == "FAIL" for finding in findings):
        raise typer.Exit(1)


def failpoints() -> None:
    """The kill points that tests can arm with TRIAGE_FAILPOINT."""
    from triage.failpoints import NAMES

    for name in NAMES:
        output.say(name)


def version() -> None:
    """Program, schema and rulebook."""
    from importlib.metadata import version as installed

    from rules.load import digest, shipped_texts
    from triage.bootstrap import published_rules

    file = published_rules(os.environ)
    texts = json.loads(file.read_bytes()) if file else shipped_texts()
    output.say(f"triage {installed('kim-triage')}, Regelwerk {digest(texts)[:19]}")
