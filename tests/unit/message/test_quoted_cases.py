"""What a person wrote is never cut, what a person passes on is read, and nothing makes the reading slow."""

from __future__ import annotations

import time

import pytest

from triage.message.as_json import as_json
from triage.message.bare import read_body
from triage.message.own import OwnSigns
from triage.message.quoting import split

REPLY = "Ja, ich komme."
K = "Kim Muster <kim@example.net>"
BLOCK = f"Von: {K}\nGesendet: Donnerstag, 19. November 2026 14:02\nAn: ali@example.org\nBetreff: Termin"
INTRO = f"Am 19.11.2026 um 14:02 schrieb {K}:"

TYPED = [
    "Am 12.11.2026 schrieb mir das Jobcenter:\nSie müssen zahlen.",
    "Am 12.11.2026 um 10:30 Uhr schrieb mir das Amt:\nSie müssen zahlen.",
    "Am Montag schrieb mir das Amt:\nBitte kommen Sie.",
    "Ich habe am 12.11.2026 um 10:00 an amt@example.org geschrieben:\nkeine Antwort.",
    "Am 12.11.2026 um 10:30 war ich beim amt@example.org, dort sagte man mir:\nkommen Sie wieder",
    "Heute kam das:\nDas Amt schreibt: Sie müssen kommen\nWas heißt das?",
    "12.11.2026 10:30 Termin beim Amt:\nIch kann nicht.",
    "Von: meinem Vermieter\nAn: mich\nBetreff: Kündigung\nEr sagt, ich muss raus.",
    "Mein Weg:\nVon: Kempen\nNach: Viersen\nDatum: 19.11.2026\nIst das möglich?",
    "From my house it is far.\nFrom: 8 am\nTo: 12 am\nI am at school.",
    "Termin: 19.11.2026 14:02\nOrt: Kempen\nThema: Kurs\nIch komme.",
    "Zeiten:\nMo 08:00 - 12:00:\nDi 14:00 - 16:00:\nbin ich da",
    "Meine Fragen:\n1. Termin 19.11.2026 14:02:\n2. Kurs:\nDanke",
    "Ich brauche:\n> einen Kurs\n> eine Wohnung\n> Arbeit\nDanke",
    "Ich frage:\n>From my house it is far\nDanke",
    "Mein Sohn ist\n>18 Jahre alt.",
    "-- erstens Wohnung\n-- zweitens Kurs\n\nbitte helfen",
    "Ich habe mit dem Amt gechattet:\n\nAmt: Wann kommen Sie?\nIch: morgen\nAmt: ok",
    "Meine Nummer: 0176 1234567\nMeine Mail: ali@example.org\nBitte schreiben Sie mir:\nalles",
    "Die Adresse ist:\nAli Beispiel\nMusterweg 1\n41334 Nettetal",
    "Von: Ali Beispiel\nE-Mail: ali@example.org\nBetreff: Deutschkurs\nNachricht:\nIch suche einen Kurs.",
    "Dieser Brief kam:\n\nVon: Amt\nAn: Ali Beispiel\nDatum: 12.11.2026\nBetreff: Einladung\n\nKommen Sie.\n\nWas nun?",
    "Brief:\n\nDatum: 19.11.2026\nBetreff: Ihr Antrag\nAktenzeichen: 123\n\nSehr geehrte Frau Beispiel,\nkommen Sie.",
    "Die Lehrerin schrieb am 12.11.2026 um 8:15 Uhr:\nIhr Sohn fehlt",
    "On 12 November 2026 at 10:30 I wrote to amt@example.org:\nplease help",
    "Biroul mi-a scris pe 12.11.2026 la 10:30:\nveniți",
    "Jobcenter bana 12.11.2026 saat 10:30'da şunu yazdı:\ngel",
    "Центр зайнятості написав мені 12.11.2026 о 10:30:\nприйдіть",
    "كتب لي المكتب يوم 12/11/2026 الساعة 10:30:\nتعال",
    "Meine E-Mail (seit 12.11.2026 10:00) ist <ali@example.org>:\nbitte merken",
    "From: Kempen\nTo: Viersen\nDate: 12.11.2026 10:30\nhow much is the ticket?",
    "От: Вирзен\nДо: Кемпен\nДата: 12.11.2026\nМожно?",
    "==== Original ====\nist mein Pass",
    "Bitte:\n>>> wichtig <<<\nlesen",
    "| Tag | Zeit |\n| Mo | 10 |\n| Di | 11 |",
]


@pytest.mark.parametrize("subject", ["", "Frage"])
@pytest.mark.parametrize("text", TYPED)
def test_what_a_person_typed_is_not_cut(text: str, subject: str) -> None:
    assert read_body(text, subject).fresh == text


HISTORIES = {
    "GroupWise": f">>> {K} 19.11.2026 14:02 >>>\nPasst Freitag?",
    "GroupWise, German": ">>> Kim Muster 19.11.26 14.02 Uhr >>>\nPasst Freitag?",
    "Samsung, lost line ends": f"-------- Original message --------From: {K} Date: 19/11/2026  14:02  To: a@b.example"
    " Subject: x \nPasst Freitag?",
    "Zoho": f"---- On Thu, 19 Nov 2026 14:02:11 +0100 {K} wrote ----\n\nPasst Freitag?",
    "Horde": f"Zitat von {K}:\n\n> Passt Freitag?",
    "FairEmail": f"19.11.2026 14:02:11 {K}:\n\nPasst Freitag?",
    "mailto": "Am 19.11.2026 um 14:02 schrieb Kim Muster [mailto:kim@example.net]:\n\nPasst Freitag?",
    "round brackets": "Am 19.11.2026 um 14:02 schrieb Kim Muster (kim@example.net):\n\nPasst Freitag?",
    "Notes": f"Kim Muster ---19.11.2026 14:02:11---Passt\n\n{BLOCK}\n{'-' * 40}\n\nPasst Freitag?",
    "no colon": "Kim Muster schrieb am 19.11.2026 14:02\n> Passt Freitag?",
    "colon alone": f"Le 19 nov. 2026 à 14:02, {K} a écrit\n:\n\n> Passt Freitag?",
    "lost line ends": f"Am 19.11.2026 um 14:02 schrieb {K}: Passt Freitag?\nOder Montag?",
    "initials": "KM> Passt Freitag?\nKM> Oder Montag?",
    "entities": "On Nov 19, 2026, at 2:02 PM, Kim &lt;kim@example.net&gt; wrote:\n&gt; Passt Freitag?",
    "wide marks": "＞ Passt Freitag?",
    "two headers": f"From: {K}\nSent: Thursday, November 19, 2026 2:02 PM\n\nPasst Freitag?",
    "unknown language": f"{'_' * 32}\nFoo: {K}\nBar: 2026-11-19 14:02\nBaz: ali@example.org\nQux: x\n\nPasst Freitag?",
    "many addressees": BLOCK.replace("An: ali@example.org", "An: a@example.org;\n b@example.org;\n c@example.org;")
    + "\n\nPasst Freitag?",
    "help desk": "##- Bitte geben Sie Ihre Antwort über dieser Zeile ein -##\n\nPasst Freitag?",
    "marks in marks": "> > Passt Freitag?\n> Oder Montag?\n>> Dienstag?",
    "old Gmail": f"2026/11/19 {K}\n\n> Passt Freitag?",
    "Centrum": f"{'_' * 60}\n> Od: {K}\n> Komu: ali@example.org\n>\n> Passt Freitag?",
    "iNotes": "-----Kim Muster/KV schrieb: -----\nAn: a@b.example\nVon: Kim Muster\nDatum: 19.11.2026 14:02\n\nalt",
    "iNotes, ruled": f"-----{K} wrote: -----\n{'=' * 23}\nTo: a@b.example\nFrom: {K}\nDate: 19/11/2026 14:02\n"
    f"{'=' * 23}\n\nalt",
    "QQ": f"{'-' * 18} Original {'-' * 18}\nFrom: {K};\nDate: Thu, Nov 19, 2026 02:02 PM\nTo: <a@b.example>;\n\nalt",
    "old GMX": f"-------- Original-Nachricht --------\n> Datum: Thu, 19 Nov 2026\n> Von: {K}\n\n> Passt Freitag?",
    "old Yahoo": f"--- On Thu, 11/19/26, {K} wrote:\n\nFrom: {K}\nSubject: x\nDate: Thursday, 2:02 PM\n\nalt",
    "AOL": "In einer eMail vom 19.11.2026 14:02:11 Westeuropäische Zeit schreibt \nkim@example.net:\n\nalt",
    "163": f"At 2026-11-19 14:02:11, {K} wrote:\n\nalt",
    "Virgilio": "----Messaggio originale----\nDa: kim@example.net\nData: 19-nov-2026 14.02\nOgg: x\n\nalt",
    "ukr.net": f"19 листопада 2026, 14:02:11, від {K}:\n\nalt",
    "Mutt": f"* {K} [2026-11-19 14:02]:\n> alt",
    "a name over two lines": "Am Do., 19. Nov. 2026 um 14:02 schrieb Kommunales\nIntegrationsmanagement Muster <\n"
    "kim@example.net>:\n\n> alt",
    "quote without an introduction": "> Passt Freitag?\n>\n> Gruß, Kim",
    "no empty line": f"{INTRO}\n> Passt Freitag?",
}


@pytest.mark.parametrize("name", HISTORIES)
def test_histories_of_rarer_programs_are_quoted(name: str) -> None:
    message = read_body(f"{REPLY}\n\n{HISTORIES[name]}\n")

    assert message.fresh == REPLY


def test_a_piece_broken_off_a_quoted_line_is_quoted() -> None:
    long = "> Guten Tag, wir haben Ihre Unterlagen bekommen und würden gerne mit Ihnen einen"

    message = read_body(f"{INTRO}\n{long}\ntermin machen,\n> bitte melden\nOk mache ich.\n")

    assert message.fresh == "Ok mache ich."


@pytest.mark.parametrize(
    ("above", "history", "fresh"),
    [
        ("Meine Antworten unten in rot.", "Freitag? Ja.\nMontag? Nein.", "Freitag? Ja.\nMontag? Nein."),
        ("Antworten im Text unten.", "Freitag?\n--> Ja.\nMontag?\n--> Nein.", "--> Ja.\n--> Nein."),
        ("My answers are below.", "Freitag?\n[Ali] Ja.", "[Ali] Ja."),
    ],
)
def test_answers_inside_an_unmarked_history_are_kept(above: str, history: str, fresh: str) -> None:
    message = read_body(f"{above}\n\n{BLOCK}\n\n{history}\n\n{INTRO}\n> alt\n", "AW: Termin")

    assert message.fresh == f"{above}\n{fresh}"


@pytest.mark.parametrize(
    "above", ["zur Kenntnis", "See below.", "Anbei leite ich Ihnen die Mail weiter.", "FYI", "z.K."]
)
@pytest.mark.parametrize("subject", ["", "Re: Termin"])
def test_who_hands_on_with_a_word_makes_the_mail_below_the_matter(above: str, subject: str) -> None:
    message = read_body(f"{above}\n\n{BLOCK}\n\nIch brauche eine Wohnung.\n", subject)

    assert message.fresh == f"{above}\nIch brauche eine Wohnung."
    assert message.concerned is not None
    assert message.concerned.address == "kim@example.net"


@pytest.mark.parametrize(
    "above",
    ["Ich habe Ihre Mail weitergeleitet.", "I have forwarded your request.", "Je vous transmets mes documents."],
)
def test_an_answer_about_passing_on_is_no_forward(above: str) -> None:
    message = read_body(f"{above}\n\n{BLOCK}\n\nIch brauche eine Wohnung.\n")

    assert message.fresh == above
    assert message.concerned is None


def test_only_the_mail_on_top_of_a_forwarded_thread_is_the_matter() -> None:
    older = BLOCK.replace("Kim Muster", "Eva Muster").replace("kim@", "eva@")

    message = read_body(f"Bitte übernehmen.\n\n{BLOCK}\n\nIch brauche Hilfe.\n\n{older}\n\nalt\n", "WG: Termin")

    assert message.fresh == "Bitte übernehmen.\nIch brauche Hilfe."
    assert message.concerned is not None
    assert message.concerned.address == "kim@example.net"


def test_a_forward_of_a_forward_leads_to_who_wrote_it() -> None:
    inner = BLOCK.replace("Kim Muster", "Eva Muster").replace("kim@", "eva@")
    outer = BLOCK.replace("Betreff: Termin", "Betreff: WG: Termin")

    message = read_body(f"zK\n\n{outer}\n\nz.K.\n\n{inner}\n\nIch brauche Hilfe.\n\n{INTRO}\n> alt\n", "WG: WG: Termin")

    assert message.fresh == "zK\nz.K.\nIch brauche Hilfe."
    assert message.concerned is not None
    assert message.concerned.address == "eva@example.net"


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("Kim Muster <kim@Example.NET>", "Kim Muster", "kim@example.net"),
        ('"Muster, Kim" <kim@example.net>', "Muster, Kim", "kim@example.net"),
        ("Kim Muster [mailto:kim@example.net]", "Kim Muster", "kim@example.net"),
        ("kim@example.net (Kim Muster)", "Kim Muster", "kim@example.net"),
        ("kim@example.net <kim@example.net>", "", "kim@example.net"),
        ("kim@example.net", "", "kim@example.net"),
        ("Kim Muster <kim@example.net<mailto:kim@example.net>>", "Kim Muster", "kim@example.net"),
        ("*Kim Muster* <kim@example.net>", "Kim Muster", "kim@example.net"),
        ("Kim Muster", "Kim Muster", ""),
    ],
)
def test_the_person_concerned_is_read_from_any_spelling(line: str, name: str, address: str) -> None:
    block = BLOCK.replace(K, line)

    message = read_body(f"z.K.\n\n{block}\n\nHilfe\n", "WG: x")

    assert as_json(message, "")["concerned"] == {"name": name, "address": address}


def test_our_own_mail_passed_on_concerns_nobody_else() -> None:
    message = read_body(f"z.K.\n\n{BLOCK.replace('kim@example.net', 'kim@kreis-viersen.de')}\n\nText\n", "WG: x")

    assert message.concerned is None


@pytest.mark.parametrize(
    "text",
    [f"{INTRO}\nPasst Freitag?\nJa.", f"{BLOCK}\n\nPasst Freitag?\nJa.", "> Passt Freitag?\n> Ja.", INTRO, BLOCK],
)
def test_something_is_fresh_when_nothing_else_was_written(text: str) -> None:
    assert read_body(text, "Termin").fresh


HOSTILE = [
    "a:\n",
    "Von: a\n",
    "--\n",
    "On 12 wrote:\n",
    ">a\nb\n",
    f"{BLOCK}\n\nx\n\n",
    f"{'_' * 20}\n",
    f"{INTRO}\n> x\n",
    f"{'a ' * 150}:\n",
    "19.11.2026 14:02 a@b.de : x " * 5 + "\n",
    "| a\n",
    "AB> x\n&gt; a\n",
    "---- 1111 14:02 wrote\n",
    "-" * 390 + "\n",
    "Von: a Gesendet: b An: c Betreff: d\n",
]


@pytest.mark.parametrize("line", HOSTILE)
@pytest.mark.parametrize("subject", ["", "Fwd: x", "Re: x"])
def test_the_longest_text_of_anything_is_split_in_linear_time(line: str, subject: str) -> None:
    def cost(size: int) -> float:
        text = (line * (size // len(line) + 1))[:size]
        before = time.process_time()
        split(text, subject, OwnSigns())
        return time.process_time() - before

    assert cost(100_000) < 2  # seconds; a quadratic way takes minutes
