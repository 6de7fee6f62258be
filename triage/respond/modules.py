"""Which ready-made texts may be put into a reply?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from triage.errors import BadInput
from triage.values import TOPICS, Problem

PLACEHOLDERS: tuple[str, ...] = ("number", "name")
CLOSING_PLACEHOLDERS: tuple[str, ...] = (*PLACEHOLDERS, "office_phone")
_BRACED = re.compile(r"\{([^{}\n]*)\}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEYS = frozenset({"id", "topics", "title", "texts"})
_NO_NAME = re.compile(r" +(?=[,،!])")  # "Guten Tag {name}," for somebody whose name we do not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One text in some languages."""

    id: str
    topics: tuple[str, ...]  # where it is offered first; none: everywhere alike
    title: str  # German, as staff finds it
    texts: Mapping[str, str]  # by ISO 639-1 code, German among them

    def text(self, language: str) -> str:
        """In that language, else German."""
        return self.texts.get(language) or self.texts["de"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """All of an installation, and what stands under every reply."""

    all: tuple[Module, ...] = ()  # in the files' order
    closings: Mapping[str, str] = field(default_factory=lambda: {"de": ""})  # by language, German among them

    def found(self, query: str, topic: str) -> tuple[Module, ...]:
        """Those with every word of the query in title or text, those of the topic first, then those of no topic."""
        words = _folded(query).split()
        fit = [m for m in self.all if all(word in _folded(f"{m.title} {m.texts['de']}") for word in words)]
        return tuple(sorted(fit, key=lambda m: 0 if topic in m.topics else 2 if m.topics else 1))

    def named(self, key: str) -> Module:
        """The one with that id. Raises BadInput with "module_unknown"."""
        found = next((m for m in self.all if m.id == key), None)
        if found is None:
            raise BadInput(["module_unknown"])
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        """In which a reply can be closed: German first."""
        return ("de", *sorted(self.closings.keys() - {"de"}))

    def closing(self, language: str, *, name: str, number: str, office_phone: str) -> str:
        """What stands under a reply; `name` is the writer's."""
        text = self.closings.get(language) or self.closings["de"]
        return filled(text, name=name, number=number, office_phone=office_phone).strip("\n")


def filled(text: str, *, name: str, number: str, office_phone: str = "") -> str:
    """The text with its placeholders replaced, in one pass: nothing inside a value is read as one."""
    words = {"name": _one_line(name), "number": number, "office_phone": office_phone}
    done = _BRACED.sub(lambda match: words[match[1]], text)
    return done if words["name"] else _NO_NAME.sub("", done)


def load(modules: Sequence[Traversable], letters: Sequence[Traversable]) -> Modules:
    """Read `*.yaml` of the folders of modules and `closing.<lang>.txt` of the folders of letters.

    A file of a later folder replaces its namesake. Raises BadInput with every problem of every file.
    """
    problems: list[Problem] = []
    found: list[Module] = []
    for name, file in sorted(_files(modules, "", ".yaml").items()):
        found += _modules(name, file, problems)
    seen: set[str] = set()
    for module in found:
        if module.id in seen:
            problems.append(Problem(place=module.id, text="Diese id gibt es zweimal."))
        seen.add(module.id)
    closings = {}
    for name, file in sorted(_files(letters, "closing.", ".txt").items()):
        closings[name.split(".")[1]] = text = file.read_text(encoding="utf-8-sig")
        problems += _text_problems(name, "", text, CLOSING_PLACEHOLDERS)
    if "de" not in closings:
        problems.append(Problem(place="closing.de.txt", text="Die Datei fehlt."))
    if problems:
        raise BadInput([str(problem) for problem in problems])
    return Modules(all=tuple(found), closings=closings)


def _files(folders: Sequence[Traversable], prefix: str, ending: str) -> dict[str, Traversable]:
    return {
        file.name: file
        for folder in folders
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.startswith(prefix) and file.name.endswith(ending)
    }


def _modules(name: str, file: Traversable, problems: list[Problem]) -> Iterator[Module]:
    try:
        rows = yaml.safe_load(file.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(Problem(place=f"{name}:{mark.line + 1 if mark else 1}", text="Die Datei ist kein YAML."))
        return
    if not isinstance(rows, list):
        problems.append(Problem(place=name, text="Erwartet wird eine Liste von Bausteinen."))
        return
    for number, row in enumerate(rows, start=1):
        wrong = list(_row_problems(name, number, row))
        problems += wrong
        if not wrong:
            texts = {language: text.strip() for language, text in row["texts"].items()}
            topics = tuple(row.get("topics") or ())
            yield Module(id=row["id"], topics=topics, title=row["title"].strip(), texts=texts)


def _row_problems(name: str, number: int, row: Any) -> Iterator[Problem]:
    """What is wrong with one entry; `name`, its id or place say where."""
    if not isinstance(row, dict):
        yield Problem(place=f"{name}, Baustein {number}", text="Das ist kein Baustein.")
        return
    key = row.get("id")
    known = isinstance(key, str) and _ID.fullmatch(key)
    place = f"{name}, {key}" if known else f"{name}, Baustein {number}"
    if not known:
        yield Problem(place=place, text="Die id fehlt oder ist kein Wort aus a-z, 0-9 und -.")
    for word in sorted(set(map(str, row)) - _KEYS):
        yield Problem(place=place, text=f"unbekannter Schlüssel {word!r}.", hint="Erlaubt: id, topics, title, texts.")
    topics = row.get("topics") or []
    for topic in topics if isinstance(topics, list) else [topics]:
        if topic not in TOPICS:
            yield Problem(place=place, text=f"unbekanntes Thema {topic!r}.")
    if not isinstance(row.get("title"), str) or not row["title"].strip():
        yield Problem(place=place, text="Der Titel fehlt.")
    yield from _texts_problems(place, row.get("texts"))


def _texts_problems(place: str, texts: Any) -> Iterator[Problem]:
    if not isinstance(texts, dict) or "de" not in texts:
        yield Problem(place=place, text="Der deutsche Text fehlt.")
        return
    for language, text in texts.items():
        # YAML reads a bare "no" as false
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            yield Problem(place=place, text=f"{language!r} ist kein Sprachkürzel.")
        elif not isinstance(text, str) or not text.strip():
            yield Problem(place=place, text=f"Der Text für {language!r} fehlt.")
        else:
            yield from _text_problems(place, language, text, PLACEHOLDERS)


def _text_problems(place: str, language: str, words: str, allowed: Sequence[str]) -> Iterator[Problem]:
    where = f" ({language})" if language else ""
    for word in _BRACED.findall(words):
        if word not in allowed:
            hint = "Erlaubt: " + " ".join(f"{{{name}}}" for name in allowed)
            yield Problem(place=place, text=f"unbekannter Platzhalter {{{word}}}{where}.", hint=hint)
    if set(_BRACED.sub("", words)) & {"{", "}"}:
        yield Problem(place=place, text=f"einzelne geschweifte Klammer{where}.")
    if any(unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\u200c\u200d" for sign in words):
        yield Problem(place=place, text=f"unsichtbares Steuerzeichen{where}.")


def _one_line(name: str) -> str:
    shown = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    return " ".join(shown.split())[:100]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
