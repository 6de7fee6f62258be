"""What can be set, written or typed is documented, and what is documented exists."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel
from sqlmodel import SQLModel

import models.tables  # noqa: F401 - importing it registers every table
import rules.load
from config.settings import Settings
from rules.rulebook import FAMILIES
from tests.unit.house.tree import ROOT, first_column, read, shown, tracked
from triage.bootstrap import read_settings
from triage.cli.command import app

PAGES = [p for p in tracked() if p.suffix == ".md" and "vendor" not in p.parts]
FROM_ENVIRONMENT = {"password", "secret"}  # a secret, never in a file
EXAMPLES = {
    "data_dir",
    "host",
    "user",
    "password_file",
    "ca_file",
    "url",
    "secret_file",
}  # no default that can be written down


# -- settings --------------------------------------------------------------------------------------------------------


def keys_of(section: type[BaseModel], path: str = "") -> Iterator[tuple[str, Any]]:
    """(dotted key, default) of every setting; a table of tables is called NAME."""
    for name, info in section.model_fields.items():
        here = f"{path}{info.alias or name}"
        inner = [a for a in (info.annotation, *get_args(info.annotation)) if is_section(a)]
        if inner:
            named = isinstance(info.get_default(call_default_factory=True), Mapping)
            yield from keys_of(inner[0], f"{here}.NAME." if named else f"{here}.")
        else:
            yield here, None if info.is_required() else info.get_default(call_default_factory=True)


def is_section(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def as_toml(value: object) -> object:
    """A default as a settings file would hold it."""
    return list(value) if isinstance(value, tuple) else value


def uncommented() -> dict[str, Any]:
    """defaults.toml with the first # taken off every key and table."""
    text = re.sub(r"^#(?=\[|[a-z_]+ = )", "", read("config/defaults.toml"), flags=re.MULTILINE)
    return tomllib.loads(text)


def flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}".replace("mail.kim.", "mail.NAME.").replace("webhook.board.", "webhook.NAME."), value


def test_every_setting_is_documented_and_no_other() -> None:
    documented = [key for key in first_column(read("docs/settings.md")) if not key.startswith("TRIAGE_")]

    assert sorted(documented) == sorted(key for key, _ in keys_of(Settings))


def test_documented_defaults_are_the_real_ones() -> None:
    rows = re.findall(r"^\| `([a-zA-Z_.]+)` \| `([^`]+)` \|", read("docs/settings.md"), re.MULTILINE)
    documented = {key: tomllib.loads(f"v = {value}")["v"] for key, value in rows if key != "data_dir"}

    real = {key: as_toml(default) for key, default in keys_of(Settings) if key in documented}

    assert documented == real
    assert len(documented) > 30


def test_defaults_toml_as_it_stands_changes_nothing() -> None:
    assert tomllib.loads(read("config/defaults.toml")) == {}


def test_defaults_toml_holds_every_key_with_its_default() -> None:
    written = dict(flat(uncommented()))
    real = {key: as_toml(d) for key, d in keys_of(Settings) if key.rpartition(".")[2] not in FROM_ENVIRONMENT}

    assert set(written) == set(real)
    differing = {key for key in written if written[key] != real[key]}
    assert {key.rpartition(".")[2] for key in differing} <= EXAMPLES
    assert "smtp.host" not in differing


def test_defaults_toml_is_a_valid_settings_file_when_uncommented() -> None:
    assert Settings.model_validate(uncommented()).mail["kim"].mode == "observe"


def test_the_settings_the_readme_begins_with_are_valid(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", read("README.md"), re.DOTALL)
    assert block is not None
    file = tmp_path / "triage.toml"
    file.write_text(textwrap.dedent(block.group(1).replace("\n   ", "\n")), encoding="utf-8")

    loaded = read_settings(file, {})

    assert loaded.settings.mail["kim"].mode == "dry-run"


# -- rules -----------------------------------------------------------------------------------------------------------


IGNORED_BY_THE_LOADER = {"note"}  # a remark for the next reader of the file; it means nothing to the machine


def test_every_key_of_a_rule_file_is_documented() -> None:
    page = read("docs/rules.md")
    families = {first for first, _ in FAMILIES.values()}
    keys = {"rules", *families, *rules.load._RULE_KEYS, *rules.load._NEAR_KEYS}

    assert {key for key in keys if not re.search(rf"\b{key}:|`{key}`", page)} <= IGNORED_BY_THE_LOADER


def test_every_folder_of_rules_is_documented() -> None:
    assert [name for name in FAMILIES if f"`{name}/`" not in read("docs/rules.md")] == []


# -- commands --------------------------------------------------------------------------------------------------------


def commands(group: Any, path: str = "triage") -> Iterator[tuple[str, list[str]]]:
    """(words, options) of every command that can be typed."""
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{path} {name}")
    if not getattr(group, "commands", {}):
        names = [name for p in group.params for name in p.opts if name.startswith("--")]
        yield path, [name for name in names if name != "--help"]


def documented_commands() -> dict[str, str]:
    """Words of a command → its row in docs/commands.md."""
    rows = [line for line in read("docs/commands.md").splitlines() if line.startswith("| `triage ")]
    found = {}
    for row in rows:
        words = row.split("`")[1].split()
        count = next((i for i, word in enumerate(words) if not re.fullmatch(r"[a-z]+", word)), len(words))
        found[" ".join(words[:count])] = row
    return found


def test_every_command_is_documented_and_no_other() -> None:
    real = [path for path, _ in commands(typer.main.get_command(app))]

    assert sorted(documented_commands()) == sorted(real)


def test_every_option_stands_beside_its_command() -> None:
    rows = documented_commands()
    missing = [
        f"{path} {option}"
        for path, options in commands(typer.main.get_command(app))
        for option in options
        if option not in rows.get(path, "")
    ]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_commands_a_page_mentions_exist(page: Path) -> None:
    real = {path for path, _ in commands(typer.main.get_command(app))}
    groups = {path.rpartition(" ")[0] for path in real}

    mentioned = re.findall(r"`(?:\.venv/bin/)?(triage(?: [a-z]+)+)", page.read_text(encoding="utf-8"))

    starts = {" ".join(words[:n]) for words in (m.split() for m in mentioned) for n in (2, 3) if len(words) >= n}
    unknown = {m for m in starts if m not in real | groups and m.rpartition(" ")[0] not in real}
    assert unknown == set()


def test_the_targets_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    assert set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)", read("README.md"), re.MULTILINE))
    named = {a or b for a, b in re.findall(r"^make ([a-z]+)|`make ([a-z]+)", read("README.md"), re.MULTILINE)}
    assert named - targets == set()


# -- the other pages -------------------------------------------------------------------------------------------------


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{shown(page)} → {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_files_the_glossary_and_the_architecture_name_exist() -> None:
    text = read("docs/glossary.md") + read("docs/architecture.md")
    named = set(re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:py|csv|toml|md))?|[a-z_]+\.py)", text))

    gone = [n for n in named if not any((base / n).exists() for base in (ROOT, ROOT / "triage", ROOT / "rules"))]

    assert named
    assert gone == []


def test_the_architecture_names_every_table_and_no_other() -> None:
    section = read("docs/architecture.md").partition("## What is stored")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]

    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}

    assert named == set(SQLModel.metadata.tables)


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    checked = next(c["layers"] for c in contracts if c["id"] == "layers")
    section = read("docs/architecture.md").partition("## Layers")[2].partition("\n## ")[0]

    assert section.split("```")[1].strip().splitlines() == checked


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))
