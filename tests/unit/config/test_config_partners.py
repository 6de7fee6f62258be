"""Who is competent is a file the office keeps: checked line by line, replaced by name, never guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import competence, consent
from config.files import SettingsInvalid
from triage.packs import partners
from triage.respond.partners import Partner, Partners
from triage.values import MUNICIPALITIES, TOPICS
from triage.web.call import LANGUAGES

HEADER = "topic;municipality;office;phone;mail;web\n"
SHIPPED = partners({})


def names(found: tuple[Partner, ...]) -> list[str]:
    return [partner.office for partner in found]


def problems(text: str) -> list[str]:
    _rows, found = competence.read(text, "k.csv", topics=TOPICS, towns=MUNICIPALITIES)
    assert found
    return found


@pytest.mark.parametrize("town", [town for town in MUNICIPALITIES if town not in ("viersen", "outside")])
def test_the_town_of_viersen_has_its_own_foreigners_office_and_the_district_serves_the_others(town: str) -> None:
    assert names(SHIPPED.step("aufenthalt", "viersen").first) == ["Stadt Viersen, Ausländerbehörde"]
    assert names(SHIPPED.step("aufenthalt", town).first) == ["Kreis Viersen, Ausländerbehörde"]


@pytest.mark.parametrize("town", MUNICIPALITIES[:-1])
def test_four_towns_have_their_own_youth_office(town: str) -> None:
    own = {
        "kempen": "Stadt Kempen",
        "nettetal": "Stadt Nettetal",
        "viersen": "Stadt Viersen",
        "willich": "Stadt Willich",
    }

    assert names(SHIPPED.step("familie", town).first) == [f"{own.get(town, 'Kreis Viersen')}, Jugendamt"]


def test_every_topic_leads_somewhere_in_every_town() -> None:
    empty = [
        (topic, town) for topic in TOPICS for town in (*MUNICIPALITIES, None) if not SHIPPED.step(topic, town).first
    ]

    assert [pair for pair in empty if pair[1] is not None] == []
    assert all(SHIPPED.step(topic, None).depends for topic, _town in empty), "or says that the town decides"


def test_in_danger_the_numbers_that_always_answer_stand_first() -> None:
    step = SHIPPED.step("gewalt_notfall", None)

    assert {p.office: p.phone for p in step.first} == {
        "Polizei": "110",
        "Feuerwehr und Rettungsdienst": "112",
        "Hilfetelefon Gewalt gegen Frauen": "116 016",
        "Telefonseelsorge": "0800 1110111",
        "Nummer gegen Kummer": "116 111",
    }


def test_a_row_naming_topic_and_town_stands_before_one_naming_less() -> None:
    rows = [("*", "*"), ("wohnen", "*"), ("*", "kempen"), ("wohnen", "kempen")]
    matrix = tuple(Partner(topics=(t,), towns=(o,), office=f"{t} {o}") for t, o in rows)
    known = Partners(matrix=matrix)

    assert names(known.step("wohnen", "kempen").first) == ["wohnen kempen"]
    assert names(known.step("wohnen", "kempen").further) == ["wohnen *", "* kempen"]
    assert names(known.step("arbeit", "kempen").first) == ["* kempen"]
    assert names(known.step("arbeit", None).first) == ["* *"]
    assert names(known.step("wohnen", None).depends) == ["wohnen kempen"]
    assert Partners().step("wohnen", "kempen").first == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEADER + "wonen;kempen;X;;;\n", 'k.csv:2  topic = "wonen": unbekannt. Meinten Sie "wohnen"?'),
        (HEADER + "wohnen;kempn;X;;;\n", 'k.csv:2  municipality = "kempn": unbekannt. Meinten Sie "kempen"?'),
        (HEADER + "* wohnen;*;X;;;\n", 'k.csv:2  topic = "*": unbekannt.'),
        (HEADER + ";*;X;;;\n", "k.csv:2  topic: ist leer. Für alle: *."),
        (HEADER + "# Bemerkung\n\n*;*;;;;\n", "k.csv:4  office: Der Name der Stelle fehlt."),
        (HEADER + "*;*;X;;keine Adresse;\n", "k.csv:2  mail: keine Adresse."),
        (HEADER + "*;*;X;;;www.example.org\n", "k.csv:2  web: beginnt nicht mit https://."),
        (HEADER + "*;*;X;;;;zu viel\n", "k.csv:2  Die Zeile hat 1 Felder zu viel."),
        (HEADER + f"*;*;{'x' * 401};;;\n", "k.csv:2  office: länger als 400 Zeichen."),
        (HEADER + "*;*;X\x01;;;\n", "k.csv:2  office: unsichtbares Steuerzeichen."),
        (HEADER + '*;*;"X;;;\n', "k.csv:2  Die Zeile ist nicht lesbar"),
        ("topik;municipality;office\n", 'k.csv:1  "topik": unbekannte Spalte. Meinten Sie "topic"?'),
        ("topic;municipality\n", "k.csv:1  office: Die Spalte fehlt."),
        ("", "k.csv:1  topic: Die Spalte fehlt."),
    ],
)
def test_every_problem_names_file_line_column_and_the_nearest_right_word(text: str, found: str) -> None:
    assert [line for line in problems(text) if line.startswith(found)], problems(text)


def test_all_problems_are_told_at_once() -> None:
    assert len(problems(HEADER + "wonen;kempn;;;x;\n")) == 4


def test_commas_and_a_byte_order_mark_are_read_as_office_programs_write_them(tmp_path: Path) -> None:
    (tmp_path / competence.NAME).write_bytes(
        '\ufefftopic,municipality,office\nwohnen,kempen willich,"Amt, Haus 2"\n'.encode()
    )

    rows = competence.load({"TRIAGE_CONFIG_DIR": str(tmp_path)}, topics=TOPICS, towns=MUNICIPALITIES)

    assert [(r.topics, r.towns, r.cells["office"], r.cells["phone"]) for r in rows] == [
        (("wohnen",), ("kempen", "willich"), "Amt, Haus 2", "")
    ]


@pytest.mark.parametrize(
    "octets", [b"topic;municipality;office\nwonen;*;X\n", b"topic;municipality;office\n*;*;\xff\n"]
)
def test_a_replaced_file_that_is_wrong_stops_the_start_in_words(tmp_path: Path, octets: bytes) -> None:
    (tmp_path / competence.NAME).write_bytes(octets)

    with pytest.raises(SettingsInvalid, match=re.escape(f"{tmp_path / competence.NAME}:2")):
        partners({"TRIAGE_CONFIG_DIR": str(tmp_path)})


def test_a_folder_in_the_files_place_stops_the_start_in_words(tmp_path: Path) -> None:
    (tmp_path / competence.NAME).mkdir()

    with pytest.raises(SettingsInvalid, match="kann nicht gelesen werden"):
        partners({"TRIAGE_CONFIG_DIR": str(tmp_path)})


# -- consent ---------------------------------------------------------------------------------------------------------


def test_the_words_of_consent_are_there_in_fifteen_languages_we_take_calls_in() -> None:
    texts = SHIPPED.wording.texts

    assert len(texts) == 15
    assert texts.keys() <= set(LANGUAGES)
    assert all("KIM" in text and "{receiver}" in text for text in texts.values())
    assert SHIPPED.wording.text("ar", "Amt X").count("Amt X") == 1
    assert SHIPPED.wording.text("so", "Amt X").startswith("Ich bin einverstanden"), "German where there is no text"


def as_toml(**texts: str) -> str:
    return 'version = "7"\n[texts]\n' + "".join(f'{name} = "{words}"\n' for name, words in texts.items())


EVERY = dict.fromkeys(consent.REQUIRED, "an {receiver}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (as_toml(**{**EVERY, "tr": "ohne Stelle"}), ":5  texts.tr: nennt die Stelle nicht ({receiver})."),
        (as_toml(de="an {receiver}"), ":2  texts.fr: fehlt."),
        ("x = 1\n" + as_toml(**EVERY), ":1  x: unbekannter Schlüssel."),
        ('version = "12345678901234567"\n', ":1  version: fehlt oder hat mehr als 16 Zeichen."),
        ("[texts\n", "ist kein gültiges TOML"),
    ],
)
def test_wrong_words_of_consent_are_told_with_file_and_line(tmp_path: Path, text: str, found: str) -> None:
    (tmp_path / consent.NAME).write_text(text, encoding="utf-8")

    with pytest.raises(SettingsInvalid) as refused:
        consent.load({"TRIAGE_CONFIG_DIR": str(tmp_path)})

    assert [line for line in refused.value.problems if found in line], refused.value.problems


def test_an_office_may_word_its_own_consent(tmp_path: Path) -> None:
    (tmp_path / consent.NAME).write_text(as_toml(**EVERY), encoding="utf-8")

    wording = consent.load({"TRIAGE_CONFIG_DIR": str(tmp_path)})

    assert (wording.version, wording.texts["fa"]) == ("7", "an {receiver}")
