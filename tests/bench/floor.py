"""The least any such program must do: batched UID FETCH, standard-library parse, blank tokenising, one row a mail."""

from __future__ import annotations

import sqlite3
import sys
import time
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import spacy
from imapclient import IMAPClient

_CHUNK = 100


def main(port: int, password: str, database: Path, parser: str) -> None:
    """Read the whole INBOX once; prints mails, wall seconds and processor seconds of the reading alone.

    `parser`: the name of a policy of the email package, `default` or `compat32`.
    """
    chosen = {"default": policy.default, "compat32": policy.compat32}[parser]
    nlp = spacy.blank("xx")
    store = sqlite3.connect(database, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("CREATE TABLE mail (uid INTEGER PRIMARY KEY, subject TEXT, sender TEXT, words INTEGER)")
    began, cpu = time.perf_counter(), time.process_time()
    with IMAPClient("127.0.0.1", port, ssl=False) as server:
        server.login("kim", password)
        server.select_folder("INBOX", readonly=True)
        uids = server.search("ALL")
        for start in range(0, len(uids), _CHUNK):
            for uid, answer in server.fetch(uids[start : start + _CHUNK], ["BODY.PEEK[]"]).items():
                message = message_from_bytes(answer[b"BODY[]"], policy=chosen)
                words = len(nlp(_text(message)))
                subject, sender = str(message["Subject"]), str(message["From"])
                store.execute("INSERT INTO mail VALUES (?, ?, ?, ?)", (uid, subject, sender, words))
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    sys.stdout.write(f"{len(uids)} {spent} {used}\n")


def _text(message: Message) -> str:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            return payload.decode("utf-8", "replace")
    return ""


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4])
