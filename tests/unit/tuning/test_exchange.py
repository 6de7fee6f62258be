"""A rulebook that left the house as a file and came back means the same, whichever program held it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.load import load_texts, shipped_texts
from rules.rulebook import Rule
from rules.table import COLUMNS
from rules.written import with_rule, written
from tests.unit.rules.anyrules import bare, rules
from tests.unit.tuning.ruled import HIGH, WOHNEN, A, B, rulebook
from triage.errors import BadInput
from triage.tuning import sheet
from triage.tuning.exchange import FORMATS, Format, preview, read, written_as

BASE = rulebook(A)
NEW = rulebook(B, wohnen=WOHNEN, high=HIGH)
HEAD = ";".join(COLUMNS)


def refused(octets: bytes, name: str) -> list[str]:
    with pytest.raises(BadInput) as refusal:
        read(octets, name, BASE)
    return list(refusal.value.problems)


def one(text: str) -> Rule:
    files = {"topics/sprache.yaml": text, **{k: v for k, v in BASE.items() if k.startswith("places")}}
    return load_texts(files).rules[0]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_shipped_rules_out_and_in_again_mean_the_same(kind: Format) -> None:
    texts = shipped_texts()

    again = read(written_as(texts, kind), f"regeln.{kind}", texts)

    assert again == texts


@pytest.mark.parametrize("kind", FORMATS)
def test_into_another_rulebook_they_bring_what_they_name(kind: Format) -> None:
    again = read(written_as(NEW, kind), f"regeln.{kind}", BASE)

    assert preview(NEW, again) == []
    assert [str(change) for change in preview(BASE, again)] == [
        "- sprache.kurs · any [de]: Deutschkurs",
        "+ sprache.kurs · example: ein Sprachkurs",
        "- sprache.kurs · example: ein Deutschkurs",
        "+ wohnen.schimmel · rule: Schimmel (5)",
        "+ high.raus · rule: obdachlos (5)",
    ] or {str(change)[:1] for change in preview(BASE, again)} == {"+", "-"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(rules(), st.sampled_from(FORMATS))
def test_any_rule_survives_every_format(rule: Rule, kind: Format) -> None:
    texts = {rule.file: with_rule("", rule.id, written(rule)), "places/names.csv": BASE["places/names.csv"]}

    again = read(written_as(texts, kind), f"regeln.{kind}", {"places/names.csv": BASE["places/names.csv"]} | texts)

    assert [bare(found) for found in load_texts(again).rules] == [bare(rule)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula_and_terms_with_a_leading_sign_come_back(kind: Format) -> None:
    rule = one(
        "topic: sprache\nrules:\n  - id: sprache.kurs\n    weight: -2.5\n"
        "    any: {de: [=Kurs, '+Kurs', '-Kurs', '@Kurs', \"'=Kurs\", \"'s Kurs\", '＝Kurs']}\n"
    )
    texts = BASE | {"topics/sprache.yaml": with_rule("", rule.id, written(rule))}

    octets = written_as(texts, kind)

    if kind == "csv":
        cells = [line.split(";")[5] for line in octets.decode("utf-8-sig").splitlines()[1:]]
        assert cells == ["'=Kurs", "'+Kurs", "'-Kurs", "'@Kurs", "''=Kurs", "''s Kurs", "'＝Kurs"]
    else:
        with zipfile.ZipFile(io.BytesIO(octets)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    found = load_texts(read(octets, f"x.{kind}", BASE)).rule("sprache.kurs")
    assert found is not None
    assert bare(found) == bare(rule)


def test_a_csv_is_what_german_excel_writes() -> None:
    octets = written_as(BASE, "csv")

    assert octets.startswith(b"\xef\xbb\xbf" + HEAD.encode() + b"\r\n")
    assert "sprache;sprache.kurs;4;any;de;Deutschkurs;;;subject body;ja\r\n" in octets.decode("utf-8-sig")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_columns_may_stand_in_any_order_and_be_parted_as_other_programs_do(delimiter: str) -> None:
    rows = [["Rule", "Topic", "weight", "text", "kind"], ["sprache.neu", "sprache", "2", "Kurse", "any"]]

    found = load_texts(read("\n".join(map(delimiter.join, rows)).encode(), "x.csv", BASE))

    assert [rule.id for rule in found.rules] == ["sprache.neu"]


def test_what_is_wrong_with_a_table_is_told_row_by_row() -> None:
    assert refused(f"{HEAD}\nsprache;sprache.a;9;any;de;Kurs\n\nsprach;a;1;any;de;Kurs\n".encode(), "x.csv") == [
        "Zeile 2  weight is 9 allowed: -6 to 6",
        'Zeile 4  unknown topic "sprach" meant: "sprache"?',
    ]
    assert refused(b"topic;rule;kind;text;farbe\n", "x.csv")[0].startswith("Zeile 1: Die Spalte farbe ist unbekannt")
    assert refused(b"topic;rule\n", "x.csv") == [
        "Zeile 1: Es fehlt die Spalte kind.",
        "Zeile 1: Es fehlt die Spalte text.",
    ]
    assert "CSV UTF-8" in refused("topic;Wörter".encode("cp1252"), "x.csv")[0]
    assert refused(b"x", "x.pdf") == ["x.pdf: Erwartet wird eine Datei .csv, .xlsx oder .zip."]
    assert refused(b'topic;rule;kind;text\n"' + b"x" * 200_000 + b'"', "x.csv")[0].startswith("Die Tabelle kann nicht")


def test_a_doubled_id_is_found_when_all_files_are_read_together() -> None:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("regeln/topics/sprache.yaml", A)
        archive.writestr("regeln/topics/sprache_zwei.yaml", A)
        archive.writestr("regeln/LIESMICH.txt", "nichts")

    assert 'the id "sprache.kurs" is given twice' in refused(octets.getvalue(), "x.zip")[0]


def test_an_archive_without_places_keeps_those_in_force() -> None:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("topics/sprache.yaml", B)

    found = read(octets.getvalue(), "x.zip", BASE)

    assert found == {**BASE, "topics/sprache.yaml": B}


def test_files_that_are_not_what_they_say_are_refused() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("anderes.txt", "x")
    latin = io.BytesIO()
    with zipfile.ZipFile(latin, "w") as archive:
        archive.writestr("topics/x.yaml", "Wörter".encode("latin-1"))

    assert refused(b"PK nichts", "x.zip") == ["Diese Datei ist kein Archiv (.zip)."]
    assert refused(empty.getvalue(), "x.zip")[0].startswith("Das Archiv enthält keine Regeln")
    assert refused(latin.getvalue(), "x.zip") == ["Das Archiv enthält eine Datei, die nicht UTF-8 ist."]
    for octets in (b"PK nichts", empty.getvalue()):
        assert refused(octets, "x.xlsx") == ["Diese Datei ist keine Excel-Arbeitsmappe (.xlsx)."]


def test_archives_and_workbooks_that_swell_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.tuning.exchange.LARGEST", 1_000)
    monkeypatch.setattr(sheet, "LARGEST", 1_000)
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("topics/x.yaml", "#" * 5_000)
        archive.writestr("xl/worksheets/sheet1.xml", " " * 5_000)

    assert refused(octets.getvalue(), "x.zip") == ["Das Archiv ist zu groß."]
    assert refused(octets.getvalue(), "x.xlsx") == ["Die Arbeitsmappe ist zu groß."]
    assert refused(b"x" * 1_001, "x.csv") == ["Die Datei ist zu groß."]


def workbook(xml: str, shared: str = "") -> bytes:
    octets = io.BytesIO()
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(octets, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", xml.replace("<worksheet>", f"<worksheet {main}>"))
        if shared:
            book.writestr("xl/sharedStrings.xml", shared.replace("<sst>", f"<sst {main}>"))
    return octets.getvalue()


def test_a_workbook_is_read_as_other_programs_write_it() -> None:
    cells = (
        '<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>4.0</v></c>'
        '<c t="inlineStr"><is><t>in</t></is></c></row><row><c r="A3" t="b"><v>1</v></c><c t="str"><v>=x</v></c>'
        '<c t="s"><v>99</v></c></row></sheetData></worksheet>'
    )

    found = sheet.read(workbook(cells, "<sst><si><r><t>fe</t></r><r><t>tt</t></r></si></sst>"))

    assert found == [[], ["fett", "", "in"], ["ja", "=x", ""]]


@pytest.mark.parametrize("xml", ['<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "<worksheet>", "\xff"])
def test_a_workbook_with_entities_or_broken_parts_is_refused(xml: str) -> None:
    with pytest.raises(BadInput, match="keine Excel"):
        sheet.read(workbook(xml))
