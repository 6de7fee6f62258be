"""Which fixed words does an acknowledgement carry, in which language?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable

from triage.errors import BadInput
from triage.values import Problem

REQUIRED: tuple[str, ...] = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr")
PLACEHOLDERS: tuple[str, ...] = ("number", "office_phone")
RULE = "-" * 40  # stands between the sender's language and German

# Languages whose readers understand another one's text: Dari and its codes read Farsi.
_READS = {"prs": "fa", "fa-af": "fa", "pes": "fa"}
_FILE = re.compile(r"(?P<occasion>ack|ack_urgent)\.(?P<language>[a-z]{2,3})\.txt")
_BRACED = re.compile(r"\{([^{}\n]*)\}")
_SUBJECT = "Subject: "
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One text of one language, checked."""

    subject: str  # one line, holds {number}
    body: str  # line ends are "\n", no blank line at either end


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Every text of an installation; `plain` and `urgent` have the same languages, German among them."""

    plain: Mapping[str, Template]  # by ISO 639-1 code
    urgent: Mapping[str, Template]  # same, with emergency numbers

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes that can be rendered beside German, sorted."""
        return tuple(sorted(self.plain.keys() - {"de"}))

    def spoken(self, language: str) -> str:
        """The code of the text this sender gets first; "de" when there is no text in their language."""
        code = _READS.get(language.lower(), language.lower())
        return code if code in self.plain else "de"

    def render(self, language: str, *, urgent: bool, number: str, office_phone: str) -> tuple[str, str]:
        """Subject and body. The subject is always German; the body opens in the sender's language, German follows."""
        texts = self.urgent if urgent else self.plain
        words = {"number": number, "office_phone": office_phone}
        german, own = texts["de"], self.spoken(language)
        bodies = [german.body] if own == "de" else [texts[own].body, RULE, german.body]
        return _fill(german.subject, words), _fill("\n\n".join(bodies), words) + "\n"


def load(folder: Traversable, *overrides: Traversable) -> Templates:
    """Read `ack.<lang>.txt` and `ack_urgent.<lang>.txt`; a file of a later folder replaces its namesake.

    A file is UTF-8: the first line `Subject: …`, a blank line, the body.
    Raises BadInput with every problem of every file, each with file:line.
    """
    found: dict[str, dict[str, Template]] = {"ack": {}, "ack_urgent": {}}
    problems: list[Problem] = []
    for name, file in sorted(_files(folder, *overrides).items()):
        match = _FILE.fullmatch(name)
        if match is None:
            problems.append(Problem(place=f"{name}:1", text="unbekannter Dateiname.", hint="Erlaubt: ack.de.txt"))
            continue
        template, wrong = _read(name, file)
        problems += wrong
        found[match["occasion"]][match["language"]] = template
    problems += _missing(found)
    if problems:
        raise BadInput([str(problem) for problem in problems])
    return Templates(plain=found["ack"], urgent=found["ack_urgent"])


def _files(*folders: Traversable) -> dict[str, Traversable]:
    return {
        file.name: file
        for folder in folders
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.startswith("ack") and file.name.endswith(".txt")
    }


def _missing(found: Mapping[str, Mapping[str, Template]]) -> Iterator[Problem]:
    every = {*REQUIRED, *found["ack"], *found["ack_urgent"]}
    for occasion, texts in found.items():
        for language in sorted(every - texts.keys()):
            yield Problem(place=f"{occasion}.{language}.txt:1", text="Die Datei fehlt.")


def _read(name: str, file: Traversable) -> tuple[Template, list[Problem]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")  # Windows editors open with a byte order mark
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Template(subject="", body=""), [Problem(place=f"{name}:{line}", text="Die Datei ist kein UTF-8.")]
    lines = text.replace("\r\n", "\n").split("\n")
    problems = [*_head_problems(name, lines), *_line_problems(name, lines)]
    return Template(subject=lines[0].removeprefix(_SUBJECT).strip(), body="\n".join(lines[1:]).strip("\n")), problems


def _head_problems(name: str, lines: list[str]) -> Iterator[Problem]:
    if not lines[0].startswith(_SUBJECT) or not lines[0].removeprefix(_SUBJECT).strip():
        yield Problem(place=f"{name}:1", text="Der Betreff fehlt.", hint="Die erste Zeile beginnt mit „Subject: “.")
    elif "{number}" not in lines[0]:
        yield Problem(place=f"{name}:1", text="Im Betreff fehlt {number}.")
    if len(lines) < 2 or lines[1].strip():  # noqa: PLR2004 - the second line is the blank one
        yield Problem(place=f"{name}:2", text="Nach dem Betreff fehlt die leere Zeile.")
    if not "".join(lines[1:]).strip():
        yield Problem(place=f"{name}:3", text="Der Text fehlt.")


def _line_problems(name: str, lines: list[str]) -> Iterator[Problem]:
    for at, line in enumerate(lines, start=1):
        for word in _BRACED.findall(line):
            if word not in PLACEHOLDERS:
                yield Problem(place=f"{name}:{at}", text=f"unbekannter Platzhalter {{{word}}}.", hint=_nearest(word))
        if set(_BRACED.sub("", line)) & {"{", "}"}:
            yield Problem(place=f"{name}:{at}", text="einzelne geschweifte Klammer.")
        if any(unicodedata.category(sign) == "Cc" or sign in _BIDI_CONTROLS for sign in line):
            yield Problem(place=f"{name}:{at}", text="unsichtbares Steuerzeichen.")


def _nearest(word: str) -> str:
    near = get_close_matches(word.lower(), PLACEHOLDERS, n=1, cutoff=0.7)
    allowed = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return f"Meinten Sie {{{near[0]}}}?" if near else f"Erlaubt: {allowed}"


def _fill(text: str, words: Mapping[str, str]) -> str:
    """One pass, so nothing inside a value is ever read as a placeholder."""
    return _BRACED.sub(lambda match: words[match[1]], text)
