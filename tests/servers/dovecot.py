"""A private Dovecot 2.3 (Debian package dovecot-imapd): any user signs in with the password `secret`."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

import psutil  # type: ignore[import-untyped,unused-ignore]  # ships no types
from imapclient.imap_utf7 import encode as in_utf7

from tests.servers.certificate import Certificate, make_certificate
from tests.servers.ports import free_port, wait_until_owned

PASSWORD = "secret"
ABILITIES = (
    "IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE CHILDREN UNSELECT MULTIAPPEND UIDPLUS "
    "LIST-EXTENDED CONDSTORE ESEARCH WITHIN SPECIAL-USE LIST-STATUS MOVE"
)
_CONFIG = """
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 0
mail_max_userip_connections = 200
mail_location = maildir:{root}/mail/%u
imap_capability = {abilities}
{tls}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """Use as a context manager. `without` masks capabilities, e.g. {"MOVE", "UIDPLUS"}.

    The oracle methods read and write the server's files, never through the product.
    """

    host = "127.0.0.1"

    def __init__(
        self, *, without: Collection[str] = (), separator: str = "/", prefix: str = "", tls: bool = False
    ) -> None:
        self._program = _found("dovecot")
        self.abilities = " ".join(word for word in ABILITIES.split() if word not in set(without))
        self.separator, self.prefix = separator, prefix
        self.port = free_port()
        self.tls_port = free_port() if tls else 0
        self.root = Path(tempfile.mkdtemp(prefix="kim-imap-"))
        self.root.chmod(0o755)  # the login process runs as another user
        self.certificate: Certificate | None = make_certificate(self.root) if tls else None
        self._process: subprocess.Popen[bytes] | None = None
        self._delivered = 0
        self._owner = pwd.getpwnam("mail") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        (self.root / "run").mkdir()
        self._own(self.root / "mail")
        self._config = self.root / "dovecot.conf"
        self._config.write_text(self._configuration())

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def start(self) -> None:
        with (self.root / "output").open("ab") as output:
            self._process = subprocess.Popen([self._program, "-F", "-c", self._config], stdout=output, stderr=output)
        try:
            wait_until_owned(self.port, self._process.pid)
        except TimeoutError:
            self.stop()
            raise RuntimeError((self.root / "output").read_text() + self.log()) from None
        with socket.create_connection((self.host, self.port), 10) as probe:
            assert probe.recv(4) == b"* OK"

    def stop(self) -> None:
        """End the server with every session at once, as a machine does that goes down."""
        if self._process is None:
            return
        sessions = psutil.Process(self._process.pid).children(recursive=True) if self._process.poll() is None else []
        self._process.kill()  # asked politely, it takes a second and leaves open sessions running
        self._process.wait(10)
        for session in sessions:
            with suppress(psutil.NoSuchProcess):
                session.kill()
        self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        path = self.root / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # -- the oracle: files, not IMAP

    def deliver(
        self, *mails: bytes, folder: str = "INBOX", user: str = "kim", received_at: datetime | None = None
    ) -> None:
        """Put mails into a folder as a local delivery does, in order; the folder is made when it is absent."""
        self.fill(mails, folder=folder, user=user, received_at=received_at)

    def fill(
        self, mails: Iterable[bytes], *, folder: str = "INBOX", user: str = "kim", received_at: datetime | None = None
    ) -> int:
        """As `deliver`, thousands at once; how many there were."""
        home = self._maildir(folder, user)
        for part in ("cur", "new", "tmp"):
            self._own(home / part)
        moment = received_at.timestamp() if received_at else time.time()
        before = self._delivered
        for mail in mails:
            self._delivered += 1
            name = f"{1_700_000_000 + self._delivered}.M1P{os.getpid()}.test"
            path = home / "tmp" / name
            path.write_bytes(mail.replace(b"\r\n", b"\n"))
            self._give(path)
            os.utime(path, (moment, moment))
            path.rename(home / "new" / name)
        return self._delivered - before

    def mails(self, folder: str = "INBOX", user: str = "kim") -> list[bytes]:
        """The mails in a folder with CRLF line ends, in order of delivery."""
        return [path.read_bytes().replace(b"\n", b"\r\n") for path in self._files(folder, user)]

    def count(self, folder: str = "INBOX", user: str = "kim") -> int:
        return len(self._files(folder, user))

    def flags(self, folder: str = "INBOX", user: str = "kim") -> list[str]:
        """Maildir flag letters per mail: S is seen, T is deleted."""
        return [path.name.partition(":2,")[2] for path in self._files(folder, user)]

    def folders(self, user: str = "kim") -> list[str]:
        return sorted(self.doveadm("mailbox", "list", "-u", user).split("\n"))

    def subscriptions(self, user: str = "kim") -> list[str]:
        return sorted(self.doveadm("mailbox", "list", "-s", "-u", user).split("\n"))

    def set_uidvalidity(self, value: int, folder: str = "INBOX", user: str = "kim") -> None:
        """Number the folder anew, as servers do after a restore."""
        self.doveadm("mailbox", "update", "-u", user, "--uid-validity", str(value), folder)

    def expunge(self, uid: int, folder: str = "INBOX", user: str = "kim") -> None:
        """A person deletes a mail for good."""
        self.doveadm("expunge", "-u", user, "mailbox", folder, "uid", str(uid))

    def carry(self, uid: int, target: str, folder: str = "INBOX", user: str = "kim") -> None:
        """A person moves a mail in another client."""
        self.doveadm("move", "-u", user, target, "mailbox", folder, "uid", str(uid))

    def flag(self, uid: int, flag: str, folder: str = "INBOX", user: str = "kim") -> None:
        """A person sets a flag, e.g. \\Deleted."""
        self.doveadm("flags", "add", "-u", user, flag, "mailbox", folder, "uid", str(uid))

    def doveadm(self, *words: str) -> str:
        done = subprocess.run(
            [_found("doveadm"), "-c", self._config, *words], capture_output=True, text=True, timeout=20, check=False
        )
        if done.returncode:
            raise RuntimeError(f"doveadm {words[0]}: {done.stderr}")
        return done.stdout.strip()

    # -- files

    def _configuration(self) -> str:
        root_run = os.getuid() == 0
        group = pwd.getpwnam("dovecot").pw_gid if root_run else self._owner.pw_gid
        tls = (
            f"ssl = yes\nssl_cert = <{self.certificate.chain}\nssl_key = <{self.certificate.key}"
            if self.certificate
            else "ssl = no"
        )
        return _CONFIG.format(
            root=self.root,
            internal="dovecot" if root_run else self._owner.pw_name,
            internal_group=_group_name(group),
            login="dovenull" if root_run else self._owner.pw_name,
            abilities=self.abilities,
            tls=tls,
            password=PASSWORD,
            uid=self._owner.pw_uid,
            gid=self._owner.pw_gid,
            separator=self.separator,
            prefix=self.prefix,
            port=self.port,
            tls_port=self.tls_port,
        )

    def _maildir(self, folder: str, user: str) -> Path:
        home = self.root / "mail" / user
        self._own(home)
        inner = folder.removeprefix(self.prefix).replace(self.separator, ".")
        return home if folder == "INBOX" else home / ("." + in_utf7(inner).decode("ascii"))

    def _files(self, folder: str, user: str) -> list[Path]:
        home = self._maildir(folder, user)
        return sorted((p for part in ("cur", "new") for p in (home / part).glob("*")), key=lambda path: path.name)

    def _own(self, folder: Path) -> None:
        for path in (*reversed(folder.parents), folder):
            if path.is_relative_to(self.root) and not path.exists():
                path.mkdir()
                self._give(path)

    def _give(self, path: Path) -> None:
        if os.getuid() == 0:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)


def _group_name(gid: int) -> str:
    return grp.getgrgid(gid).gr_name


def _found(program: str) -> str:
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")
    if path is None:
        raise RuntimeError(f"{program} is missing: these tests need the Debian package dovecot-imapd")
    return path
