"""The phone log as offices really write it: each bad row is named by its line and stops no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from triage.intake.calls import PhoneLog, decoded, guessed, header_of, read_log

HEAD = "received_at,caller,phone,language,note,town,urgent,callback_until"


def log(text: str, **how: dict[str, str]) -> PhoneLog:
    return read_log(text, name="anrufe.csv", zone="Europe/Berlin", **how)


def row(text: str, head: str = HEAD) -> PhoneLog:
    return log(f"{head}\n{text}\n")


def complaints(found: PhoneLog) -> list[str]:
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_delimiter_line_end_and_byte_order_mark_are_found_out(mark: str, end: str, bom: str) -> None:
    text = bom + end.join((HEAD.replace(",", mark), mark.join(["2026-11-20T08:15", "Amira", "0151", "ar", "Kurs"]), ""))

    found = log(text)

    assert complaints(found) == []
    assert [(k.call.caller, k.call.note, k.line) for k in found.calls] == [("Amira", "Kurs", 2)]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-20T08:15", datetime(2026, 11, 20, 7, 15, tzinfo=UTC)),
        ("2026-11-20 08:15:30", datetime(2026, 11, 20, 7, 15, 30, tzinfo=UTC)),
        ("2026-07-20T08:15", datetime(2026, 7, 20, 6, 15, tzinfo=UTC)),
        ("2026-11-20T08:15Z", datetime(2026, 11, 20, 8, 15, tzinfo=UTC)),
        ("2026-11-20T08:15+03:00", datetime(2026, 11, 20, 5, 15, tzinfo=UTC)),
        ("20.11.2026 08:15", datetime(2026, 11, 20, 7, 15, tzinfo=UTC)),
        ("20.11.2026, 08:15", datetime(2026, 11, 20, 7, 15, tzinfo=UTC)),
        ("20.11.26 08:15", datetime(2026, 11, 20, 7, 15, tzinfo=UTC)),
        (" 20.11.2026 ", datetime(2026, 11, 19, 23, 0, tzinfo=UTC)),
    ],
)
def test_r15_times_without_offset_are_the_offices(text: str, utc: datetime) -> None:
    [keyed] = row(f'"{text}",,,,Kurs').calls

    assert keyed.call.received_at - utc == timedelta(0)


BAD = [
    (",,,,Kurs", "received_at ist leer"),
    ("gestern,,,,Kurs", "kein Datum mit Uhrzeit"),
    ("32.11.2026 08:15,,,,Kurs", "kein Datum mit Uhrzeit"),
    ("2026-11-20T25:15,,,,Kurs", "kein Datum mit Uhrzeit"),
    ("2026-11-20T08:15,,,,", "Die Notiz ist leer"),
    ('2026-11-20T08:15,,,,"   "', "Die Notiz ist leer"),
    ("2026-11-20T08:15,,,,Kurs,,vielleicht", "weder ja noch nein"),
    ("2026-11-20T08:15,,,,Kurs,,,bald", "callback_until"),
    ("2026-11-20T08:15,,,," + "x" * 20_001, "länger als 20000"),
]


@pytest.mark.parametrize(("text", "complaint"), BAD, ids=[words for _, words in BAD])
def test_a_bad_row_is_named_by_its_line(text: str, complaint: str) -> None:
    found = log(f"{HEAD}\n2026-11-20T08:00,,,,Eins\n{text}\n2026-11-20T09:00,,,,Drei\n")

    assert [keyed.call.note for keyed in found.calls] == ["Eins", "Drei"]
    assert len(found.problems) == 1
    assert complaints(found)[0].startswith("anrufe.csv:3  ")
    assert complaint in complaints(found)[0]


def test_every_problem_of_a_row_is_named_at_once() -> None:
    assert len(row("gestern,,,,,,vielleicht,bald").problems) == 4


def test_l8_a_complaint_never_repeats_what_the_row_says() -> None:
    found = log(f"{HEAD}\nKANARI,KANARI,KANARI,KANARI,,KANARI,KANARI,KANARI\n")

    assert found.problems
    assert "KANARI" not in " ".join(complaints(found))


@pytest.mark.parametrize(("word", "urgent"), [("ja", True), ("JA", True), ("x", True), ("1", True), ("", False),
                                              ("nein", False), ("-", False), ("FALSCH", False)])  # fmt: skip
def test_urgent_is_said_in_many_ways(word: str, urgent: bool) -> None:
    assert row(f"2026-11-20T08:15,,,,Kurs,,{word}").calls[0].call.urgent is urgent


def test_a_note_over_several_lines_keeps_the_line_numbers_right() -> None:
    found = log(f'{HEAD}\n2026-11-20T08:15,,,,"Kurs,\nbitte ""bald"""\n2026-11-20T08:15,,,,\n')

    assert found.calls[0].call.note == 'Kurs,\nbitte "bald"'
    assert complaints(found)[0].startswith("anrufe.csv:4  ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\ufeff",
        "nur ein Wort",
        f"{HEAD}\n\"2026-11-20T08:15,,,,nie geschlossen",
        "received_at;notes\n2026-11-20T08:15;Kurs",
        "\0\0\0",
        "received_at,note\n2026-11-20T08:15,a\"b\"c,\n" + '"x" y,z\n',
    ],
)  # fmt: skip
def test_what_is_no_phone_log_gives_problems_never_an_exception(text: str) -> None:
    found = log(text)

    assert found.problems


def test_a_column_misspelled_is_answered_with_the_nearest_word() -> None:
    found = log("received_at,notes\n2026-11-20T08:15,Kurs\n")

    assert "anrufe.csv:1" in complaints(found)[0]
    assert "„notes“" in complaints(found)[0]


def test_columns_in_any_order_case_and_with_strange_neighbours() -> None:
    found = log("Sachbearbeiter;NOTE;Received_At\nMeier;Kurs;2026-11-20T08:15\n")

    assert [keyed.call.note for keyed in found.calls] == ["Kurs"]


def test_other_names_of_columns_can_be_mapped_and_wrong_ours_are_refused() -> None:
    text = "Datum;Notiz\n20.11.2026 08:15;Kurs\n"

    mapped = log(text, mapping={"received_at": "Datum", "note": "Notiz"})
    refused = log(text, mapping={"recieved_at": "Datum", "note": "Notiz"})

    assert [keyed.call.note for keyed in mapped.calls] == ["Kurs"]
    assert refused.calls == ()
    assert any("recieved_at" in c and "received_at" in c for c in complaints(refused))


def test_p2_two_identical_rows_are_two_calls_and_a_second_reading_gives_the_same_keys() -> None:
    text = f"{HEAD}\n" + "2026-11-20T08:15,Amira,0151,,Kurs\n" * 2 + "2026-11-20T08:15,Amira,0151,,Wohnung\n"

    first, second = log(text), log(text)

    assert len({keyed.key for keyed in first.calls}) == 3
    assert [keyed.key for keyed in first.calls] == [keyed.key for keyed in second.calls]


def test_p2_a_longer_log_that_begins_with_the_old_one_has_new_keys_for_the_new_rows_only() -> None:
    one = "2026-11-20T08:15,Amira,0151,,Kurs\n"
    old, new = log(f"{HEAD}\n{one}"), log(f"{HEAD}\n{one}{one}")

    assert new.calls[0].key == old.calls[0].key
    assert new.calls[1].key != old.calls[0].key


def test_p2_values_cannot_slip_from_one_column_into_the_next_unnoticed() -> None:
    a = row("2026-11-20T08:15,Ami,ra,,Kurs").calls[0].key
    b = row("2026-11-20T08:15,Amira,,,Kurs").calls[0].key

    assert a != b


def test_a_file_is_the_same_calls_whichever_way_its_lines_end_and_its_letters_are_coded() -> None:
    rows = 'received_at;note\n20.11.2026 08:15;"Frau Özdemir\nfragt"\n'
    ways = [rows.encode(), b"\xef\xbb\xbf" + rows.encode(), rows.replace("\n", "\r\n").encode("cp1252")]

    found = [read_log(decoded(way), name="x", zone="Europe/Berlin") for way in ways]

    assert {log.calls[0].key for log in found} == {found[0].calls[0].key}
    assert found[0].calls[0].call.note == "Frau Özdemir\nfragt"
    assert read_log(rows.replace("\n", "\r\n"), name="x", zone="Europe/Berlin").calls[0].key == found[0].calls[0].key


def test_columns_of_telephone_systems_are_recognised_by_their_names() -> None:
    header = header_of("Rufnummer;Datum/Uhrzeit;Anliegen;Notiz;Eilt\n")

    assert guessed(header) == {
        "received_at": "Datum/Uhrzeit", "phone": "Rufnummer", "note": "Anliegen", "urgent": "Eilt",
    }  # fmt: skip
    assert guessed(("note", "Notiz", "received_at")) == {"received_at": "received_at", "note": "note"}
    assert header_of("") == ()
