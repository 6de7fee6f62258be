"""Which mails files hold: .eml, mbox, Maildir, folders of them."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from triage.intake.upload import mails_in

ONE = b"From: a@example.org\nSubject: eins\n\nHallo\nFrom here on nothing\n"
TWO = b"From: b@example.org\nSubject: zwei\n\nHallo\n"


def subjects(path: Path) -> list[bytes]:
    return [line for mail in mails_in(path) for line in mail.data.splitlines() if line.startswith(b"Subject:")]


def write_mbox(path: Path, *mails: bytes) -> Path:
    box = mailbox.mbox(path)
    for mail in mails:
        box.add(mail)
    box.close()
    return path


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A folder with one of each."""
    top = tmp_path / "post"
    (top / "unter").mkdir(parents=True)
    (top / "a.eml").write_bytes(ONE)
    (top / "unter" / "b.eml").write_bytes(TWO)
    (top / ".versteckt.eml").write_bytes(TWO)
    write_mbox(top / "c.mbox", ONE, TWO)
    maildir = mailbox.Maildir(top / "d", create=True)
    maildir.add(ONE)
    maildir.add(TWO)
    (top / "e-leer").mkdir()
    return top


def test_a_folder_gives_every_mail_once_in_name_order(everything: Path) -> None:
    names = [Path(mail.name).name for mail in mails_in(everything)]

    assert len(names) == 6
    assert names[:3] == ["a.eml", "c.mbox#1", "c.mbox#2"]
    assert names[-1] == "b.eml"


def test_an_mbox_is_known_by_its_first_line_too(tmp_path: Path) -> None:
    box = write_mbox(tmp_path / "Posteingang", ONE, TWO)

    assert subjects(box) == [b"Subject: eins", b"Subject: zwei"]


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"From", b"Fromage: x\n\n", b"\xff" * 10])
def test_any_bytes_are_one_mail(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.eml"
    file.write_bytes(data)

    assert [mail.data for mail in mails_in(file)] == [data]


def test_an_empty_mbox_and_an_empty_folder_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "leer.mbox").write_bytes(b"")

    assert list(mails_in(tmp_path)) == []


def test_reading_changes_nothing_on_disk(everything: Path) -> None:
    before = sorted((p, p.read_bytes()) for p in everything.rglob("*") if p.is_file())

    list(mails_in(everything))

    assert sorted((p, p.read_bytes()) for p in everything.rglob("*") if p.is_file()) == before


def test_what_is_no_file_and_no_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(ONE)
    (tmp_path / "weg.eml").symlink_to(tmp_path / "gibt-es-nicht")
    (tmp_path / "kreis").symlink_to(tmp_path, target_is_directory=True)

    assert subjects(tmp_path) == [b"Subject: eins"]
