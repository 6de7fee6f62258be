"""Does a line speak: does a person say or ask something in it, rather than name and place themselves?"""

from __future__ import annotations

from triage.message.farewells import POSTSCRIPTS
from triage.message.phrases import words

_EDGES = ".,;:!?()[]\"'„“”»«*_-–—/…،؛؟"
_MANY = 9  # words: more than a name, a job title or an address line has
_SENTENCE = 5  # words of a line that ends like a sentence

# who speaks of themselves: subjects, and verb forms of languages that need none. Words that are a weekday, a name, an
# article or a preposition in a neighbouring language are left out ("mon", "mi", "ben", "am", "ja", "من").
_SELF: frozenset[str] = words(
    "ich mich mir wir uns i'm i've i'll i'd i’m i’ve we us me je j'ai j’ai nous ik wij io ho sono vorrei noi yo "
    "tengo quiero "
    "necesito nosotros estoy soy eu tenho preciso gostaria estou sunt vreau doresc jestem chcę chciałbym "
    "chciałabym mam "
    "my я мы мене мені мне меня нам нас ми аз имам искам ние أنا انا نحن لدي عندي أريد اريد احتاج أحتاج دارم هستم "
    "می‌خواهم میخواهم نیاز bana beni benim bize istiyorum rica ederim bizim unë dua jam kemi kam ez "
    "waxaan aniga jag jeg ég vi мен waan man3ndi"
)
_MINE: frozenset[str] = words(
    "mein meine meinen meinem meiner unser unsere unseren my our mes notre nos mijn onze mio mia nuestro nuestra meu "
    "minha мой моя мои мій моя мої моей моего moja mój moje moj mea mele"
)
_PLEASE: frozenset[str] = words(
    "bitte please pls lütfen lutfen пожалуйста ласка لطفا لطفاً فضلك svp s'il proszę prosze por favor rog alstublieft "
    "alsjeblieft моля ju lutem ji fadlan"
)


def is_postscript(low: str) -> bool:
    """Whether a casefolded line begins an afterthought: "PS: …"."""
    return low.lstrip("*_ ").startswith(POSTSCRIPTS)


def speaks_of_self(head: str, low: str) -> bool:
    """Whether the line says "I" or "we" in some language."""
    spoken = {word.strip(_EDGES) for word in low.split()}
    return not spoken.isdisjoint(_SELF) or " I " in f" {head} "


def says_mine(low: str) -> bool:
    """Whether something is called "my" or "our", or somebody is asked: "please"."""
    spoken = {word.strip(_EDGES) for word in low.split()}
    return not spoken.isdisjoint(_MINE) or not spoken.isdisjoint(_PLEASE)


def is_question(head: str) -> bool:
    """Whether the line asks, in any script."""
    return head.endswith(("?", "؟", ";?", "？", "՞"))


def is_long(low: str) -> bool:
    """Whether the line has more words than a name or an address line, or is a sentence with its full stop."""
    count = low.count(" ") + 1
    return count >= _MANY or (count >= _SENTENCE and low.endswith((".", "!", "。", "।", "።", ":")))
