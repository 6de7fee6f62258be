"""In which role somebody writes, and where a place speaks for the sender's own home."""

from __future__ import annotations

import pytest

from rules.load import shipped
from rules.matcher import Matcher
from triage.classify.classify import classify
from triage.message.bare import read_body
from triage.values import Channel, Classification, ParsedMessage, Zone

_matcher = Matcher(shipped())


def _mail(text: str) -> Classification:
    return classify(read_body(text), _matcher)


def _note(text: str, channel: Channel = "phone") -> Classification:
    zones = (Zone(start=0, end=len(text), kind="fresh"),)
    return classify(ParsedMessage(channel=channel, text=text, subject="", zones=zones), _matcher)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Guten Tag,\nder Schein fehlt noch, wer kann helfen?\nMit freundlichen Grüßen\nPatientenabrechnung",
            "institution",
        ),
        ("Zwei Jugendliche haben keinen Pass. Was gilt als Ersatz?\nM. K., Jugendhilfe", "institution"),
        ("Wir vermieten an Familie H. und die Miete kommt nur zum Teil.", "institution"),
        ("Buongiorno, siamo una gelateria e vorremmo assumere una signora.", "institution"),
        ("Was ist das für ein Schein. Wohnungsgesellschaft sagt ohne keine Wohnung.", "client"),
        ("Das Jobcenter zahlt nicht und mein Chef auch nicht.", "client"),
        ("Kızım okula başladı, çok mutlu.", "client"),
        ("شركة نقل وعدتني بعقد، مين لازم اسأل؟", "client"),
        ("Ich schreibe von Handy meine Freundin. Mein Mann weiß nicht, er schlägt mich.", "client"),
        ("Der Mann, um den ich mich kümmere, hat nur eine Duldung.", "helper"),
        ("Пишу за соседку, ей нужна прописка.", "helper"),
        ("Zwei Plätze im Kurs sind frei.\nViele Grüße\nBeratungslehrerin", "institution"),
        ("Eine Frau sitzt bei uns. Das Rathaus ist zu.\nKath. Pfarrbüro, G. L.", "institution"),
        ("Mein Bruder hat einen Brief bekommen. Wir wohnen zusammen in Brüggen.", "client"),
        ("Сын болеет, он не ходит в школу, ему трудно.", "client"),
        ("Für unsere Jugendseite suchen wir Erwachsene, die erzählen.", "press"),
    ],
)
def test_a_mail_shows_who_writes(text: str, role: str) -> None:
    assert _mail(text).sender_role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Fr. A., Jugendamt, fragt nach einem Termin", "institution"),
        ("Frau Dr. B. (Praxis in Oedt) will wissen, wer dolmetscht", "institution"),
        ("Tischlerei I.: Bewerber braucht Zustimmung", "institution"),
        ("Hr. B.: Jugendamt schreibt ihm", "client"),
        ("Hr. C., 02152 000000, Sozialamt hat Leistung halbiert", "client"),
        ("Fr. D., Stadt Viersen, fragt nach der Einbürgerung", "client"),
        ("Fr. E., Lobberich, Patin: Kurs scheitert am Schein", "helper"),
        ("Bahnhofsmission, Fr. F.: Frau mit Kind sitzt im Warteraum", "institution"),
        ("Gebäudemanagement fragt, wer im Flur sitzt", "institution"),
        ("Fr. G. für Fam. H., Boisheim: wer zahlt den Schulranzen?", "helper"),
        ("Fr. I. (Brüggen), frühere Lehrerin. Mann aus Myanmar will einen Kurs", "helper"),
        ("Hr. J. (Tönisvorst) Reha vorbei, geht ohne Stock", "client"),
        ("Fr. K., Kempen (Hagelkreuz), Rohr defekt, Vermieter zieht nichts ab", "client"),
        ("Hr. L. ruft von der Bushaltestelle an, weiß nicht wohin", "client"),
    ],
)
def test_a_call_note_names_its_caller_first(text: str, role: str) -> None:
    assert _note(text).sender_role == role


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hr. P., Krefeld-Hüls, arbeitet auf einem Hof in Tönisvorst", "outside"),
        ("Hr. S., Niederkr., Anhörung am Montag in Mönchengladb.", "niederkruechten"),
    ],
)
def test_a_town_between_commas_is_the_callers(text: str, place: str) -> None:
    found = _note(text).municipality
    assert found is not None
    assert found.id == place


def test_who_signs_with_a_town_lives_there() -> None:
    found = _mail(
        "Guten Tag,\nwann ist mein Termin wegen des Kurses für meine Frau?\nMit freundlichem Gruß\nG. N., Hinsbeck"
    )
    assert found.municipality is not None
    assert found.municipality.id == "nettetal"


def test_a_relative_abroad_does_not_move_the_family() -> None:
    found = _note("Herr O., Hehler. Will seinen Sohn anerkennen, die Mutter lebt in Lagos").municipality
    assert found is not None
    assert found.id == "schwalmtal"
