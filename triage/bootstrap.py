"""How do the settings become an office with real servers, processes and a clock?"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, make_url
from sqlalchemy.exc import ArgumentError

from config.files import Loaded, SettingsInvalid, load
from config.settings import Mail, Settings
from config.settings import Webhook as HookSettings
from triage.adapters import imap, smtp
from triage.adapters.clock import SystemClock
from triage.adapters.credentials import Secret, from_file, token_from_command
from triage.adapters.scanner import Clamd
from triage.adapters.tasks import Settings as ReadingSettings
from triage.adapters.understanding import Pool
from triage.adapters.webhook import Webhook
from triage.errors import BadInput, ClaimLost, SendRefused
from triage.intake.poll import Account
from triage.message.own import OwnSigns
from triage.office import Hook, Office
from triage.packs import modules, partners, promises, templates
from triage.ports import Mailbox, Mailer
from triage.rehearsing.rehearsals import Rehearsals
from triage.respond.plan import AnswerPolicy
from triage.schema import upgrade
from triage.sorting.folders import PLACEHOLDERS
from triage.store import Store
from triage.tuning.in_force import file_in_force
from triage.values import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An office with what has to be closed behind it."""

    office: Office
    settings: Settings
    loaded: Loaded
    pool: Pool
    aside: Pool  # one worker for whoever types while the others read a batch; started by the first who does
    rehearsals: Rehearsals  # what drafts of rules would do; started by the first who asks

    def close(self) -> None:
        """Stop the workers, give the connections back."""
        self.pool.close()
        self.aside.close()
        self.rehearsals.close()
        self.office.store.close()


def read_settings(config: Path | None, environment: Mapping[str, str]) -> Loaded:
    """The settings of `--config`, else TRIAGE_CONFIG, else the defaults. Raises SettingsInvalid."""
    file = config or (Path(environment["TRIAGE_CONFIG"]) if environment.get("TRIAGE_CONFIG") else None)
    loaded = load(file, environment)
    problems = [*_value_problems(loaded), *_server_problems(loaded.settings)]
    for name, mail in loaded.settings.mail.items():
        problems += _pattern_problems(name, mail)
    if problems:
        raise SettingsInvalid(problems)
    return loaded


def open_house(loaded: Loaded, environment: Mapping[str, str]) -> House:
    """Join ports to adapters; the tables are brought up to date. Raises BadInput, SchemaTooNew, SettingsInvalid."""
    settings = loaded.settings
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store(settings.store_url)
    upgrade(store)
    rules = partial(file_in_force, store, settings.data_dir / "rules")
    pool = Pool(_reading(settings), workers=settings.understand.workers, in_force=rules)
    aside = Pool(_reading(settings), in_force=rules)  # of the same server: the rules are compiled and held once
    url = store.url.render_as_string(hide_password=False)
    rehearsals = Rehearsals(url, settings.data_dir / "words")
    office = Office(
        store=store,
        clock=SystemClock(),
        understand=pool,
        at_once=aside,
        connect=_connections(settings),
        mailer=_mailer(settings),
        mode=_modes(loaded, environment),
        templates=templates(environment),
        modules=modules(environment),
        undo=timedelta(seconds=settings.reply.undo_seconds),
        accounts=tuple(_account(name, mail, settings) for name, mail in settings.mail.items()),
        answers=_answers(settings),
        partners=partners(environment),
        scanner=_scanner(settings),
        hooks=_hooks(settings),
        own_addresses=frozenset(a.lower() for a in (*settings.office.addresses, parseaddr(settings.smtp.sender)[1])),
        number_prefix=settings.office.number_prefix,
        zone=settings.office.zone,
        promises=promises(settings),
    )
    return House(office=office, settings=settings, loaded=loaded, pool=pool, aside=aside, rehearsals=rehearsals)


def own_signs(settings: Settings) -> OwnSigns:
    """By what our own mail is recognised."""
    domain = parseaddr(settings.smtp.sender)[1].rpartition("@")[2]
    addresses = frozenset(a.lower() for a in settings.office.addresses)
    prefix = f"{settings.office.number_prefix}-"
    return OwnSigns(
        addresses=addresses,
        message_id_suffix=f".kim@{domain}",
        ticket_prefix=prefix,
        authserv_ids=frozenset(name.lower() for mail in settings.mail.values() for name in mail.authserv_id),
    )


@contextmanager
def writer_lock(settings: Settings, *, wait: bool = False) -> Iterator[None]:
    """On SQLite one worker at a time (promises 2.9). Raises ClaimLost when another one runs and `wait` is false."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.data_dir / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise ClaimLost("the data directory") from None
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _value_problems(loaded: Loaded) -> Iterator[str]:
    """What only its user can judge: the database's address, the time zone, the sender."""
    settings, places = loaded.settings, loaded.origins
    try:
        known = make_url(settings.store_url).get_backend_name() in {"sqlite", "postgresql"}
    except ArgumentError:
        known = False
    if not known:
        place = places.get(("store", "url"), "Einstellungen")
        yield f"{place}  store.url: erwartet wird sqlite:///… oder postgresql://…"
    if not _is_zone(settings.office.zone):
        place = places.get(("office", "zone"), "Einstellungen")
        yield f"{place}  office.zone: unbekannte Zeitzone. Beispiel: Europe/Berlin."
    if not all(parseaddr(settings.smtp.sender)[1].rpartition("@")[::2]):
        place = places.get(("smtp", "from"), "Einstellungen")
        yield f"{place}  smtp.from: keine Adresse. Beispiel: KIM Kreis Viersen <kim@kreis-viersen.de>."


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _server_problems(settings: Settings) -> Iterator[str]:
    """What the adapters refuse to work with, such as plain connections to other machines."""
    joins: list[Callable[[], object]] = [partial(_mailer, settings)]
    joins += [partial(_imap_account, name, mail) for name, mail in settings.mail.items()]
    joins += [partial(_hook, name, hook) for name, hook in settings.webhook.items()]
    for join in joins:
        try:
            join()
        except BadInput as refused:
            yield from refused.problems


def _pattern_problems(name: str, mail: Mail) -> Iterator[str]:
    try:
        mail.shelves.format(**dict.fromkeys(PLACEHOLDERS, "x"))
    except (KeyError, IndexError, ValueError):
        known = ", ".join(f"{{{p}}}" for p in PLACEHOLDERS)
        yield f"mail.{name}.shelves: unbekannter Platzhalter. Erlaubt: {known}."


def _reading(settings: Settings) -> ReadingSettings:
    return ReadingSettings(own=own_signs(settings))


def _account(name: str, mail: Mail, settings: Settings) -> Account:
    return Account(
        name=name,
        folder=mail.folder,
        poll_seconds=mail.poll_seconds,
        shelves=mail.shelves,
        folder_map=mail.folder_map,
        archive_days=mail.archive_days,
        sent_folder=mail.sent_folder,
        max_bytes=settings.understand.max_mebibytes * 1024 * 1024,
    )


def published_rules(environment: Mapping[str, str]) -> Path | None:
    """The published rules of an installation, as a file; None when it has none, or does not exist yet."""
    settings = read_settings(None, environment).settings
    url = make_url(settings.store_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    store = Store(settings.store_url)
    try:
        there = inspect(store.engine).has_table("rulebook")
        return file_in_force(store, settings.data_dir / "rules") if there else None
    finally:
        store.close()


def _connections(settings: Settings) -> Callable[[str], Mailbox]:
    accounts = {name: _imap_account(name, mail) for name, mail in settings.mail.items()}
    return lambda name: imap.connect(accounts[name])


def _imap_account(name: str, mail: Mail) -> imap.Account:
    return imap.Account(
        name=name,
        host=mail.host,
        port=mail.port,
        tls=mail.tls,
        user=mail.user,
        password=_password(mail.password_file, mail.password) if not mail.token_command else None,
        token=token_from_command(mail.token_command) if mail.token_command else None,
        ca_file=mail.ca_file,
        timeout=mail.timeout_seconds,
        idle=mail.idle,
    )


def _password(file: Path | None, given: str) -> Secret | None:
    if file is not None:
        return from_file(file)
    return (lambda: given) if given else None


def _mailer(settings: Settings) -> Callable[[], Mailer]:
    if not settings.smtp.host:
        return _no_mailer
    server = smtp.SmtpServer(
        host=settings.smtp.host,
        port=settings.smtp.port,
        tls=settings.smtp.tls,
        user=settings.smtp.user,
        password=_password(settings.smtp.password_file, settings.smtp.password) if settings.smtp.user else None,
        ca_file=settings.smtp.ca_file,
        timeout=settings.smtp.timeout_seconds,
    )
    return partial(smtp.connect, server)


def _scanner(settings: Settings) -> Clamd | None:
    scan = settings.scan
    if not scan.clamd:
        return None
    return Clamd(scan.clamd, timeout=scan.timeout_seconds, max_bytes=scan.max_mebibytes * 1024 * 1024)


def _hooks(settings: Settings) -> dict[str, Hook]:
    return {name: _hook(name, hook) for name, hook in settings.webhook.items()}


def _hook(name: str, chosen: HookSettings) -> Hook:
    listener = Webhook(
        name=name,
        url=chosen.url,
        secret=_password(chosen.secret_file, chosen.secret),
        ca_file=chosen.ca_file,
        timeout=chosen.timeout_seconds,
    )
    return Hook(listener=listener, events=frozenset(chosen.events))


def _no_mailer() -> Mailer:
    raise SendRefused("settings", 421, permanent=False)


def _modes(loaded: Loaded, environment: Mapping[str, str]) -> Callable[[str], Mode]:
    """The mode of a mailbox as the file says now: a change holds from the next command on (promises 2.7)."""
    current, mtime = loaded.settings, _mtime(loaded.file)

    def mode(name: str) -> Mode:
        nonlocal current, mtime
        if mtime != (now := _mtime(loaded.file)):
            current, mtime = _again(loaded, environment, current), now
        mail = current.mail.get(name)
        return mail.mode if mail else "observe"  # calls and imported files: no mailbox to write to

    return mode


def _mtime(file: Path | None) -> int:
    try:
        return file.stat().st_mtime_ns if file else 0
    except OSError:
        return 0


def _again(loaded: Loaded, environment: Mapping[str, str], current: Settings) -> Settings:
    """The running service keeps its old configuration when the new one is wrong."""
    try:
        return load(loaded.file, environment).settings
    except SettingsInvalid:
        return current


def _answers(settings: Settings) -> AnswerPolicy:
    chosen = settings.acknowledge
    return AnswerPolicy(
        sender=settings.smtp.sender,
        office_phone=settings.office.phone,
        enabled=chosen.enabled,
        sender_days=chosen.sender_days,
        per_minute=chosen.per_minute,
        per_day=chosen.per_day,
        max_age_hours=chosen.max_age_hours,
        emergency_text=chosen.emergency_text,
    )
