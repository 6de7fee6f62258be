"""Which words of a message may name a person, a street or a place, and are therefore never suggested?"""

from __future__ import annotations

from collections.abc import Iterator

from rules.fold import fold
from rules.gazetteer import Gazetteer
from rules.wordlist import folded
from rules.words import ENDED, Words
from triage.values import ParsedMessage

_TITLES = folded(
    "herr herrn frau hr fr familie dr prof name namens heiße heisse heißt mr mrs ms miss my family called pan pani"
    " państwo bay bayan hanım ismim adım adı soyadı пан пані г-н г-жа господин госпожа звати зовут звать мене меня"
    " السيد السيدة اسمي أسمي اسم آقای خانم اسمم monsieur madame mme appelle señor señora llamo domnul doamna numesc"
    " meneer mevrouw heet zoti zonja quhem navê"
)
_GREETINGS = folded(
    "hallo guten sehr geehrte geehrter liebe lieber dear hello hi merhaba selam sayın доброго добрий шановна шановний"
    " здравствуйте уважаемая уважаемый добрый مرحبا السلام سلام bonjour buenos dzień bună goedemorgen goedemiddag"
    " përshëndetje silav"
)
_CLOSINGS = folded(
    "gruß grüße grüßen grüssen mfg vg lg regards sincerely greetings saygılarımla saygılar selamlar teşekkürler danke"
    " повагою уважением дякую спасибо تحياتي شكرا تشکر احترام cordialement salutations merci saludos gracias"
    " pozdrawiam poważaniem dziękuję stimă mulțumesc groeten faleminderit spas thanks"
)
_POLITE = _GREETINGS | _CLOSINGS | folded("damen herren sir madam")  # say nothing about a matter
_STREETS = (
    "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "sokak", "cadde", "caddesi",
    "улица", "вулиця", "شارع",
)  # fmt: skip
_REACH = 2  # words behind a title that may be a name
_LINE = 5  # words of a line that may be a signature
_OPENING = 3  # words behind a greeting


def places(gazetteer: Gazetteer) -> frozenset[str]:
    """The folded words of all place names."""
    return frozenset(fold(word) for place in gazetteer.names for word in place.name.replace("-", " ").split())


def of_sender(message: ParsedMessage) -> frozenset[str]:
    """The folded words of the sender's name and address."""
    if message.sender is None:
        return frozenset()
    written = f"{message.sender.name} {message.sender.address}"
    return frozenset(fold(word) for word in "".join(c if c.isalpha() else " " for c in written).split())


def suspicious(words: Words, own: frozenset[str]) -> list[bool]:
    """Word by word: whether it stands where names and addresses stand, or is the sender's."""
    named = [form in own or form in _POLITE for form in words.forms]
    for at in _named(words):
        named[at] = True
    return named


def _named(words: Words) -> Iterator[int]:
    forms = words.forms
    for at, form in enumerate(forms):
        if form in _TITLES:
            yield from _following(words, at, _REACH)
        if form in _GREETINGS and (at == 0 or words.gaps[at] == ENDED or _new_line(words, at)):
            yield from _following(words, at, _OPENING)
        if form in _CLOSINGS:
            yield from _signed(words, at)
        if at + 1 < len(forms) and forms[at + 1].isdigit() and form.endswith(_STREETS):
            yield from range(max(0, at - 1), at + 1)


def _following(words: Words, at: int, most: int) -> Iterator[int]:
    """The capitalised words right behind."""
    for behind in range(at + 1, min(at + 1 + most, len(words))):
        first = words.text[words.starts[behind]]
        if first.islower() or words.gaps[behind] == ENDED:
            return
        yield behind


def _signed(words: Words, at: int) -> Iterator[int]:
    """The words of a short line that stand alone behind a closing formula, up to the end of the text."""
    for behind in range(at + 1, min(at + 1 + _LINE, len(words))):
        if "\n" in words.text[words.ends[at] : words.starts[behind]] and _ends_soon(words, behind):
            yield behind


def _ends_soon(words: Words, at: int) -> bool:
    return len(words) - at <= _LINE


def _new_line(words: Words, at: int) -> bool:
    return "\n" in words.text[words.ends[at - 1] : words.starts[at]]
