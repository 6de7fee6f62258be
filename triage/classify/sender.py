"""In which role does the sender write?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rules.hinting import NOTHING, Hinted
from rules.hit import Hit
from rules.wordlist import WordList, folded
from rules.words import ENDED, JOINED, Words
from triage.classify.another import about_another, opens, tells_much
from triage.classify.callings import names_body, names_caller
from triage.values import Kind, ParsedMessage, SenderRole

THRESHOLD = 2.0
OFFICIAL = 1.5  # points of an address that is no private mail provider's
TELLS = 1.0  # points of a mail about somebody else: never enough alone
TELLS_MUCH = 2.0  # points of a mail that speaks far more of others than of its writer
CALLS_FOR = 3.0  # points of a call for somebody else who is named: "Fr. A. für Fam. B."
CALLED = "helper.anruf"  # rules for notes of calls alone
WRITTEN = "helper.erzaehlt"  # rules for mails: the person a note of a call tells of is who calls
PLACED = ".stelle"  # rules of bodies and callings, `institution.stelle_amt`: their hits count by their place alone
TOLD_OF = ".bezug"  # rules of friends and relatives, `helper.bezug_bekannte`: they count where the mail is about these
SIGNED = ".stelle_zeile"  # of these, what counts in signatures: "Beratung" at the head of a call is the matter
SELF_NAMED = 3.0  # points of one named where the writer stands
HEAD, NEXT, TAIL, LAST = 3, 10, 14, 9  # words


_CLOSINGS = folded(
    "Gruß Grüße Grüßen Gruss MfG LG VG herzlichst hochachtungsvoll regards greetings sincerely faithfully"
    " auftrag groet groeten groetjes saygılarımla saygılarımızla cordialement salutations poważaniem уважением"
    " повагою stimă saludos saluti"
)
_TITLES = folded("Hr Hrn Herr Herrn Fr Frau Fam Familie Anruf Anrufer Anruferin Rückruf Ehepaar")
_KNOWN = folded(
    "Ehem Kollegin Kollege Nachbar Nachbarin Freund Freundin Bekannte Bekannter Cousin Cousine Schwester Bruder Tante"
    " Onkel Schwager Schwägerin"
)
_OTHERS = folded(
    "Hr Hrn Herrn Fr Fam Familie Ehepaar Nachbarn Nachbar Nachbarin Nachbarsfamilie Freund Freundin Freunde"
    " Bekannte Bekannten Bekannter Kollegen Kollegin Arbeitskollegen Arbeitskollegin Mitbewohner Mitbewohnerin"
    " Mitschüler Mitschülerin Schützling Patenkind Mieter Mieterin Schwester Bruder Neffen Neffe Nichte Cousin Cousine"
    " Schwager Schwägerin Tante Onkel Schwiegertochter Schwiegersohn Enkel Enkelin syr ukr afgh eritr"
)
_FOR = folded("für f wg wegen betr")
_PEOPLE = folded("Frau Frauen Mann Männer Familie Fam Ehepaar Paar Mädchen Junge Jungen Koch Bewohner Mutter Kinder")
_FROM = folded("aus a mit m")
_BEFORE_PEOPLE = folded(
    "eine einer eines einen junge jungen junger zwei drei alte alten ältere älteren betreut begleitet kennt mit von hat"
)
_TOWN_HALLS = folded("Stadt Gemeinde")  # behind a name they say where it lives
_VERBS = folded(
    "hat haben ist sind war will wollen möchte sucht braucht fragt sagt wartet bekommt bekam wurde soll muss"
    " kann darf wohnt lebt kommt arbeitet versteht schickt schreibt macht geht lehnt verlangt fordert kündigt"
    " zahlt nimmt fällt streicht reagiert gibt steht droht stellt meint"
    " wegen ich wir mein meine seit weil ob dass"
)  # with these a note comes to its matter: what is named behind is not the caller
_ON_THE_WAY = folded("für zum zur beim im am in bei an auf über mit ohne nach gegen durch")
_FULL_STOP = re.compile(r"\w{4,}\.$")  # behind a word, no abbreviation
_NAMED_BEFORE = re.compile(r",(?!\s*\d)")  # commas behind a name or place, not before a number
_ASIDE = re.compile(r"\([^)]*\)")
PEOPLE: tuple[SenderRole, ...] = (
    "helper",
    "institution",
    "press",
    "client",
)  # of equals the first; machines and spam are told by the kind
_PRIVATE = WordList(
    "gmail.com googlemail.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.de outlook.com outlook.de"
    " hotmail.com hotmail.de live.de live.com msn.com icloud.com me.com yahoo.com yahoo.de posteo.de mailbox.org"
    " proton.me protonmail.com arcor.de aol.com ukr.net i.ua mail.ru yandex.ru bk.ru list.ru rambler.ru wp.pl"
    " o2.pl onet.pl interia.pl abv.bg mail.bg kpnmail.nl ziggo.nl hotmail.fr orange.fr free.fr yahoo.fr yahoo.ro"
    " mynet.com vodafone.de unitybox.de example.com example.org example.net"
)
_FREE = ("gmx.", "web.", "hotmail.", "outlook.", "live.", "yahoo.")


def decide_role(
    counted: Mapping[str, Sequence[Hit]],
    message: ParsedMessage,
    words: Words,
    *,
    kind: Kind,
    hinted: Hinted = NOTHING,
) -> SenderRole:
    """Machines and spam by the kind of message; else the role with most points.

    `words`: of the body. `hinted`: what words and other rules add.
    """
    if kind in {"autoreply", "bounce"}:
        return "auto"
    if kind == "spam":
        return "spam"
    points = role_points(counted, message, words, kind=kind)
    said = {name: points[name] + hinted.points.get(name, 0.0) for name in PEOPLE}
    return max(said, key=lambda name: said[name])


def role_points(
    counted: Mapping[str, Sequence[Hit]], message: ParsedMessage, words: Words, *, kind: Kind
) -> dict[str, float]:
    """Role → the points of its rules; `client` has what any other needs to be named.

    A body named where people name themselves counts for more than one named on the way.
    """
    points = dict.fromkeys(PEOPLE, 0.0) | {name: _points(hits, message, words) for name, hits in counted.items()}
    if kind == "newsletter":
        points["institution"] += SELF_NAMED
    if _official(message):
        points["institution"] += OFFICIAL
    if _body_named(message, words):
        points["institution"] += SELF_NAMED
    points["helper"] += _told(message, words, points)
    return points | {"client": max(points["client"], THRESHOLD)}


def _points(hits: Sequence[Hit], message: ParsedMessage, words: Words) -> float:
    """Points of a role: no body named on the way, nobody the writer lives with or heard it from.

    Some rules speak in notes of calls alone, others in mails.
    """
    silent = WRITTEN if message.channel == "phone" else CALLED
    points, placed = 0.0, []
    for hit in hits:
        if PLACED in hit.rule:
            placed.append(hit)
        elif silent not in hit.rule and (
            TOLD_OF not in hit.rule or hit.field != "body" or opens(words, words.at(hit.start))
        ):
            points += hit.points
    return points + (SELF_NAMED if any(_names_writer(hit, message, words) for hit in placed) else 0.0)


def _told(message: ParsedMessage, words: Words, points: Mapping[str, float]) -> float:
    """Points for a helper who does not say so: a mail that tells of another and nothing of the writer."""
    if message.channel == "phone":
        return CALLS_FOR if _calls_for(words) or _tells_of_met(words) else 0.0
    if points.get("client", 0.0) > 0 or points.get("institution", 0.0) >= SELF_NAMED:
        return 0.0
    return TELLS_MUCH if tells_much(words) else TELLS if about_another(words) else 0.0


def _calls_for(words: Words) -> bool:
    """Whether a call note begins with one person and soon names another it is for: "Fr. A., Elmpt, f. Fam. B."."""
    if not words.forms or words.forms[0] not in _TITLES | _KNOWN:
        return False
    ahead = range(2, min(NEXT, len(words) - 2))
    return any(words.forms[n] in _FOR and words.forms[n + 1] in _OTHERS for n in ahead)


def _tells_of_met(words: Words) -> bool:
    """Whether a named caller tells of people by where they are from: "Fr. Backes, Kempen. Mann aus Myanmar will …"."""
    if not words.forms or words.forms[0] not in _TITLES:
        return False
    told = (n for n in range(3, len(words) - 1) if words.forms[n] in _PEOPLE and words.forms[n + 1] in _FROM)
    return any(words.gaps[n] != JOINED or words.forms[n - 1] in _BEFORE_PEOPLE for n in told)


def _body_named(message: ParsedMessage, words: Words) -> bool:
    """Whether the writer is a body or has a calling no rule lists: at the head of a note, below a mail."""
    if message.channel == "phone":
        named = names_body if words.forms and words.forms[0] in _TITLES else names_caller
        ahead = range(min(NEXT + 1, len(words)))
        return any(named(words.forms[n]) and _heads(words, n) and not _lives_first(words, n) for n in ahead)
    end = words.at(max((zone.end for zone in message.zones if zone.kind == "fresh"), default=0))
    if any(names_caller(words.forms[n]) and _signs(words, n, message) for n in range(max(0, end - TAIL), end)):
        return True
    signed = (words.at(zone.start) for zone in message.zones if zone.kind == "signature")
    return any(any(map(names_caller, words.forms[start : start + TAIL])) for start in signed)


def _names_writer(hit: Hit, message: ParsedMessage, words: Words) -> bool:
    """Whether a hit stands where writers name themselves: first in a call note, in a signature, behind the closing."""
    if hit.field != "body":
        return False
    at = words.at(hit.start)
    if message.channel == "phone":
        return (
            SIGNED not in hit.rule
            and _heads(words, at)
            and not (hit.label == "institution" and _lives_first(words, at))
        )
    return hit.zone == "signature" or _signs(words, at, message)


def _heads(words: Words, at: int) -> bool:
    """Whether a call note names its caller here: before its matter, its first verb or colon.

    "Fr. A., Jugendamt, fragt" and "Hochschule fragt", not "Hr. B.: Jugendamt schreibt ihm" or "Fr. C., Stadt Viersen".
    """
    if at < HEAD and words.forms[0] not in _TITLES:
        return True
    if at > NEXT or words.forms[at] in _TOWN_HALLS:
        return False
    before = range(2, at + 1)
    ended = any(words.gaps[n] == ENDED for n in before)
    named = before if words.forms[0] in _TITLES else range(HEAD, at + 1)  # "Anruf von: Hr. L., Sportverein"
    colon = any(not {":", ";"}.isdisjoint(words.text[words.ends[n - 1] : words.starts[n]]) for n in named)
    verb = not _VERBS.isdisjoint(words.forms[:at]) or _acts(words, at)
    passing = words.gaps[at] == JOINED and not _ON_THE_WAY.isdisjoint(words.forms[max(0, at - 2) : at])
    return not (ended or colon or verb or passing or _is_name(words, at))


def _lives_first(words: Words, at: int) -> bool:
    """Whether name and town stand before it: "Hr. B., Willich, Autohaus-Mitarbeiter" calls for himself.

    Offices are named at once, "Fr. A., Jugendamt"; a bracket after the name is an aside.
    """
    before = words.text[: words.starts[at]]
    if before.rstrip().endswith(")"):  # "Hr. B. (Tönisvorst) Reha vorbei"
        return words.forms[0] in _TITLES
    apart = _ASIDE.sub(" ", before)
    return "(" not in apart and len(_NAMED_BEFORE.findall(apart)) > 1


def _is_name(words: Words, at: int) -> bool:
    """Whether it is a surname that sounds like a calling: "Fr. Schulte, Kempen"."""
    return at > 0 and words.forms[at - 1] in _TITLES and (at + 1 == len(words) or words.gaps[at + 1] != JOINED)


def _acts(words: Words, at: int) -> bool:
    """Whether it is what the caller tells of: "Hr. D., 0170, Sozialamt hat ihm geschrieben"."""
    return at + 1 < len(words) and words.gaps[at + 1] == JOINED and words.forms[at + 1] in _VERBS


def _signs(words: Words, at: int, message: ParsedMessage) -> bool:
    """Whether a mail is signed here: a closing stands before, or it is the last line, short and no sentence."""
    if _behind_closing(words, at):
        return True
    end = max((zone.end for zone in message.zones if zone.kind == "fresh"), default=0)
    if not 0 <= words.at(end) - at <= LAST:
        return False
    line = message.text[:end].rstrip()
    last = _last(line)
    alone = len(last) < len(line) and len(last.split()) <= LAST and not last.endswith(("?", "!"))
    sentence = not _VERBS.isdisjoint(words.forms[words.at(end - len(last)) : words.at(end)])
    if not line[: len(line) - len(last)].endswith("\n"):
        sentence = sentence or last[:1].islower() or _FULL_STOP.search(last) is not None
    return alone and not sentence and words.starts[at] >= len(line) - len(last)


def _last(text: str) -> str:
    """The last line when it is a name and what one is ("Pfarrbüro, G. Lennackers"), else the last sentence."""
    line = text[text.rfind("\n") + 1 :].strip()
    if len(line) < len(text) and len(line.split()) <= LAST and not any(end in line for end in ("? ", "! ")):
        return line
    return text[max(text.rfind("\n"), text.rfind(". "), text.rfind("! "), text.rfind("? ")) + 1 :].strip()


def _behind_closing(words: Words, at: int) -> bool:
    """Whether a closing stands shortly before, with nothing told between: behind it may come a postscript."""
    if _CLOSINGS.isdisjoint(words.forms[max(0, at - TAIL) : at]):
        return False
    closing = next(n for n in range(at - 1, -1, -1) if words.forms[n] in _CLOSINGS)
    return _VERBS.isdisjoint(words.forms[closing : at + 2])


def _official(message: ParsedMessage) -> bool:
    if message.sender is None or "@" not in message.sender.address:
        return False
    domain = message.sender.address.rpartition("@")[2]
    return domain not in _PRIVATE and not domain.startswith(_FREE)
