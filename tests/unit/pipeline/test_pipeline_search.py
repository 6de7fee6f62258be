"""What was filed is found, in any spelling, by whoever may see it; on SQLite and on PostgreSQL."""

from __future__ import annotations

import string
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, delete, select

from models.label import LabelRow
from models.message import Message
from models.outgoing import Outgoing
from models.searchtext import SearchText
from models.ticket import Note
from tests.unit.pipeline.offices import file, file_one, mail, ticket
from triage.desk import reply
from triage.desk.asked import Asked, Problem, asked
from triage.desk.indexing import BATCH, index_anew, index_new
from triage.desk.reply import Reply
from triage.desk.search import PAGE, passage_of, search
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
NOBODY = Viewer(name="nobody", shown="", role="gast")
TODAY, HOME = date(2026, 11, 20), ZoneInfo("Europe/Berlin")

TEXTS = {
    "mueller": "Herr Müller aus Süchteln braucht einen B1 Kurs am Abend, seine Nummer ist 02162 39-2129.",
    "yilmaz": "Frau Yılmaz sucht eine Wohnung für fünf Personen.",
    "olena": "Добрий день, я шукаю житло у Фірзені, щоб жити біля сестри. Ещё раз спасибо.",
    "amal": "أبحث عن شقة في كمبن مع أولادي، الأرض رطبة",
}


@pytest.fixture
def filed(office: Office) -> dict[str, str | None]:
    """Name → ticket number."""
    mails = [
        mail(text, Subject=f"Anliegen {name}", Message_ID=f"<{name}@example.org>", From=f"{name} <{name}@example.org>")
        for name, text in TEXTS.items()
    ]
    reports = file(office, *mails)
    index_new(office)
    return dict(zip(TEXTS, (report.ticket for report in reports), strict=True))


def found(office: Office, query: str, viewer: Viewer = WEBER) -> list[str]:
    with office.store.reading() as db:
        return [hit.ticket.number for hit in search(db, viewer, asked(query, TODAY), HOME).found]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Müller", "mueller"), ("mueller", "mueller"), ("MULLER", "mueller"), ("müll", "mueller"),
        ('"b1 kurs am abend"', "mueller"), ("abend kurs", "mueller"), ("+49 2162 39 21 29", "mueller"),
        ("yilmaz", "yilmaz"), ("YILMAZ", "yilmaz"), ("Yılmaz wohnung", "yilmaz"), ("fuenf", "yilmaz"),
        ("еще", "olena"), ("Ещё", "olena"), ("житло", "olena"), ("ارض", "amal"), ("شقة", "amal"), ("شقه", "amal"),
        ("von:amal", "amal"), ("von:olena@example.org", "olena"), ("anliegen amal", "amal"),
        ("ort:kempen von:amal", "amal"), ("sprache:arabisch", "amal"), ("thema:wohnen yilmaz", "yilmaz"),
    ],
)  # fmt: skip
def test_one_is_found(office: Office, filed: dict[str, str | None], query: str, name: str) -> None:
    assert found(office, query) == [filed[name]]


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", '""', '"kurs b1"', "von:schmitz", "abend wohnung", "seit:heute bis:gestern", "kanal:anruf",
        "status:erledigt", "ort:grefrath", "AND OR NOT", "NEAR(kurs abend)", "zzz*)", "people:x", "';--", "\0",
    ],
)  # fmt: skip
def test_nothing_is_found_and_nothing_breaks(office: Office, filed: dict[str, str | None], query: str) -> None:
    assert filed
    assert found(office, query) == []


def test_a_number_finds_its_ticket(office: Office, filed: dict[str, str | None]) -> None:
    number = filed["yilmaz"]
    assert number is not None

    assert found(office, number) == [number]
    assert found(office, f"kim {number.rpartition('-')[2].lstrip('0')}") == [number]


def test_newest_come_first_page_by_page(office: Office) -> None:
    file(office, *(mail(f"Frage {at}", Message_ID=f"<{at}@e.org>", From=f"p{at}@e.org") for at in range(PAGE + 7)))
    assert index_new(office) == PAGE + 7

    with office.store.reading() as db:
        first = search(db, WEBER, asked("frage", TODAY), HOME)
        second = search(db, WEBER, asked("frage", TODAY), HOME, below=first.next)

    numbers = [hit.ticket.number for hit in (*first.found, *second.found)]
    assert (len(first.found), len(second.found), second.next) == (PAGE, 7, None)
    assert numbers == sorted(set(numbers), reverse=True)


def test_who_may_see_nothing_finds_nothing(office: Office, filed: dict[str, str | None]) -> None:
    assert filed
    assert found(office, "kurs", NOBODY) == []


def test_an_answer_and_a_note_are_found_with_their_ticket(office: Office, filed: dict[str, str | None]) -> None:
    answer = mail("Ich habe jetzt Zertifikatskopien.", Message_ID="<neu@e.org>", In_Reply_To="<yilmaz@example.org>",
                  From="yilmaz@example.org")  # fmt: skip
    file_one(office, answer)
    key = ticket(office, filed["mueller"]).id
    assert key is not None
    with office.store.transaction() as db:
        db.add(Note(ticket_id=key, author="weber", at=office.clock.now(), text="Rückruf bei Elternbeirat"))

    assert index_new(office) == 2
    assert found(office, "zertifikatskopien") == [filed["yilmaz"]]
    assert found(office, "elternbeirat") == [filed["mueller"]]
    assert index_new(office) == 0


def test_the_index_made_anew_is_the_same(office: Office) -> None:
    file(office, *(mail(f"Frage {at}", Message_ID=f"<{at}@e.org>", From=f"p{at}@e.org") for at in range(BATCH // 2)))
    index_new(office)
    before = rows(office)

    assert index_anew(office) == BATCH // 2
    assert rows(office) == before
    assert len(found(office, "frage")) == PAGE


def test_what_is_committed_after_something_with_a_higher_number_is_found_too(office: Office) -> None:
    """On PostgreSQL two transactions may end in the other order than they were numbered."""
    late, early = file(office, *(mail(f"Wort{at}", Message_ID=f"<{at}@e.org>", From=f"p{at}@e.org") for at in "ab"))
    with office.store.transaction() as db:
        hidden = db.exec(select(Message).where(col(Message.text).contains("Worta"))).one()
        kept = hidden.model_dump()
        db.exec(delete(LabelRow).where(col(LabelRow.message_id) == hidden.id))
        db.delete(hidden)
    assert index_new(office) == 1
    with office.store.transaction() as db:
        db.add(Message(**kept))

    assert index_new(office) == 1
    assert (found(office, "worta"), found(office, "wortb")) == ([late.ticket], [early.ticket])


def test_an_index_that_knows_all_writes_nothing(office: Office, filed: dict[str, str | None]) -> None:
    assert filed
    with office.store.transaction():  # on SQLite the only write lock there is
        assert index_new(office) == 0


def rows(office: Office) -> list[tuple[int | None, str, str]]:
    with office.store.reading() as db:
        return sorted((row.ticket_id, row.people, row.words) for row in db.exec(select(SearchText)))


@given(st.text(alphabet=string.printable + "äßıё:\"'*()-م", max_size=80))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_query_breaks(office: Office, query: str) -> None:
    assert isinstance(found(office, query), list)


@pytest.mark.parametrize(
    ("query", "part", "known"),
    [
        ("ort:netetal", "ort:netetal", "ort:nettetal"),
        ("thma:wohnen", "thma:wohnen", "thema:wohnen"),
        ("thema:wonen", "thema:wonen", "thema:wohnen"),
        ("seit:neulich", "seit:neulich", "seit:1.11."),
        ("status:xyz", "status:xyz", ""),
        ("seit:31.2.2026", "seit:31.2.2026", "seit:1.11."),
    ],
)
def test_what_is_not_understood_is_said_with_the_nearest_right_word(query: str, part: str, known: str) -> None:
    assert asked(query, TODAY).problems == (Problem(part=part, known=known),)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Ort:Brüggen", Asked(municipality="brueggen")),
        ("ort:Toenisvorst thema:einbürgerung", Asked(municipality="toenisvorst", topic="einbuergerung")),
        ("ort:unklar kanal:telefon", Asked(municipality="none", channel="phone")),
        ("seit:1.12.", Asked(since=date(2025, 12, 1))),
        ("seit:1.11. bis:2026-11-05", Asked(since=date(2026, 11, 1), until=date(2026, 11, 5))),
        ("seit:01.02.25", Asked(since=date(2025, 2, 1))),
        ("since:yesterday", Asked(since=date(2026, 11, 19))),
        ('von:"Olena K."', Asked(people=("olena", "k"))),
        ("Re:Wohnung 12:30", Asked(words=("re", "wohnung", "12", "30"))),
        ('"eins"', Asked(words=("eins",))),
        ('"nie geschlossen', Asked(phrases=(("nie", "geschlossen"),))),
    ],
)
def test_a_query_is_read(query: str, expected: Asked) -> None:
    assert asked(query, TODAY) == expected


def test_a_passage_shows_the_words_round_what_was_found() -> None:
    said = "Anfang " * 30 + "die Wohnungen sind (feucht!), " + "Ende " * 30

    passage = passage_of(said, {"wohnung", "feucht"})

    assert [part.text for part in passage if part.marked] == ["Wohnungen", "feucht"]
    shown = "".join(part.text for part in passage)
    assert shown.startswith("… Anfang") and shown.endswith("Ende …")  # noqa: PT018 - one thing: cut between words
    assert len(shown) < 160
    assert shown.strip("… ") in said
    assert passage_of(said, {"nirgends"}) == ()


def test_what_staff_answered_is_found_until_it_is_taken_back(office: Office) -> None:
    number = file_one(office, mail()).ticket
    other = file_one(office, mail(Message_ID="<zwei@example.org>", From="B <b@example.org>")).ticket
    assert number is not None
    key = reply.send(office, WEBER, number, Reply(text="Bitte bringen Sie die Geburtsurkunde im Original mit."))
    index_new(office)

    assert found(office, "geburtsurkunde") == [number]
    assert other not in found(office, "geburtsurkunde")
    with office.store.reading() as db:
        [hit] = search(db, WEBER, asked("geburtsurkunde", TODAY), HOME).found
    assert [part.text for part in hit.passage if part.marked] == ["Geburtsurkunde"]
    assert found(office, "geburtsurkunde", NOBODY) == []
    reply.take_back(office, WEBER, number, key)
    index_new(office)
    assert found(office, "geburtsurkunde") == []
    assert index_new(office) == 0, "nothing is made twice"


def test_what_a_machine_answered_is_not_found(office: Office) -> None:
    number = file_one(office, mail()).ticket
    index_new(office)

    with office.store.reading() as db:
        [receipt] = db.exec(select(Outgoing)).all()
    assert receipt.automatic
    word = max(receipt.body.split(), key=len).strip(".,:")

    assert number not in found(office, word)
