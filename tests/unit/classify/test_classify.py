"""One message becomes labels with proof, and each label says why in German."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.load import shipped
from rules.matcher import Matcher
from tests.quality.report import message_of
from tests.quality.split import split
from triage.classify.classify import classify
from triage.classify.explain import as_json, reasons
from triage.values import Automatic, Channel, Classification, Evidence, Kind, ParsedMessage, Zone

_matcher = Matcher(shipped())
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def message(text: str, subject: str = "", channel: Channel = "email", quote: str = "", **more: object) -> ParsedMessage:
    zones = [Zone(start=0, end=len(text), kind="fresh")] if text else []
    if quote:
        zones.append(Zone(start=len(text), end=len(text) + len(quote), kind="quote"))
    fields: dict[str, object] = {"received_at": SUNDAY, **more}
    return ParsedMessage(channel=channel, text=text + quote, subject=subject, zones=tuple(zones), **fields)  # type: ignore[arg-type]  # any field of the record


def said(text: str, **more: object) -> Classification:
    return classify(message(text, **more), _matcher)  # type: ignore[arg-type]  # same


def every_proof(found: Classification) -> list[Evidence]:
    labels = [*found.topics, found.urgency, found.municipality, found.runner_up, found.runner_up_place]
    return [*(piece for label in labels if label for piece in label.evidence), *found.cancelled]


@pytest.mark.parametrize(
    ("text", "topic", "place", "language"),
    [
        ("Guten Tag, ich suche einen Deutschkurs, ich wohne in Nettetal.", "sprache", "nettetal", "de"),
        ("hallo ich brauche wohnung, lebe in bruggen mit 3 kinder", "wohnen", "brueggen", "de"),
        (
            "Hello, I live in Dülken and my residence permit expires. How to extend it?",
            "aufenthalt",
            "viersen",
            "en",
        ),
        ("Merhaba, Kempen'de oturuyorum, ev arıyoruz, kiralık daire lazım.", "wohnen", "kempen", "tr"),
        ("Добрий день, шукаємо квартиру у Віллиху, ми мешкаємо в Анраті.", "wohnen", "willich", "uk"),
        ("Здравствуйте, ищем квартиру, живём в Грефрате.", "wohnen", "grefrath", "ru"),
        ("السلام عليكم، نبحث عن شقة، نسكن في كمبن", "wohnen", "kempen", "ar"),
        ("سلام، ما در ویلیش زندگی می کنیم و دنبال خانه هستیم", "wohnen", "willich", "fa"),
        ("Bonjour, nous cherchons un appartement, nous habitons à Elmpt.", "wohnen", "niederkruechten", "fr"),
    ],
)
def test_a_plain_request_is_understood(text: str, topic: str, place: str, language: str) -> None:
    found = said(text)

    assert found.main_topic == topic
    assert found.municipality is not None
    assert found.municipality.id == place
    assert found.language == language
    assert found.kind == "request"


def test_nothing_known_is_something_else_and_not_certain() -> None:
    found = said("xyzzy plugh")

    assert [(label.id, label.evidence) for label in found.topics] == [("sonstiges", ())]
    assert not found.certain
    assert found.municipality is None
    assert found.language == "und"


def test_p20_violence_is_first_and_urgent_whatever_else_is_said() -> None:
    text = "Mein Mann schlägt mich und die Kinder, heute wieder. Ich brauche auch eine Wohnung und einen Deutschkurs."

    found = said(text)

    assert found.main_topic == "gewalt_notfall"
    assert found.urgency.id == "high"
    assert found.alarm


@pytest.mark.parametrize(
    "text",
    [
        "Er hat mich früher schon geschlagen und gestern wieder.",
        "Мой муж бил меня раньше, вчера опять избил меня.",
        "My husband used to beat me and last night he beat me again.",
    ],
)
def test_p20_danger_called_past_and_going_on_is_danger(text: str) -> None:
    # given a sentence with a word of the past and one that says it goes on
    # when it is read
    found = said(text)
    # then it is first and urgent
    assert (found.main_topic, found.urgency.id) == ("gewalt_notfall", "high")


def test_p20_violence_is_never_filed_as_thanks() -> None:
    # given thanks and good news beside violence
    text = "Vielen Dank für alles, die Wohnung hat geklappt. Mein Mann schlägt mich."
    # when it is read, then somebody must act
    assert said(text).kind == "request"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mein Widerspruch muss bis morgen beim Gericht sein.", "high"),
        ("Der Räumungstermin ist am 25.11., bitte helfen Sie.", "high"),
        ("Die Anhörung ist am 20. Dezember.", "normal"),
        ("Die Anhörung war am 20. Oktober.", "normal"),
        ("Guten Morgen, ich habe eine Frage zur Frist.", "normal"),
        ("Mahkeme duruşması yarın, ne yapacağım?", "high"),
        ("Завтра суд, помогите", "high"),
    ],
)
def test_a_deadline_within_a_week_is_pressing(text: str, level: str) -> None:
    assert said(text).urgency.id == level


def test_what_staff_noted_counts() -> None:
    found = said("ruft zurück", channel="phone", urgent_hint=True, town_hint="Kaldenkirchen", phone="02152 1")

    assert found.urgency.id == "high"
    assert found.municipality is not None
    assert found.municipality.id == "nettetal"


def test_a_dialling_code_decides_when_nothing_better_is_given() -> None:
    found = said("bittet um Rückruf", channel="phone", phone="02152 12345")

    assert found.municipality is not None
    assert [(p.field, p.text) for p in found.municipality.evidence] == [("phone", "02152 12345")]


@pytest.mark.parametrize(
    ("automatic", "kind"),
    [("bounce", "bounce"), ("auto_reply", "autoreply"), ("newsletter", "newsletter"), ("list", "newsletter")],
)
def test_a_machines_mail_is_about_nothing_of_ours(automatic: str, kind: Kind) -> None:
    mark = Automatic(kind=automatic, reason="test")  # type: ignore[arg-type]  # one of its literals

    found = said("Ich bin im Urlaub. Wohnung in Kempen, Kita Willich.", automatic=mark)

    assert found.kind == kind
    assert found.municipality is None
    assert found.urgency.id == "low"


@pytest.mark.parametrize(
    ("text", "replies", "kind"),
    [
        ("Tönisberg, Hausnummer 14.", True, "followup"),
        ("Tönisberg, Hausnummer 14.", False, "request"),
        ("Danke für die Liste! Zweite Frage: wo bekommt man den Ausweis?", True, "request"),
        ("Danke für die Liste, es hat geklappt.", True, "thanks"),
        ("Danke für die Liste.", False, "thanks"),
        ("Danke für die Liste. Wo bekommt man den Ausweis?", False, "request"),
        ("Wir wünschen eine Wohnung mit drei Zimmern. Danke", False, "request"),
    ],
)
def test_an_answer_is_a_followup_and_a_question_is_no_thanks(text: str, replies: bool, kind: Kind) -> None:
    assert said(text, replies=replies).kind == kind


def test_we_is_this_office_in_notes_of_calls_alone() -> None:
    text = "Fr. Y., Amern, findet die Bestätigung nicht, die wir ihr ausgedruckt hatten"
    zones = (Zone(start=0, end=len(text), kind="fresh"),)
    note = ParsedMessage(channel="phone", text=text, subject="", zones=zones)

    assert classify(note, _matcher).kind == "followup"
    assert said(text).kind == "request"


def test_quoted_words_count_little() -> None:
    quote = "\n> Wir suchen eine größere Wohnung in Kempen, der Vermieter kündigt"

    found = said("Ich habe noch eine Frage zum Deutschkurs und zur Sprachprüfung, wann beginnt er?", quote=quote)

    assert found.main_topic == "sprache"
    assert found.municipality is None


def test_every_reason_is_a_german_line_with_its_sum() -> None:
    found = said("Ich suche einen Deutschkurs in Nettetal, ich wohne in Breyell.")

    lines = reasons(found)

    assert lines[0].startswith("Thema Sprache: zusammen ")
    assert any("„Deutschkurs“ im Text: +" in line for line in lines)
    assert any(line.startswith("Ort Nettetal: ") for line in lines)
    assert any(line.startswith("Dringlichkeit normal") for line in lines)
    total = sum(piece.weight for piece in found.topics[0].evidence)
    assert found.topics[0].score == pytest.approx(total)


def test_the_json_is_the_contracts() -> None:
    found = as_json(said("Ich suche einen Deutschkurs, wohne in Breyell."), "x1")

    assert list(found) == [
        *("id", "language", "kind", "sender_role", "topics", "municipality", "urgency", "certain", "rulebook"),
    ]
    piece = found["topics"][0]["evidence"][0]
    assert list(piece) == ["field", "start", "end", "text", "rule", "weight"]
    assert found["rulebook"].startswith("sha256:")
    assert list(found["urgency"]) == ["level", "evidence"]
    assert list(found["municipality"]) == ["id", "score", "evidence"]


_WORDS = st.sampled_from(
    (
        *("Wohnung", "Deutschkurs", "Kempen", "in", "wohne", "ß", "İ", "Bru\u0308ggen", "😀", "Aerzte", "bis"),
        *("morgen", "25.11.", "Frist", "سكن", "كمبن", "живу", "в", "Дюлькене", "ev'de", ".", ",", "\n", "(", "'x"),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.lists(_WORDS, max_size=6))
def test_every_proof_is_a_stretch_of_its_field(body: list[str], title: list[str]) -> None:
    text, subject = " ".join(body), " ".join(title)

    found = said(text, subject=subject)

    for piece in every_proof(found):
        field = {"subject": subject, "body": text, "phone": ""}[piece.field]
        assert field[piece.start : piece.end] == piece.text
    assert found.topics
    assert found.kind in get_args(Kind)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
def test_no_text_breaks_it(text: str, subject: str) -> None:
    found = said(text, subject=subject)

    assert as_json(found, "x")["topics"]
    assert reasons(found)


def test_the_same_message_gives_the_same_answer() -> None:
    mail = message("Ich suche Arbeit und Wohnung in Kempen, bis morgen, Anhörung", subject="Hilfe")

    assert classify(mail, _matcher) == classify(mail, _matcher)


def test_the_words_shown_add_up_to_the_sum_shown() -> None:
    """What people read as a sum is one, hints and days included."""
    for row in split()[0]:
        found = classify(message_of(row), _matcher)
        for label in (*found.topics, found.urgency, found.municipality, found.runner_up, found.runner_up_place):
            if label is not None and label.evidence:
                assert sum(piece.weight for piece in label.evidence) == pytest.approx(label.score, abs=0.011), row["id"]
