"""Which of the demo's mails are damaged, or made by mail systems, so that only their octets can say it?"""

from __future__ import annotations

import base64

from triage.demo.record import DemoMail


def _mail(*lines: str) -> bytes:
    return "\r\n".join(lines).encode() + b"\r\n"


_NO_FROM = _mail(
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: Anfrage ohne Absender",
    "Message-ID: <ohne-absender@demo.example.org>",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    "Guten Tag, ich brauche einen Termin wegen meiner Aufenthaltserlaubnis. Ich wohne in Kempen.",
)
_TWO_FROM = _mail(
    "From: Lara Winkels <lara.winkels@example.org>",
    "From: Amt <amt@example.com>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: Wohngeld",
    "Message-ID: <zwei-absender@demo.example.org>",
    "",
    "Wie beantrage ich Wohngeld in Willich?",
)
_BAD_CHARSET = _mail(
    "From: Ognjen Maric <ognjen.maric@example.net>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: =?x-unbekannt?q?Frage_zur_M=FCllgeb=FChr?=",
    "Message-ID: <zeichensatz@demo.example.org>",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=x-unbekannt-99",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Guten Tag, ich habe eine Rechnung =FCber M=FCllgeb=FChren in Br=FCggen bekommen und ver=",
    "stehe sie nicht.",
)
_EIGHT_BIT_SUBJECT = (
    _mail("From: Dilek Aydin <dilek.aydin@example.org>", "Date: @DATE@", "To: kim@kreis-viersen.de")
    + "Subject: Kündigung der Wohnung in Süchteln\r\n".encode("latin-1")
    + _mail("Message-ID: <achtbit@demo.example.org>", "")
    + "Hallo, mein Vermieter hat gekündigt. Muss ich wirklich ausziehen?\r\n".encode("latin-1")
)
_TRUNCATED = _mail(
    "From: Yusuf Erdem <yusuf.erdem@example.net>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: Sprachkurs und Zeugnis",
    "Message-ID: <abgeschnitten@demo.example.org>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="grenze"',
    "",
    "--grenze",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Guten Tag, ich suche einen B2-Sprachkurs in Viersen. Mein Zeugnis ist im Anhang.",
    "--grenze",
    'Content-Type: application/pdf; name="Zeugnis.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    "JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBS",
)
_EMPTY = _mail(
    "From: Senait <senait.w@example.org>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: ",
    "Message-ID: <leer@demo.example.org>",
    "",
)
_NO_BOUNDARY = _mail(
    "From: Georgi Dimov <georgi.dimov@example.net>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: Kindergeld Bulgarien",
    "Message-ID: <ohne-grenze@demo.example.org>",
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative",
    "",
    "Guten Tag, bekomme ich Kindergeld, wenn meine Kinder in Bulgarien leben? Ich arbeite in Nettetal.",
)

# MS-TNEF: signature, key, then one attribute with a false length, as damaged exports have it.
_TNEF = b"\x78\x9f\x3e\x22\x01\x00" + b"\x01\x06\x90\x08\x00\x04\x00\x00\x00" + bytes(range(64))
_WINMAIL = _mail(
    "From: Verwaltung <verwaltung@traeger.example.org>",
    "Date: @DATE@",
    "To: kim@kreis-viersen.de",
    "Subject: Teilnehmerliste Integrationskurs",
    "Message-ID: <winmail@demo.example.org>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b1"',
    "",
    "--b1",
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Guten Tag, die Teilnehmerliste f=FCr den Integrationskurs in T=F6nisvorst ist angeh=E4ngt.",
    "--b1",
    'Content-Type: application/ms-tnef; name="winmail.dat"',
    'Content-Disposition: attachment; filename="winmail.dat"',
    "Content-Transfer-Encoding: base64",
    "",
    base64.b64encode(_TNEF).decode(),
    "--b1--",
)


def _report(kind: str, subject: str, mail_id: str, notice: str, status: tuple[str, ...]) -> bytes:
    """RFC 6522: what mail systems send about mail."""
    return _mail(
        "Return-Path: <>",
        "From: Mail Delivery System <mailer-daemon@mx.example.net>",
        "Date: @DATE@",
        "To: kim@kreis-viersen.de",
        f"Subject: {subject}",
        f"Message-ID: <{mail_id}@demo.example.org>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type={kind}; boundary="r1"',
        "",
        "--r1",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        notice,
        "--r1",
        f"Content-Type: message/{kind}",
        "",
        *status,
        "--r1--",
    )


_UNKNOWN_USER = _report(
    "delivery-status",
    "Undelivered Mail Returned to Sender",
    "unzustellbar",
    "The mail system could not deliver your message: user unknown.",
    (
        "Reporting-MTA: dns; mx.example.net",
        "",
        "Final-Recipient: rfc822; weg@example.net",
        "Action: failed",
        "Status: 5.1.1",
    ),
)
_FULL_BOX = _report(
    "delivery-status",
    "Delivery delayed",
    "verzoegert",
    "Your message has not been delivered yet: mailbox full. Delivery attempts continue.",
    (
        "Reporting-MTA: dns; mx.example.net",
        "",
        "Final-Recipient: rfc822; voll@example.net",
        "Action: delayed",
        "Status: 4.2.2",
    ),
)
_READ = _report(
    "disposition-notification",
    "Gelesen: Ihre Einladung",
    "gelesen",
    "Your message was displayed. This is no guarantee that it was understood.",
    ("Final-Recipient: rfc822; amt@example.org", "Disposition: manual-action/MDN-sent-manually; displayed"),
)

ODD: tuple[DemoMail, ...] = (
    DemoMail(id="ohne-absender", minutes_ago=360, raw=_NO_FROM, topics=("aufenthalt",), town="kempen"),
    DemoMail(id="zwei-absender", minutes_ago=790, raw=_TWO_FROM, topics=("finanzen", "wohnen"), town="willich"),
    DemoMail(id="zeichensatz", minutes_ago=1090, raw=_BAD_CHARSET, topics=("finanzen",), town="brueggen"),
    DemoMail(id="achtbit", minutes_ago=540, raw=_EIGHT_BIT_SUBJECT, topics=("wohnen",), town="viersen"),
    DemoMail(id="abgeschnitten", minutes_ago=910, raw=_TRUNCATED, topics=("sprache",), town="viersen"),
    DemoMail(id="leer", minutes_ago=1270, raw=_EMPTY),
    DemoMail(id="ohne-grenze", minutes_ago=1420, raw=_NO_BOUNDARY, topics=("finanzen", "familie"), town="nettetal"),
    DemoMail(
        id="winmail",
        minutes_ago=1680,
        raw=_WINMAIL,
        topics=("sprache",),
        town="toenisvorst",
        sender_role="institution",
    ),
    DemoMail(id="unzustellbar", minutes_ago=85, raw=_UNKNOWN_USER, kind="bounce", sender_role="auto", language="en"),
    DemoMail(id="verzoegert", minutes_ago=205, raw=_FULL_BOX, kind="bounce", sender_role="auto", language="en"),
    DemoMail(id="gelesen", minutes_ago=450, raw=_READ, kind="autoreply", sender_role="auto"),
)
