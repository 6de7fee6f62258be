"""What do the settings file and the environment say together, and what is wrong with them?"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files as packaged
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from config import positions
from config.settings import Settings

PREFIX = "TRIAGE_"
# Variables of that prefix that are no settings.
_NOT_SETTINGS = frozenset({"TRIAGE_CONFIG", "TRIAGE_CONFIG_DIR", "TRIAGE_DATA_DIR", "TRIAGE_FAILPOINT"})
_SECRET = frozenset({"password"})
_IN_ADDRESS = re.compile(r"(://[^/@:]*:).*@")  # a database's password, RFC 3986 §3.2.1
_WORDS = {
    "missing": "fehlt",
    "int_parsing": "ist keine ganze Zahl",
    "int_type": "ist keine ganze Zahl",
    "float_parsing": "ist keine Zahl",
    "float_type": "ist keine Zahl",
    "bool_parsing": "ist weder true noch false",
    "bool_type": "ist weder true noch false",
    "string_type": "ist kein Text",
    "tuple_type": "ist keine Liste",
    "model_type": "ist keine Tabelle",
    "path_type": "ist kein Pfad",
}


class SettingsInvalid(Exception):
    """The settings cannot be used. `problems`: one line each, `place  key: what is wrong. What to do.`"""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings and where each value came from."""

    settings: Settings
    file: Path | None
    origins: Mapping[tuple[str, ...], str]  # key → "triage.toml:7" or "Umgebung"; all others are defaults


def load(file: Path | None, environment: Mapping[str, str]) -> Loaded:
    """File first, environment over it. Raises SettingsInvalid with every problem at once."""
    text = _text(file)
    tree = _parse(text, file)
    lines = positions.lines_of(text)
    origins: dict[tuple[str, ...], str] = {path: f"{file}:{line}" for path, line in lines.items()}
    problems = [_secret_in_file(path, origin) for path, origin in origins.items() if path[-1] in _SECRET]
    for path, value, name in _from_environment(environment):
        _put(tree, path, value)
        origins[path] = f"Umgebung {name}"
    if data_dir := environment.get("TRIAGE_DATA_DIR"):
        tree["data_dir"] = data_dir
        origins["data_dir",] = "Umgebung TRIAGE_DATA_DIR"
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as invalid:
        problems += [_sentence(error, origins, file) for error in invalid.errors(include_url=False)]
        raise SettingsInvalid(problems) from None
    if problems:
        raise SettingsInvalid(problems)
    return Loaded(settings=settings, file=file, origins=origins)


def folder(name: str, environment: Mapping[str, str]) -> Traversable:
    """A packaged folder of this package, or the one of that name below TRIAGE_CONFIG_DIR."""
    override = environment.get("TRIAGE_CONFIG_DIR")
    if override and (Path(override) / name).exists():
        return Path(override) / name
    return packaged("config") / name


def file_text(name: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Where it lies and what it says: a packaged file or its namesake in TRIAGE_CONFIG_DIR. Raises SettingsInvalid."""
    found = folder(name, environment)
    try:
        return str(found), found.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsInvalid([f"{found}  kann nicht gelesen werden: {error.strerror}."]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsInvalid([f"{found}:{line}  ist kein UTF-8."]) from None


def shown(loaded: Loaded) -> Iterator[tuple[str, str, str]]:
    """Every setting as (key, value, origin); secrets masked."""
    yield from _shown(loaded.settings, (), loaded.origins)


def _shown(
    section: BaseModel, path: tuple[str, ...], origins: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[str, str, str]]:
    for name, info in type(section).model_fields.items():
        here = (*path, info.alias or name)
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from _shown(value, here, origins)
        elif isinstance(value, Mapping) and any(isinstance(v, BaseModel) for v in value.values()):
            for key, inner in value.items():
                yield from _shown(inner, (*here, key), origins)
        else:
            text = "••••" if name in _SECRET and value else _IN_ADDRESS.sub(r"\1••••@", str(value))
            yield ".".join(here), text, origins.get(here, "Vorgabe")


def _text(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsInvalid([f"{file}  kann nicht gelesen werden: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise SettingsInvalid([f"{file}  ist kein UTF-8."]) from None


def _parse(text: str, file: Path | None) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid([f"{file}  ist kein gültiges TOML: {error}."]) from None


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Any, str]]:
    """TRIAGE_MAIL__KIM__HOST=… → ("mail", "kim", "host"). Lists are written as TOML, all else as plain text."""
    for name, text in environment.items():
        if name.startswith(PREFIX) and name not in _NOT_SETTINGS and "__" in name:
            path = tuple(part.lower() for part in name.removeprefix(PREFIX).split("__"))
            yield path, _value(text), name


def _value(text: str) -> Any:
    if text.startswith(("[", "{")):
        try:
            return tomllib.loads(f"v = {text}")["v"]
        except tomllib.TOMLDecodeError:
            return text
    return text


def _put(tree: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for part in path[:-1]:
        inner = tree.setdefault(part, {})
        tree = inner if isinstance(inner, dict) else {}
    tree[path[-1]] = value


def _secret_in_file(path: tuple[str, ...], origin: str) -> str:
    remedy = "Bitte password_file oder die Umgebung benutzen."
    return f"{origin}  {'.'.join(path)}: Passwörter stehen nie in dieser Datei. {remedy}"


def _sentence(error: Any, origins: Mapping[tuple[str, ...], str], file: Path | None) -> str:
    path = tuple(str(part) for part in error["loc"] if part != "[key]")
    return f"{_place(path, origins, file)}  {'.'.join(path)}{_complaint(error, path)}"


def _place(path: tuple[str, ...], origins: Mapping[tuple[str, ...], str], file: Path | None) -> str:
    for length in range(len(path), 0, -1):
        if path[:length] in origins:
            return origins[path[:length]]
    return str(file or "Einstellungen")


def _complaint(error: Any, path: tuple[str, ...]) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return f": unbekannter Schlüssel.{_meant(path[-1], _keys_beside(path))}"
    if kind == "literal_error":
        allowed = _allowed(path)
        given = str(error["input"])[:40]
        return f' = "{given}": unbekannter Wert. Erlaubt: {", ".join(allowed)}.{_meant(given, allowed)}'
    limits = error.get("ctx", {})
    if "ge" in limits:
        return f": ist kleiner als {limits['ge']}."
    if "le" in limits:
        return f": ist größer als {limits['le']}."
    if "pattern" in limits:
        return ": hat nicht die erwartete Form."
    return f": {_WORDS.get(kind, 'ist nicht brauchbar')}."


def _meant(word: str, known: list[str]) -> str:
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f' Meinten Sie "{found[0]}"?' if found else f" Es gibt: {', '.join(known)}."


def _keys_beside(path: tuple[str, ...]) -> list[str]:
    section = _section(path[:-1])
    return [info.alias or name for name, info in section.model_fields.items()] if section else []


def _allowed(path: tuple[str, ...]) -> list[str]:
    section = _section(path[:-1])
    info = _field(section, path[-1]) if section else None
    return [str(a) for a in get_args(info.annotation)] if info and get_origin(info.annotation) is Literal else []


def _section(path: tuple[str, ...]) -> type[BaseModel] | None:
    """The class of the table at that path; `mail.NAME` is reached through the mapping's value type."""
    section: type[BaseModel] | None = Settings
    parts = iter(path)
    for part in parts:
        info = _field(section, part) if section else None
        section = _table_class(info.annotation, parts) if info else None
    return section


def _table_class(annotation: Any, parts: Iterator[str]) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, BaseModel)]
    next(parts, None)  # the table's own name
    return inner[0] if inner else None


def _field(section: type[BaseModel], name: str) -> FieldInfo | None:
    return next((f for n, f in section.model_fields.items() if name in (n, f.alias)), None)
