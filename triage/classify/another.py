"""Does a sender write about somebody else rather than about themselves?"""

from __future__ import annotations

from rules.fold import fold
from rules.words import Words

LEAST = 2  # words for somebody else


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


_SOMEBODY = _folded(
    "er ihm ihn seine seinen seinem seiner sein ihr ihre ihren ihrem ihrer he she him her his they them their"
    " hij hem haar zijn hun il elle lui leur ses он она ему ей его ее они им він вона йому їй його її вони їм"
    " on ona mu jej jego im el ea lui ei lor"
    " familie frau mann mutter vater junge mädchen paar ehepaar jugendlicher jugendliche schüler schülerin"
    " nachbarn nachbarin"
    " nachbar herr herrn family lady man woman girl boy couple guy student gezin vrouw meneer famille dame"
    " monsieur jeune"
    " семья семье женщина женщине мужчина семья родина родині жінка жінці rodzina pani pan familia doamna"
)
_NEED = _folded(
    "brauche brauchen suche suchen muss müssen bekomme bekam bekommen hab arbeite need must looking got received work"
    " zoek moet werk cherche dois travaille ищу нужно нужна нужен работаю шукаю потрібно потрібна потрібен працюю"
    " szukam"
    " potrzebuję pracuję caut trebuie lucrez"
)


def about_another(words: Words) -> bool:
    """Whether a mail tells of somebody else at least LEAST times and of no need of the writer's own.

    Polite "Ihre Hilfe" is nobody else: a capital letter within the sentence is the office spoken to.
    """
    if not _NEED.isdisjoint(words.forms):
        return False
    return sum(form in _SOMEBODY and not _polite(words, at) for at, form in enumerate(words.forms)) >= LEAST


def _polite(words: Words, at: int) -> bool:
    return words.forms[at].startswith("ihr") and words.text[words.starts[at]].isupper()
