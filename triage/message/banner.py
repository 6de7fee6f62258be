"""Where does the warning end that a mail gateway put above a mail from outside?"""

from __future__ import annotations

from triage.message.openings import folded, pieces
from triage.message.phrases import phrases
from triage.message.voice import speaks_of_self

_WRITTEN_LINES_SEEN = 2  # a banner stands at the very top, or below a line of another one
_MOST_LINES = 10
_LONGEST_MARK = 40

_MARKS: tuple[str, ...] = phrases(
    "[ext]|[extern]|[external]|[externe]|[externo]|[esterno]|[ext:]|(extern)|(external)|[extern:|[external:|"
    "[external email]|[external sender]|[externe e-mail]|[externe mail]|[zewnętrzny]|[dış]|[внешний]|[зовнішній]|"
    "external email|external sender|externe e-mail|externe mail|externer absender|*extern*|*external*"
)
_OPENINGS: tuple[str, ...] = phrases(
    "achtung|vorsicht|warnung|sicherheitshinweis|hinweis|extern|caution|warning|attention|notice|alert|external|"
    "diese e-mail kommt|diese mail kommt|diese e-mail stammt|diese mail stammt|diese e-mail wurde von ausserhalb|"
    "diese nachricht kommt|diese nachricht stammt|diese nachricht wurde von ausserhalb|diese e-mail ist extern|"
    "diese email|dies ist eine externe|this email|this e-mail|this message|this is an external|be careful|"
    "you don't often|you don’t often|sie erhalten nicht|sie erhalten selten|some people who received|einige personen|"
    "vous n'obtenez|vous n’obtenez|vous ne recevez pas souvent|no suele recibir|non si ricevono spesso|"
    "u ontvangt niet vaak|nie otrzymujesz często|prudence|avertissement|message externe|ce message provient|"
    "cet e-mail provient|ce courriel provient|precaución|aviso|advertencia|este correo|este mensaje|attenzione|"
    "questa e-mail|questo messaggio|atenção|cuidado|let op|opgelet|dit bericht|deze e-mail|uwaga|ta wiadomość|"
    "dikkat|uyarı|bu e-posta|bu ileti|внимание|осторожно|увага|обережно|это письмо|цей лист|تنبيه|تحذير|توجه|atenție|"
    "внимавайте|varning|advarsel|obs|varoitus|pozor|upozornění|figyelem|oprez|προσοχή"
)
_OUTSIDE: tuple[str, ...] = pieces(
    "extern|ausserhalb|outside|nicht oft|nicht häufig|selten e-mails|selten eine|don't often|don’t often|souvent|"
    "extérieur|suele recibir|fuera de|externo|esterno|spesso|all'esterno|fora da|buiten|niet vaak|zewn|często|"
    "dış|внешн|извне|зовнішн|ззовні|خارج|exterior|външ|utanför|udenfor|utenfor|ulkopuol|mimo |zvenku|külső|izvan|"
    "εξωτερικ"
)
_MAIL: tuple[str, ...] = phrases(
    "mail|nachricht|absender|message|sender|courriel|expéditeur|correo|mensaje|remitente|messaggio|mittente|mensagem|"
    "remetente|bericht|afzender|wiadomość|nadawc|posta|ileti|письм|сообщен|отправител|лист|повідомлен|رسالة|مرسل|پیام|"
    "mesaj|expeditor|съобщение|organi|meddel|viesti|zpráv|üzenet|poruk|μήνυμα"
)
_GOES_ON: tuple[str, ...] = pieces(
    "link|anhang|anhäng|anlage|attach|click|klick|öffn|open |sender|absender|vertrau|trust|recogni|phish|sicher|safe|"
    "aka.ms|https://|learn why|erfahren sie|important|extern|outside|ausserhalb|pièce|cliqu|expéditeur|adjunt|enlace|"
    "allegat|anexo|bijlage|załącz|kliknij|вложен|ссылк|вкладен|посилан|المرفقات|الروابط|ekler|bağlantı|passwor|"
    "organisation|organization|schadsoftware|verdäch|suspicious|it-support|helpdesk|zugangsdaten|credentials"
)


def banner_end(heads: list[str], end: int) -> int:
    """The first line after a warning at the top of lines [0, end), 0 when there is none. Bounded: looks at 12 lines."""
    found = seen = 0
    at = 0
    while at < min(end, _MOST_LINES) and seen < _WRITTEN_LINES_SEEN:
        low = folded(heads[at])
        if not low or _is_rule(low):
            at += 1
        elif _opens(low, _following(heads, at, end)):
            at = found = _after(heads, at + 1, end)
            seen = 0
        else:
            break
    return found


def _opens(low: str, following: str) -> bool:
    low = low.lstrip("*_ !⚠️>-#|")
    if low.startswith(_MARKS) and len(low) <= _LONGEST_MARK:
        return True
    if not low.startswith((*_OPENINGS, "[")) or speaks_of_self("", low):
        return False
    both = f"{low} {following}"
    return any(word in both for word in _OUTSIDE) and any(word in both for word in _MAIL)


def _following(heads: list[str], at: int, end: int) -> str:
    """The next line when it belongs to the same paragraph and does not speak for a person."""
    low = folded(heads[at + 1]) if at + 1 < end else ""
    return "" if speaks_of_self("", low) else low


def _after(heads: list[str], at: int, end: int) -> int:
    """Past the lines that go on warning, and the rule below them."""
    last = min(end, at + _MOST_LINES)
    while at < last and heads[at]:
        low = folded(heads[at])
        if not _is_rule(low) and (speaks_of_self("", low) or not any(word in low for word in _GOES_ON)):
            return at
        at += 1
    below = next((n for n in range(at, last) if heads[n]), None)
    return below + 1 if below is not None and _is_rule(heads[below]) else at


def _is_rule(low: str) -> bool:
    return len(low) > 2 and not low.strip("-_=*#~+ ⚠️!")  # noqa: PLR2004 - three signs make a rule
