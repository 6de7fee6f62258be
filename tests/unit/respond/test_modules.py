"""Are the ready-made texts whole, findable, and their mistakes named?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage.errors import BadInput
from triage.packs import modules
from triage.respond.modules import PLACEHOLDERS, Modules, filled, load

SHIPPED = modules({})
ELEVEN = {"de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro", "bg"}
GOOD = "- id: gruss\n  title: Gruß\n  texts:\n    de: Guten Tag {name}\n"


def written(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def closed(folder: Path, text: str = "Grüße\n{name}\n") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "closing.de.txt").write_text(text, encoding="utf-8")
    return folder


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        load([written(tmp_path / "modules", eins=text)], [closed(tmp_path / "mail")])
    return wrong.value.problems


def test_ten_of_the_shipped_texts_speak_eleven_languages_and_all_speak_german_and_english() -> None:
    assert len(SHIPPED.all) >= 25
    assert sum(set(m.texts) == ELEVEN for m in SHIPPED.all) >= 10
    assert all({"de", "en"} <= set(m.texts) for m in SHIPPED.all)
    assert set(SHIPPED.closings) == ELEVEN
    assert SHIPPED.languages[0] == "de"


@pytest.mark.parametrize("module", SHIPPED.all, ids=lambda m: m.id)
def test_a_text_says_the_same_numbers_and_placeholders_in_every_language(module: object) -> None:
    texts = module.texts  # type: ignore[attr-defined]  # pytest hands parameters on untyped
    said = {tuple(sorted(re.findall(r"\d{3,}", text))) for text in texts.values()}
    named = {tuple(sorted(re.findall(r"\{\w+\}", text))) for text in texts.values()}
    gaps = {text.count("…") for text in texts.values()}

    assert len(said) == 1
    assert len(named) == 1
    assert len(gaps) == 1


def test_texts_of_the_topic_come_first_then_those_of_none() -> None:
    found = SHIPPED.found("", "wohnen")

    order = [0 if "wohnen" in m.topics else 2 if m.topics else 1 for m in found]
    assert order == sorted(order)
    assert {0, 1, 2} == set(order)
    assert len(found) == len(SHIPPED.all)


@pytest.mark.parametrize("query", ["ruckruf", "RÜCKRUF", "anrufen zwischen", "telefonnummer erreichen"])
def test_texts_are_found_by_words_however_they_are_typed(query: str) -> None:
    words = query if query != "anrufen zwischen" else "rufen zwischen"

    assert "rueckruf-ankuendigen" in [m.id for m in SHIPPED.found(words, "sonstiges")]


def test_a_language_without_a_text_gets_german() -> None:
    [module] = [m for m in SHIPPED.all if m.id == "wohnungssuche"]

    assert module.text("ar") == module.texts["de"]
    assert SHIPPED.closing("xx", name="A", number="1", office_phone="2").startswith("Mit freundlichen Grüßen\nA")
    with pytest.raises(BadInput, match="module_unknown"):
        SHIPPED.named("nichts")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "Guten Tag, KIM-1"),
        ("Olena", "Guten Tag Olena, KIM-1"),
        ("{number}", "Guten Tag {number}, KIM-1"),
        ("\u202eb\n\x00a", "Guten Tag b a, KIM-1"),
        ("x" * 200, f"Guten Tag {'x' * 100}, KIM-1"),
    ],
)
def test_a_name_is_put_in_as_one_plain_line_or_left_out(name: str, text: str) -> None:
    assert filled("Guten Tag {name}, {number}", name=name, number="KIM-1") == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: a\n  x: [", "eins.yaml:2  Die Datei ist kein YAML."),
        ("id: gruss", "eins.yaml  Erwartet wird eine Liste von Bausteinen."),
        ("- gruss", "eins.yaml, Baustein 1  Das ist kein Baustein."),
        (
            GOOD.replace("gruss", "Grüß Gott"),
            "eins.yaml, Baustein 1  Die id fehlt oder ist kein Wort aus a-z, 0-9 und -.",
        ),
        (GOOD.replace("title: Gruß", "title:"), "eins.yaml, gruss  Der Titel fehlt."),
        (GOOD.replace("de:", "en:"), "eins.yaml, gruss  Der deutsche Text fehlt."),
        (
            GOOD.replace("{name}", "{nmae}"),
            "eins.yaml, gruss  unbekannter Platzhalter {nmae} (de). Erlaubt: {number} {name}",
        ),
        (GOOD.replace("{name}", "'}'"), "eins.yaml, gruss  einzelne geschweifte Klammer (de)."),
        (GOOD.replace("{name}", "\u202e"), "eins.yaml, gruss  unsichtbares Steuerzeichen (de)."),
        (GOOD + "  topics: [wonen]\n", "eins.yaml, gruss  unbekanntes Thema 'wonen'."),
        (GOOD + "  topics: wonen\n", "eins.yaml, gruss  unbekanntes Thema 'wonen'."),
        (
            GOOD + "  farbe: rot\n",
            "eins.yaml, gruss  unbekannter Schlüssel 'farbe'. Erlaubt: id, topics, title, texts.",
        ),
        (GOOD + "    no: Hei\n", "eins.yaml, gruss  False ist kein Sprachkürzel."),
        (GOOD + "    en:\n", "eins.yaml, gruss  Der Text für 'en' fehlt."),
        (GOOD + GOOD, "gruss  Diese id gibt es zweimal."),
    ],
)
def test_a_mistake_is_named_with_file_and_id(tmp_path: Path, text: str, said: str) -> None:
    assert problems(tmp_path, text) == [said]


def test_every_mistake_is_named_at_once_and_octets_that_are_no_text_too(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "zwei.yaml").write_bytes(b"- id: \xff")

    assert problems(tmp_path, "- {}") == [
        "eins.yaml, Baustein 1  Die id fehlt oder ist kein Wort aus a-z, 0-9 und -.",
        "eins.yaml, Baustein 1  Der Titel fehlt.",
        "eins.yaml, Baustein 1  Der deutsche Text fehlt.",
        "zwei.yaml:1  Die Datei ist kein YAML.",
    ]


def test_a_closing_is_needed_in_german_and_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=re.escape("closing.de.txt  Die Datei fehlt.")):
        load([], [tmp_path])
    with pytest.raises(
        BadInput, match=re.escape("unbekannter Platzhalter {town}. Erlaubt: {number} {name} {office_phone}")
    ):
        load([], [closed(tmp_path, "Grüße aus {town}")])


def test_a_file_of_the_office_replaces_its_namesake_and_others_are_added(tmp_path: Path) -> None:
    shipped = written(tmp_path / "shipped", eins=GOOD, zwei=GOOD.replace("gruss", "zwei"))
    own = written(tmp_path / "own", eins=GOOD.replace("gruss", "eigen"), drei=GOOD.replace("gruss", "drei"))

    found = load([shipped, own], [closed(tmp_path / "mail")])

    assert [m.id for m in found.all] == ["drei", "eigen", "zwei"]


def test_an_installation_reads_its_own_folder_over_the_shipped_one(tmp_path: Path) -> None:
    written(tmp_path / "modules", eigen=GOOD.replace("gruss", "eigen"))

    found = modules({"TRIAGE_CONFIG_DIR": str(tmp_path)})

    assert {m.id for m in found.all} == {m.id for m in SHIPPED.all} | {"eigen"}


def test_without_any_file_there_is_nothing_to_insert_and_nothing_below() -> None:
    assert (Modules().found("", "wohnen"), Modules().closing("de", name="A", number="1", office_phone="2")) == ((), "")
    assert set(PLACEHOLDERS) == {"number", "name"}
