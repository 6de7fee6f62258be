"""What mail systems return is a bounce, whatever system, language and shape; our own id is found in it."""

from __future__ import annotations

import base64
import quopri
from itertools import product

import pytest

from tests.unit.message.auto_mails import OWN_ID, RETURNED, RETURNED_HEAD, kind, mail, report

FIELDS = (
    "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; amina@example.net\nAction: {action}\n"
    "Status: {status}\nDiagnostic-Code: smtp; 550 5.1.1 no mailbox here"
)
NULL = "Return-Path: <>"

# name, From, Subject, text above the returned mail: the private shapes, in the systems' own order
SHAPES: list[tuple[str, str, str, str]] = [
    ("postfix", "Mail Delivery System <MAILER-DAEMON@mx.example.net>", "Undelivered Mail Returned to Sender",
     "This is the mail system at host mx.example.net.\n\n<amina@example.net>: host mail.example.net said: 550 5.1.1"),
    ("postfix delay", "MAILER-DAEMON@mx.example.net (Mail Delivery System)", "Delayed Mail (still being retried)",
     "Your message has not yet been handed on.\n<amina@example.net>: connection timed out"),
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON>", "Returned mail: see transcript for details",
     "----- The following addresses had permanent fatal errors -----\n<amina@example.net>\n(reason: 550 User unknown)"),
    ("sendmail warning", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>",
     "Warning: could not send message for past 4 hours", "**  THIS IS A WARNING MESSAGE ONLY  **"),
    ("qmail", "MAILER-DAEMON@mx.example.net", "failure notice",
     "Hi. This is the qmail-send program at mx.\n<amina@example.net>:\nSorry, no mailbox here by that name."),
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example.net>",
     "Mail delivery failed: returning message to sender",
     "A message that you sent could not be delivered to one or more of its recipients.\n  amina@example.net"),
    ("exim delay", "Mail Delivery System <Mailer-Daemon@mx.example.net>", "Warning: message 1tDx delayed 24 hours",
     "The message identifier is: 1tDx\nNo action is required on your part."),
    ("courier", "\"Courier mail server at mx\" <@mx.example.net>", "NOTICE: mail delivery status.",
     "This is a delivery status notification from mx.example.net, running the mail server.\n"
     "The original message was received on Fri.\nUNDELIVERABLE MAIL\nYour message to the following recipients cannot"
     " be delivered:\n<amina@example.net>:\n<<< 550 unknown"),
    ("exchange 2000", "System Administrator <sysadmin@mx.example.net>", "Undeliverable: Ihr Termin",
     "Your message\n\n  To: amina@example.net\n  Subject: Ihr Termin\n\ndid not reach the following recipient(s):\n\n"
     "amina@example.net on Fri, 20 Nov 2026\n    The recipient name is not recognized"),
    ("exchange 2007", "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mx.example.net>",
     "Undeliverable: Ihr Termin", "Delivery has failed to these recipients or groups:\namina@example.net"),
    ("exchange 2007 de", "Microsoft Outlook <postmaster@mx.example.net>", "Unzustellbar: Ihr Termin",
     "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\namina@example.net\n\n"
     "Diagnoseinformationen für Administratoren:\nGenerierender Server: mx.example.net"),
    ("domino", "Postmaster@example.net", "DELIVERY FAILURE: User amina (amina@example.net) not listed in Directory",
     "Your message\n\n  Subject: Ihr Termin\n\nwas not delivered to:\n\n  amina@example.net\n\nbecause: x"),
    ("groupwise", "Mailer-Daemon@gw.example.net", "Message status - undeliverable",
     "The message that you sent was undeliverable to the following:\n\tamina (user not found)"),
    ("gmail", "Mail Delivery Subsystem <mailer-daemon@mail.example.net>", "Delivery Status Notification (Failure)",
     "** Address not found **\n\nYour message wasn't delivered to amina@example.net"),
    ("yahoo", "MAILER-DAEMON@mta.example.net", "Failure Notice", "Sorry, we were unable to deliver your message."),
    ("messaging server", "Internet Mail Delivery <postmaster@mx.example.net>",
     "Delivery Notification: Delivery has failed",
     "This report relates to a message you sent.\nYour message cannot be delivered to the following recipients:\n"
     "  Recipient address: amina@example.net\n  Reason: unknown"),
    ("imail", "Postmaster <postmaster@mx.example.net>", "Undeliverable Mail",
     "User mailbox exceeds allowed size: amina@example.net\n\nOriginal message follows."),
    ("mdaemon", "MDaemon@mx.example.net", "Permanent Delivery Failure",
     "The attached message had PERMANENT fatal delivery errors!"),
    ("mailmarshal", "MailMarshal <noreply@mx.example.net>", "Undeliverable Mail: \"Ihr Termin\"",
     "Your message:\n  From: kim@kreis-viersen.de\n  Subject: Ihr Termin\nCould not be delivered because of\n\n"
     "550 no such user"),
    ("barracuda", "mx@mx.example.net", "**Message you sent blocked by our bulk email filter**",
     "Your message to: amina@example.net\nwas blocked by our Spam Firewall. The email you sent with the following"
     " subject has NOT BEEN DELIVERED:\n\nSubject: Ihr Termin\n\nAn attached report 554"),
    ("interscan", "InterScan MSS <imss@mx.example.net>", "Mail could not be delivered",
     "Sent <<< RCPT TO:<amina@example.net>\nReceived >>> 550 no such user\nCould not deliver mail to this user."),
    ("amavis", "\"Content-filter at mx\" <postmaster@mx.example.net>", "VIRUS (Eicar) in mail FROM YOU",
     "A virus was found: Eicar\nOur content checker stopped it. Delivery of the email was stopped! 5.7.0"),
    ("opensmtpd", "Mailer Daemon <mailer-daemon@mx.example.net>", "Delivery status notification: error",
     "Hi!\n\nThis is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\nAn error has occurred"),
    ("james", "postmaster@james.example.net", "[BOUNCE]",
     "Hi. This is the James mail server at james.example.net.\nI'm afraid I wasn't able to deliver your message to"
     " the following addresses.\n\n<amina@example.net> 550"),
    ("zoho", "mailer-daemon@mx.example.net", "Undelivered Mail Returned to Sender",
     "This message was created automatically by mail delivery software."),
    ("mail.ru", "mailer-daemon@corp.example.net", "Mail delivery failed: returning message to sender",
     "Сообщение не доставлено. amina@example.net"),
    ("yandex", "mailer-daemon@ya.example.net", "Недоставленное сообщение",
     "Это письмо отправлено почтовым сервером. К сожалению, мы не можем доставить Ваше письмо"),
    ("web.de", "Mailer Daemon <mailer-daemon@g.example.net>", "Mail delivery failed: returning message to sender",
     "This message was created automatically by mail delivery software."),
    ("t-online", "postmaster@t.example.net", "Zustellung der E-Mail nicht möglich",
     "Ihre E-Mail konnte nicht zugestellt werden.\nEmpfänger: amina@example.net\nGrund: 550 user unknown"),
    ("japanese carrier", "Postmaster@mb.example.net", "Mail System Error - Returned Mail",
     "The following recipients did not receive this message:\n\n <amina@example.net>\n\n"
     "Each of the following recipients was rejected by a remote mail server. <<< 550"),
    ("japanese", "postmaster@biz.example.net", "配信不能通知", "以下のメールは配信できませんでした。\n550"),
    ("qq", "PostMaster@qq.example.net", "系统退信/Systems bounce", "抱歉，您的邮件被退回来了……\n550"),
    ("163", "Postmaster@163.example.net", "系统退信", "您的邮件无法投递：amina@example.net 550 User not found"),
    ("korean", "postmaster@naver.example.net", "메일 전송 실패 안내", "보내신 메일이 전송되지 못했습니다. 550"),
    ("spanish", "postmaster@es.example.net", "No se puede entregar: Ihr Termin",
     "No se pudo entregar el mensaje a estos destinatarios: amina@example.net\nInformación de diagnóstico 550 5.1.1"),
    ("french", "postmaster@fr.example.net", "Non remis : Ihr Termin",
     "Échec de la remise pour ces destinataires : amina@example.net\nInformations de diagnostic : 550 5.1.10"),
    ("italian", "postmaster@it.example.net", "Mancata consegna: Ihr Termin",
     "Il messaggio non è stato consegnato a amina@example.net. 550 5.1.1"),
    ("polish", "postmaster@pl.example.net", "Niedostarczone: Ihr Termin",
     "Nie można dostarczyć wiadomości do: amina@example.net\nInformacje diagnostyczne 550 5.1.1"),
    ("turkish", "postmaster@tr.example.net", "Teslim edilemedi: Ihr Termin",
     "İletiniz şu alıcılara teslim edilemedi: amina@example.net\nTanılama bilgileri 550 5.1.1"),
    ("ukrainian", "postmaster@ua.example.net", "Не вдалося доставити: Ihr Termin", "amina@example.net 550 5.1.1"),
    ("arabic", "postmaster@ar.example.net", "لم يتم التسليم: Ihr Termin", "تعذر تسليم رسالتك 550"),
    ("persian", "postmaster@fa.example.net", "تحویل داده نشد: Ihr Termin", "پیام شما به amina@example.net 550"),
    ("dutch", "postmaster@nl.example.net", "Onbestelbaar: Ihr Termin", "Uw bericht kon niet worden bezorgd. 550 5.1.1"),
    ("portuguese", "postmaster@pt.example.net", "Não entregue: Ihr Termin", "Não foi possível entregar. 550 5.1.1"),
    ("romanian", "postmaster@ro.example.net", "Nelivrabil: nu a putut fi livrat", "amina@example.net 550 5.1.1"),
    ("czech", "postmaster@cz.example.net", "Nedoručitelné: Ihr Termin", "Zprávu nelze doručit. 550 5.1.1"),
    ("hungarian", "postmaster@hu.example.net", "Kézbesíthetetlen: Ihr Termin", "amina@example.net 550 5.1.1"),
    ("swedish", "postmaster@se.example.net", "Går inte att leverera: Ihr Termin", "kunde inte levereras 550 5.1.1"),
    ("danish", "postmaster@dk.example.net", "Kan ikke leveres: Ihr Termin", "amina@example.net 550 5.1.1"),
    ("greek", "postmaster@gr.example.net", "Δεν παραδόθηκε: Ihr Termin", "amina@example.net 550 5.1.1"),
]  # fmt: skip
NAMES = [shape[0] for shape in SHAPES]

ENDINGS = {
    "original below": f"\n\n--- Below this line is a copy of the message.\n\n{RETURNED}",
    "headers below": f"\n\n------ This is a copy of the message, including all the headers. ------\n\n{RETURNED_HEAD}",
    "quoted": "\n\n" + "\n".join(f"> {line}" for line in RETURNED.split("\n")),
    "indented": "\n\n   ----- Original message -----\n" + "\n".join(f"   {line}" for line in RETURNED.split("\n")),
}


@pytest.mark.parametrize(
    ("shape", "ending"), list(product(SHAPES, ENDINGS)), ids=lambda v: v if isinstance(v, str) else v[0]
)
def test_a_bounce_in_plain_text_is_known_and_names_our_mail(shape: tuple[str, str, str, str], ending: str) -> None:
    _, sender, subject, text = shape

    message = mail(sender, subject, text + ENDINGS[ending])

    assert kind(message) == "bounce"
    assert OWN_ID in message.references


@pytest.mark.parametrize("shape", SHAPES, ids=NAMES)
def test_a_bounce_without_the_returned_mail_is_known(shape: tuple[str, str, str, str]) -> None:
    _, sender, subject, text = shape

    assert kind(mail(sender, subject, text, NULL)) == "bounce"


@pytest.mark.parametrize("shape", SHAPES, ids=NAMES)
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_bounce_in_an_encoded_body_names_our_mail(shape: tuple[str, str, str, str], encoding: str) -> None:
    _, sender, subject, text = shape
    octets = f"{text}\n\n{RETURNED}".encode()
    coded = base64.encodebytes(octets) if encoding == "base64" else quopri.encodestring(octets)
    head = ("Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}")

    message = mail(sender, subject, coded.decode(), NULL, *head)

    assert kind(message) == "bounce"
    assert OWN_ID in message.references


@pytest.mark.parametrize("shape", SHAPES, ids=NAMES)
def test_a_bounce_that_returns_the_mail_as_a_part_is_known(shape: tuple[str, str, str, str]) -> None:
    _, sender, subject, text = shape
    first = f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    body = f"--b1\n{first}\n--b1\nContent-Type: message/rfc822\n\n{RETURNED}\n--b1--\n"

    message = mail(sender, subject, body, 'Content-Type: multipart/mixed; boundary="b1"')

    assert kind(message) == "bounce"
    assert OWN_ID in message.references


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", "text/plain"])
@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", "bounce"),
        ("Failed", "5.0.0", "bounce"),
        ("failed (bad destination mailbox address)", "5.1.1", "bounce"),
        ("delayed", "4.4.1", "bounce"),
        ("delivered", "2.1.5", "receipt"),
        ("relayed", "2.0.0", "receipt"),
        ("expanded", "2.1.5", "receipt"),
        ("delivered", "5.2.2", "bounce"),
        ("", "5.1.1", "bounce"),
    ],
)
def test_a_report_is_a_bounce_unless_it_reports_success(action: str, status: str, expected: str, returned: str) -> None:
    head, body = report("Notice", FIELDS.format(action=action, status=status), returned=returned)

    message = mail("Anything <x@mx.example.net>", "Ihr Termin", body, head)

    assert kind(message) == expected
    assert OWN_ID in message.references


def test_a_report_names_a_delay() -> None:
    head, body = report("Notice", FIELDS.format(action="delayed", status="4.4.7"))

    found = mail("x@mx.example.net", "x", body, head).automatic

    assert found is not None
    assert "delayed" in found.reason


def test_our_id_is_found_in_a_mail_returned_in_base64() -> None:
    coded = base64.encodebytes(RETURNED.encode()).decode()
    body = f"--b1\n\nNotice\n--b1\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{coded}\n--b1--\n"

    message = mail(SHAPES[0][1], SHAPES[0][2], body, 'Content-Type: multipart/mixed; boundary="b1"')

    assert OWN_ID in message.references


@pytest.mark.parametrize(
    "line",
    [
        f"Message-ID: <{OWN_ID}>",
        f"Message-ID:\n\t<{OWN_ID}>",
        f"Message-Id: {OWN_ID.upper()}",
        f"Message-ID: <{OWN_ID[:30]}=\n{OWN_ID[30:]}>",
        f"Message-ID: <{OWN_ID.replace('@', '=40')}>",
        f"In-Reply-To: <{OWN_ID}>",
        f"> Message-ID: <{OWN_ID[:20]}\n> {OWN_ID[20:]}>",
    ],
)
def test_our_id_is_found_however_it_is_written(line: str) -> None:
    message = mail("MAILER-DAEMON@mx.example.net", "failure notice", f"Sorry.\n\n{line}\nSubject: x\n")

    assert message.references == (OWN_ID,)


def test_a_foreign_id_is_not_taken_for_ours() -> None:
    message = mail("MAILER-DAEMON@mx.example.net", "failure notice", "Message-ID: <1.kim@kreis-viersen.de>")

    assert message.references == ()


# bounces whose sender, subject or text says little
TERSE = [
    ("post_master@v.example.net", "Undeliverable Message", "Error."),
    ("netz-admin@lists.example.org", "Ignored not member article from a@b.example", "Deny.", "X-ML-Name: netz"),
    ("no-reply@kd.example.net", "Mail delivery failed", "お送りしたメールは届きません"),
    ("System-Administrator <sa@example.net>", "Nicht zugestellt: x", "Die Nachricht hat den Empfänger nicht erreicht."),
    (
        "Administrateur système <sa@example.net>",
        "Non remis : x",
        "Votre message n'est pas parvenu à vos destinataires.",
    ),
    ("Amina <amina@example.net>", "Undelivered Mail Returned to Sender", "Your message could not be delivered."),
    ("it@firma.example.net", "Undeliverable: x", "Your message did not reach some or all of the intended recipients."),
    ("<>", "Undelivered Mail Returned to Sender", "Your message could not be delivered."),
    ("postmaster@x.example.net", "Your message to a@b.example has been blocked", "It was considered spam."),
]


@pytest.mark.parametrize("case", TERSE, ids=lambda case: case[1])
def test_a_terse_bounce_is_known(case: tuple[str, ...]) -> None:
    assert kind(mail(*case)) == "bounce"


def test_x_failed_recipients_is_enough() -> None:
    assert kind(mail("x@example.net", "Ihr Termin", "Text", "X-Failed-Recipients: amina@example.net")) == "bounce"
