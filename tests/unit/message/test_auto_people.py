"""What a person wrote is a person's mail, even when it speaks of bounces, absences, lists and newsletters."""

from __future__ import annotations

from itertools import product

import pytest

from tests.unit.message.auto_mails import RETURNED, kind, mail

PEOPLE = [
    "Maria Muster <maria@example.org>", "kurs-admin@example.org", "kontakt@example.org", "Büro <info@example.org>",
          "Jan Beispiel <j.beispiel@uni.example.net>"]  # fmt: skip

# subject, text: somebody talks about what machines write
ABOUT = [
    ("Meine Mail kam zurück", "Guten Tag, meine Mail an das Amt kam zurück, sie konnte nicht zugestellt werden (550)."),
    ("Unzustellbar: was tun?", "Ich habe diese Meldung bekommen: 550 5.1.1 user unknown. Was mache ich jetzt?"),
    ("AW: Unzustellbar: Antrag", "Das Postfach war voll, jetzt geht es wieder. Bitte schicken Sie es noch einmal."),
    ("Re: Undelivered Mail Returned to Sender", "Sorry, our server was down. Please send it again."),
    ("Re: Delivery Status Notification (Failure)", "The address was wrong, the right one is a.b@example.org."),
    ("WG: Undelivered Mail Returned to Sender", f"Siehe unten, kam heute zurück.\n\n{RETURNED}"),
    ("Fwd: failure notice", "---------- Forwarded message ---------\nFrom: MAILER-DAEMON@example.net\nDate: heute\n"
     "Subject: failure notice\nTo: maria@example.org\n\nSorry, I wasn't able to deliver your message. 550 unknown"),
    ("Mail delivery failed for our whole office", "Since Monday I get 'could not be delivered' 554 for my mails."),
    ("Delivery failure of the washing machine", "The parcel could not be delivered, nobody was at home on Tuesday."),
    ("Paket nicht zugestellt", "Das Paket mit den Papieren wurde nicht zugestellt, es liegt jetzt bei der Post."),
    ("Returned mail from the Amt", "The letter was returned to the sender because the name on the door was missing."),
    ("Zustellung der Urkunde", "Die Zustellung an die alte Anschrift war nicht möglich, ich wohne jetzt in Kempen."),
    ("Mailbox full", "Hello Anna, my voice mailbox is full, so call my sister instead."),
    ("Échec de la livraison du lit", "Le lit n'a pas été livré, j'attends depuis lundi."),
    ("Посылка не доставлена", "Посылка с документами не доставлена, я жду уже неделю."),
    ("Посилку не доставлено", "Посилку не доставлено, бо адреса стара."),
    ("Pakiet niedostarczony", "Kurier nie zastał mnie w domu, list wrócił do nadawcy."),
    ("Kargo teslim edilemedi", "Kargo bana teslim edilemedi, adresim değişti."),
    ("Paquete devuelto", "El paquete fue devuelto porque no estaba en casa."),
    ("Re: Automatische Antwort: Termin", "Danke, dann melde ich mich nach Ihrem Urlaub noch einmal."),
    ("AW: Abwesenheitsnotiz", "Gute Erholung! Die Unterlagen hat Ihre Vertretung schon."),
    ("Ihre automatische Antwort", "Ich bekomme seit Tagen nur Ihre automatische Antwort. Ist jemand da?"),
    ("Abwesenheitsnotiz einrichten", "Wie richte ich die Abwesenheitsnotiz in Outlook ein?"),
    ("Out of office message", "I only got your out of office message. Who can help me?"),
    ("Automatic reply from your office", "I got an automatic reply from you twice, is my form there?"),
    ("Automatische Antwort abschalten", "Bitte schicken Sie mir keine automatischen Antworten mehr."),
    ("Out of office next week: who takes the course?", "Could you take the course on Monday?"),
    ("Re: Out of office", "Thanks, enjoy your holiday."),
    ("Urlaub", "Ich bin ab Montag zwei Wochen im Urlaub. Können wir den Termin vorher machen?"),
    ("Termin verschieben", "Ich bin nicht vor Ort, bitte verschieben Sie meinen Termin auf Mai."),
    ("Abwesenheit meines Sohnes", "Mein Sohn ist krank und kommt heute nicht zum Kurs."),
    ("Abwesenheit", "Nächste Woche bin ich nicht vor Ort, danach komme ich gern vorbei."),
    ("Auto: Zulassung", "Mein Auto ist noch in Polen zugelassen."),
    ("Auto-Anmeldung", "Das Auto wurde automatisch abgemeldet, weil die Versicherung fehlte."),
    ("Konto", "Mein Konto wurde automatisch gesperrt. Ich habe kein Geld für die Miete."),
    ("Holiday", "I am on holiday in May, my brother comes instead."),
    ("Vacation", "We are away until the 12th, the neighbours have the key for the meter reading."),
    ("Congé maladie", "Je suis en congé maladie, voici le certificat."),
    ("Ferie", "Sono in ferie dal 3, mando i documenti prima."),
    ("İzin", "Gelecek hafta izindeyim, başka bir gün gelirim."),
    ("Отпуск", "Я в отпуске в мае, приду в июне."),
    ("Elternzeit", "Meine Frau ist in Elternzeit und möchte einen Kurs besuchen."),
    ("Eingangsbestätigung", "Bitte senden Sie mir eine Eingangsbestätigung für meinen Antrag vom Montag."),
    ("Empfangsbestätigung: Antrag", "Hier die unterschriebene Empfangsbestätigung von Herrn Test, im Anhang."),
    ("Ihre Anfrage vom Montag", "Frau Test, Ihre Anfrage ist bei uns eingegangen. Der Kurs hat noch Plätze."),
    ("Ticket für den Bus", "Das Ticket ist abgelaufen, wer zahlt das neue?"),
    ("Ihr Ticket", "Danke für das Ticket, der Zug war pünktlich."),
    ("Read: chapter 4", "Please look at chapter 4 before the lesson on Monday."),
    ("Gelesen: Ihr Buch", "Ich fand das Buch sehr schön und gebe es am Montag zurück."),
    ("Lu : le règlement", "C'est bon pour moi, à lundi."),
    ("Delivered: one sofa", "The sofa came today, thank you all."),
    ("Abuse report", "My neighbour shouts at me each night. I am afraid."),
    ("Complaint about the landlord", "He does not repair the heating."),
    ("Newsletter", "Bitte melden Sie mich vom Newsletter ab."),
    ("Newsletter", "Please unsubscribe me from the newsletter, thank you."),
    ("Rundbrief", "Den Rundbrief habe ich gelesen, der Text auf Seite 2 stimmt nicht."),
    ("Welcome to the course", "Dear all, I look forward to meeting you on Monday."),
    ("Confirm appointment", "I confirm the appointment on Monday at ten."),
    ("confirm", "Yes, I will come."),
    ("Digest of our talk", "Here is what we said on Monday in short."),
    ("Report domain trouble", "Our web page is gone since Monday."),
    ("Spam", "Your mails land in my spam folder, that is why I answer late."),
    ("Virus in your building", "The flu is going round in the shelter, two families are ill."),
    ("This is an automated message?", "It said 'This is an automated message' - did anyone read my form?"),
]  # fmt: skip
WAYS: list[tuple[str, ...]] = [
    (),
    ("User-Agent: Mozilla Thunderbird", "In-Reply-To: <x1@kreis-viersen.example.org>"),
    ("X-Mailer: Microsoft Outlook 16.0", "X-Auto-Response-Suppress: None", "Auto-Submitted: no"),
    ("Return-Path: <maria@example.org>", "Delivered-To: kim@kreis-viersen.de", "X-Spam-Status: No"),
    ("List-Id: <netz.lists.example.org>", "List-Post: <mailto:netz@lists.example.org>", "Precedence: list",
     "List-Unsubscribe: <mailto:netz-leave@lists.example.org>", "Sender: netz-bounces@lists.example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "way"), list(product(ABOUT, WAYS)), ids=lambda v: v[0] if v else "bare")
@pytest.mark.parametrize("sender", PEOPLE)
def test_who_writes_about_machines_is_a_person(case: tuple[str, str], way: tuple[str, ...], sender: str) -> None:
    message = mail(sender, case[0], case[1], *way)

    assert kind(message) == "person", message.automatic


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Undelivered Mail Returned to Sender", "Our server refused you by mistake, please send it again."),
        ("AW: Unzustellbar: Termin", "Das Postfach war voll, jetzt geht es wieder."),
        ("Blocked mail", "Hello, I received your question. We took your address off our list today."),
        (
            "Mail delivery problems last week",
            "I tried to reach you by phone. Our relay refused mail with 550 until Friday.",
        ),
        ("Umzug des Mailservers", "Am Samstag ziehen wir um, schicken Sie an dem Tag bitte nichts."),
    ],
)
@pytest.mark.parametrize("sender", ["Postmaster <postmaster@example.org>", "Root <root@example.org>"])
def test_who_runs_a_mail_server_is_a_person_too(subject: str, text: str, sender: str) -> None:
    message = mail(sender, subject, text)

    if not sender.startswith("Root"):
        assert kind(message) == "person", message.automatic
    assert kind(message) != "bounce", message.automatic


LISTS: list[tuple[str, ...]] = [
    (
        "List-Post: <mailto:netz@lists.example.org>",
        "List-Unsubscribe: <mailto:x@lists.example.org>",
        "Precedence: bulk",
    ),
    ("List-Id: Netz <netz.lists.example.org>", "List-Post: <mailto:netz@lists.example.org>"),
    ("Mailing-List: contact netz-help@lists.example.org; run by ezmlm", "Precedence: bulk"),
    (
        "Mailing-List: list netz@groups.example.org; contact netz-owner@groups.example.org",
        "List-Unsubscribe: <mailto:x@groups.example.org>",
        "Precedence: bulk",
    ),
    (
        "X-Mailing-List: <netz@lists.example.org> archive/latest/1",
        "X-Loop: netz@lists.example.org",
        "Precedence: list",
        "List-Unsubscribe: <mailto:x@lists.example.org>",
    ),
    ("Sender: owner-netz@lists.example.org", "Precedence: bulk"),
    (
        "Sender: owner-netz@lists.example.org",
        "Precedence: list",
        "List-Help: <https://lists.example.org>",
        "List-Unsubscribe: <mailto:x@lists.example.org>",
        "List-Subscribe: <mailto:y@lists.example.org>",
        "List-Owner: <mailto:z@lists.example.org>",
    ),
    (
        "X-BeenThere: netz@lists.example.org",
        "X-Mailman-Version: 2.0.11",
        "Precedence: bulk",
        "Errors-To: n-admin@x.org",
    ),
    ("Return-Path: <netz-bounces@lists.example.org>", "Precedence: list"),
    ("X-ML-Name: netz", "X-ML-Count: 12", "Precedence: list"),
    (
        "List-Id: <a.repo.example.com>",
        "List-Archive: <https://example.com/a>",
        "List-Unsubscribe: <https://example.com>",
        "Precedence: list",
    ),
    ("List-Unsubscribe: <https://example.com/u>", "In-Reply-To: <1@example.org>"),
    ("Precedence: bulk", "References: <1@example.org>", "In-Reply-To: <1@example.org>"),
    ("Precedence: list",),
    ("List-Id: <netz.lists.example.org>",),
]
ANSWERS = [way for way in LISTS if any(line.startswith("In-Reply-To") for line in way)]
AWAY = "[netz] I'm away"  # fmt: skip
POSTS = [
    ("[netz] Kinderwagen", "Hallo zusammen, hat jemand einen Kinderwagen übrig?"),
    ("Re: [netz] Kinderwagen", "Ja, ich habe einen. Gruß Jan"),
    (AWAY, "I am on vacation until Monday, in urgent cases call Jane."),
    ("[netz] newsletter draft", "Here is the draft.\n\n___\nTo unsubscribe write to netz-leave@lists.example.org"),
    ("[netz] Mail delivery failed with 550 (#12)", "The report says the message could not be delivered, 5.1.1."),
    ("[netz] mail bounced", "My message to Ali bounced: 550 5.1.1 user unknown. Who has his new address?"),
]


@pytest.mark.parametrize(("way", "post"), list(product(LISTS, POSTS)), ids=lambda v: v[0])
def test_a_members_post_through_a_list_is_a_persons_mail_but_keeps_us_silent(
    way: tuple[str, ...], post: tuple[str, str]
) -> None:
    sender = "Jan <notifications@example.com>" if "List-Archive" in str(way) else PEOPLE[0]
    message = mail(sender, post[0], post[1], *way)

    if way in ANSWERS and post[0] == AWAY:  # no list, an absence notice and half a sign
        assert kind(message) == "auto_reply"
    else:
        assert kind(message) == "person", message.automatic
    assert message.silences or not any(line.startswith(("List", "Prec", "Mailing")) for line in way)


def test_a_web_form_writes_for_a_person() -> None:
    assert kind(mail("Formular <noreply@example.org>", "Kontakt", "Name: Ali", "Reply-To: ali@example.org")) == "person"


@pytest.mark.parametrize("subject", ["WG: Undelivered Mail", "Fwd: Automatic reply: x", "Re: Gelesen: Termin"])
@pytest.mark.parametrize("part", ["message/delivery-status", "message/disposition-notification", "message/rfc822"])
def test_a_person_who_passes_on_a_machines_mail_is_a_person(subject: str, part: str) -> None:
    body = f"--b\n\nWas heißt das?\n--b\nContent-Type: {part}\n\nReporting-MTA: dns; x\n\nAction: failed\n--b--"

    assert kind(mail(PEOPLE[0], subject, body, 'Content-Type: multipart/mixed; boundary="b"')) == "person"


def test_a_forwarded_bounce_inside_an_attachment_is_a_persons_mail() -> None:
    bounce = f"From: MAILER-DAEMON@x.example\nSubject: y\n\n{RETURNED}"
    body = f"--b\n\nKam zurück.\n--b\nContent-Type: message/rfc822\n\n{bounce}\n--b--"

    assert kind(mail(PEOPLE[0], "Frage dazu", body, 'Content-Type: multipart/mixed; boundary="b"')) == "person"
