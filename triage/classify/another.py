"""Does a sender write about somebody else rather than about themselves?"""

from __future__ import annotations

from itertools import compress, count

from rules.wordlist import folded
from rules.words import Words

LEAST = 2  # words for somebody else
MUCH = 3  # words for others beyond those for the writer
OPENING = 16  # words; who is named later stands on the way


_GERMANIC = folded(
    "er ihm ihn seine seinen seinem seiner sein ihr ihre ihren ihrem ihrer he she him her his they them their hij"
    " hem haar zijn hun familie frau mann mutter vater junge mädchen paar ehepaar jugendlicher jugendliche schüler"
    " schülerin nachbarn nachbarin nachbar herr herrn family lady woman girl boy couple guy student gezin vrouw"
    " meneer"
)
_SOMEBODY = _GERMANIC | folded(
    "il elle lui leur ses он она ему ей его ее они им він вона йому їй його її вони їм ona mu jej jego ea lui lor"
    " famille dame monsieur jeune семья семье женщина женщине мужчина семья родина родині жінка жінці rodzina pani"
    " pan familia doamna"
)
_NEED = folded(
    "brauche brauchen suche suchen muss müssen bekomme bekam bekommen hab arbeite need must looking got received"
    " work zoek moet werk cherche dois travaille ищу нужно нужна нужен работаю шукаю потрібно потрібна потрібен"
    " працюю szukam potrzebuję pracuję caut trebuie lucrez"
)
_WRITER = folded(
    "ich wir mein meine meinen meinem meiner mich mir unser unsere unserem unseren uns bin habe i we my our me us"
    " i'm i've je nous notre nos mon ma mes moi ik wij we mijn ons я ми мы мой моя мне меня мої мій мене мені наш"
    " наша ben biz benim bana bizim أنا انا نحن نحنا احنا إحنا من ما mój moja mnie jestem eu noi meu mea sunt yo"
    " nosotros soy mi io noi mio mia sono аз ние ez em unë ne живу живемо живем живём oturuyorum oturuyoruz"
    " yaşıyorum kalıyorum abito vivo woon habite mieszkam locuiesc jetoj dijîm"
)
_ASKS_FOR = folded(
    "frage fragen schreibe schreiben rufe melde wende wegen für writing write asking ask calling yazıyorum"
    " soruyorum пишу питаю спрашиваю прошу звоню piszę pytam dzwonię scriu întreb пиша питам schrijf vraag bel écris"
    " demande escribo pregunto scrivo chiedo shkruaj أكتب اكتب أسأل اسأل"
)

_OWN = _WRITER | _NEED


def opens(words: Words, at: int) -> bool:
    """Whether the person named at word `at` is whom a mail is about: named at once, or told of more than the writer.

    "Meine Nachbarin sucht" and "ich frage für einen Freund", not "ich wohne hier bei einem Freund".
    """
    before = frozenset(words.forms[:at])
    at_once = at < OPENING and (_WRITER.isdisjoint(before) or not _ASKS_FOR.isdisjoint(before))
    return at_once or _others(words) > sum(map(_OWN.__contains__, words.forms))


def about_another(words: Words) -> bool:
    """Whether a mail tells of somebody else at least LEAST times and of no need of the writer's own.

    Polite "Ihre Hilfe" is nobody else: a capital letter within the sentence is the office spoken to. Languages that
    leave out the pronoun for the writer tell nothing here.
    """
    if not _NEED.isdisjoint(words.forms):
        return False
    return _others(words, _GERMANIC) >= LEAST


def tells_much(words: Words) -> bool:
    """Whether a mail speaks of others MUCH words more than of its writer, and of them hardly."""
    own = sum(map(_WRITER.__contains__, words.forms))
    return own < MUCH and _others(words) - own >= MUCH


def _others(words: Words, somebody: frozenset[str] = _SOMEBODY) -> int:
    return sum(not _polite(words, at) for at in compress(count(), map(somebody.__contains__, words.forms)))


def _polite(words: Words, at: int) -> bool:
    return words.forms[at].startswith("ihr") and words.text[words.starts[at]].isupper()
