"""parse, classify and why: one JSON line per input with the contract's keys, whatever the input is."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.cli.run import triage
from triage.values import TOPICS, Kind, Municipality, SenderRole

pytestmark = pytest.mark.timeout(150)
ROOT = Path(__file__).parents[1]
CORPUS = sorted((ROOT / "corpus").glob("*.eml"))
LABELLED = sorted((ROOT / "quality" / "data").glob("devset*.jsonl"))
PARSED = [
    "file", "message_id", "in_reply_to", "references", "date", "from", "to", "cc", "reply_to", "concerned",
    "subject", "text", "fresh", "quoted", "signature", "attachments", "automatic", "defects",
]  # fmt: skip
CLASSIFIED = ["id", "language", "kind", "sender_role", "topics", "municipality", "urgency", "certain", "rulebook"]
PLACES, KINDS, ROLES = set(get_args(Municipality)), set(get_args(Kind)), set(get_args(SenderRole))


def evidence(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for label in (*answer["topics"], answer["municipality"], answer["urgency"]):
        yield from label["evidence"] if label else ()


def keeps_the_contract(answer: dict[str, Any]) -> bool:
    return (
        list(answer)[: len(CLASSIFIED)] == CLASSIFIED
        and len(answer["topics"]) >= 1
        and {t["id"] for t in answer["topics"]} <= set(TOPICS)
        and (answer["municipality"] is None or answer["municipality"]["id"] in PLACES)
        and answer["urgency"]["level"] in ("high", "normal", "low")
        and answer["kind"] in KINDS
        and answer["sender_role"] in ROLES
        and isinstance(answer["certain"], bool)
        and answer["rulebook"].startswith("sha256:")
        and all(list(p) == ["field", "start", "end", "text", "rule", "weight"] for p in evidence(answer))
    )


@pytest.fixture(scope="module")
def garbage(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files nobody would call a mail."""
    at, chance = tmp_path_factory.mktemp("garbage"), random.Random(24)
    whole = CORPUS[len(CORPUS) // 2].read_bytes()
    made = [b"", b"\0" * 50, b"\n" * 50, b":", b"From", b"\xff\xfe" * 40, b"Content-Type: multipart/mixed\r\n\r\n--"]
    made += [chance.randbytes(chance.randint(1, 3000)) for _ in range(12)]
    made += [whole[: chance.randint(0, len(whole))] for _ in range(6)]
    for number, data in enumerate(made):
        (at / f"{number:02d} ä.bin").write_bytes(data)
    return sorted(at.iterdir())


def test_parse_gives_one_line_with_the_contracts_keys_for_every_mail_and_for_garbage(
    tmp_path: Path, garbage: list[Path]
) -> None:
    files = [*CORPUS, *garbage]

    done = triage("parse", *files, data=tmp_path)

    assert done.code == 0, done.err
    assert [line["file"] for line in done.lines] == [str(file) for file in files]
    assert all(list(line) == PARSED for line in done.lines)
    for line in done.lines:
        assert line["automatic"] is None or set(line["automatic"]) == {"kind", "reason"}
        assert line["from"] is None or set(line["from"]) == {"name", "address"}
        assert all(set(a) == {"name", "type", "size", "sha256"} for a in line["attachments"])
        assert "\n" not in line["subject"]
    assert list(tmp_path.iterdir()) == []


def test_parse_body_reads_the_bare_text_of_a_mail(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(b"Von: nicht ein Kopf\r\n\r\nIch suche eine Wohnung.\r\n\r\n> alt\r\n-- \r\nA. Haddad\0")

    [line] = triage("parse", "--body", file, data=tmp_path).lines

    assert list(line) == PARSED
    assert line["from"] is None
    assert "Ich suche eine Wohnung." in line["fresh"]
    assert line["signature"].endswith("A. Haddad")


def test_parse_reads_one_mail_from_standard_input(tmp_path: Path) -> None:
    [line] = triage("parse", "-", data=tmp_path, stdin=CORPUS[0].read_bytes()).lines

    assert line["file"] == "-"
    assert line["from"]


@pytest.mark.parametrize("command", ["parse", "classify"])
def test_every_file_that_is_missing_is_named_at_once_and_nothing_is_printed(tmp_path: Path, command: str) -> None:
    done = triage(command, CORPUS[0], tmp_path / "weg1.eml", tmp_path, tmp_path / "weg2.eml", data=tmp_path)

    assert (done.code, done.out) == (2, b"")
    assert "weg1.eml" in done.err
    assert "weg2.eml" in done.err


def test_classify_answers_every_labelled_line_in_order_with_proof_at_the_given_offsets(tmp_path: Path) -> None:
    given = [json.loads(line) for file in LABELLED for line in file.read_text(encoding="utf-8").splitlines()][::3]
    odd = [g | {"id": f"odd-{n}", "body": "\n\n\t" + g["body"].replace(" ", "\r\n", 1).replace(". ", ".\0\u2028 "),
                "subject": f" \t{g.get('subject') or ''}\r\n "} for n, g in enumerate(given[::4])]  # fmt: skip
    lines = [*given, *odd]

    done = triage("classify", "--jsonl", data=tmp_path, stdin="\n".join(map(json.dumps, lines)).encode())

    assert done.code == 0, done.err
    assert [line["id"] for line in done.lines] == [line["id"] for line in lines]
    assert all(keeps_the_contract(line) for line in done.lines)
    for source, answer in zip(lines, done.lines, strict=True):
        for piece in evidence(answer):
            assert (source.get(piece["field"]) or "")[piece["start"] : piece["end"]] == piece["text"] != ""


def test_classify_answers_garbage_lines_too(tmp_path: Path) -> None:
    lines = [b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"id":"a","body":null}', b'{"id":"b","body":[1]}',
             b'{"id":"c","body":"\\u0000\\ud83d Deutschkurs"}', b"[" * 9000,
             b"Deutschkurs in Nettetal", b"NaN"]  # fmt: skip

    done = triage("classify", "--jsonl", "-", data=tmp_path, stdin=b"\r\n".join(lines))

    assert done.code == 0, done.err
    assert len(done.lines) == len(lines)
    assert all(keeps_the_contract(line) for line in done.lines)
    assert [line["id"] for line in done.lines][6:9] == ["a", "b", "c"]
    assert done.lines[10]["topics"][0]["id"] == "sprache"


def test_classify_reads_mails_and_garbage_as_files(tmp_path: Path, garbage: list[Path]) -> None:
    files = [*CORPUS[::10], *garbage[:8]]

    done = triage("classify", *files, data=tmp_path)

    assert done.code == 0, done.err
    assert [line["id"] for line in done.lines] == [str(file) for file in files]
    assert all(keeps_the_contract(line) for line in done.lines)


def test_why_explains_a_file_in_german_sentences(tmp_path: Path) -> None:
    file = tmp_path / "m.eml"
    file.write_bytes(b"From: a@example.org\r\nSubject: Frage\r\n\r\nIch suche einen Deutschkurs in Nettetal.\r\n")

    done = triage("why", file, data=tmp_path)

    assert done.code == 0, done.err
    for words in ("Thema Sprache", "„Deutschkurs“", "Ort Nettetal", "Regelwerk sha256:"):
        assert words in done.text
