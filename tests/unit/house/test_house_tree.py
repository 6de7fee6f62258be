"""The tree keeps the rules of the house."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import statistics
from pathlib import Path

import pytest

from tests.unit.house.tree import PACKAGES, ROOT, comments, python_files, read, shown, texts, tracked

LONGEST_FILE = 350
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 8
MANIFESTS = ("triage/web/static/vendor/manifest.json", "tests/browser/vendor/manifest.json")
NOTHING_NAMES = {
    "utils",
    "helpers",
    "common",
    "manager",
    "handler",
    "processor",
    "service",
    "base",
    "misc",
    "info",
    "obj",
}
_AN_EXCUSE = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b")
_A_REASON = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z-]+(?:,\s*[a-z-]+)*\])\W+\w[\w\W]{2,}"
)


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None and first.end_lineno is not None
    docstring = first.end_lineno - first.lineno + 1 if has_docstring and first.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(f"{shown(path)}:{n.lineno} {n.name}", code_lines(n)) for n in found]


def test_no_module_is_longer_than_a_reader_holds() -> None:
    lengths = {shown(p): p.read_text(encoding="utf-8").count("\n") for p in python_files()}

    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen_and_most_are_short() -> None:
    modules = [p for p in python_files("triage", "rules", "models", "config") if "versions" not in p.parts]  # generated
    ours = [f for p in modules for f in functions(p)]

    assert [f for f in ours if f[1] > LONGEST_FUNCTION] == []
    assert statistics.median(n for _, n in ours) <= MEDIAN_FUNCTION


def test_every_module_says_which_question_it_settles() -> None:
    docstrings = {shown(p): ast.get_docstring(ast.parse(p.read_text(encoding="utf-8"))) for p in python_files()}

    assert [name for name, text in docstrings.items() if not text] == []


def test_a_package_file_is_a_docstring_and_nothing_else() -> None:
    ours = [p for p in python_files() if p.name == "__init__.py"]

    bodies = {shown(p): ast.parse(p.read_text(encoding="utf-8")).body for p in ours}

    alone = {name: len(body) == 1 and isinstance(body[0], ast.Expr) for name, body in bodies.items()}
    assert [name for name, is_alone in alone.items() if not is_alone] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [shown(p) for p in python_files() if p.stem in NOTHING_NAMES] == []


def test_every_excuse_carries_its_reason() -> None:
    bare = [
        f"{shown(path)}:{line} {comment}"
        for path in python_files()
        for line, comment in comments(path)
        if _AN_EXCUSE.search(comment) and not _A_REASON.search(comment)
    ]

    assert bare == []


def test_every_style_rule_switched_off_carries_its_reason() -> None:
    lines = re.findall(r'^\s+"[A-Z]+\d*",.*$', read("pyproject.toml"), re.MULTILINE)

    assert lines
    assert [line.strip() for line in lines if "#" not in line] == []


LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_hosts_and_pin_every_library_by_hash(name: str) -> None:
    text = read(name)
    pins = re.findall(r"^[a-z0-9][^\n]*?==[^\n]*\\$\n\s+--hash=sha256:", text, re.MULTILINE)

    assert ":" + "//" not in text
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0


def test_locks_hold_every_library_that_is_asked_for() -> None:
    asked = re.findall(r'^  "([A-Za-z0-9_.-]+)[\[>=<]', read("pyproject.toml"), re.MULTILINE)
    locked = set(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", "\n".join(map(read, LOCKS)), re.MULTILINE))

    assert len(asked) > 30  # fewer: this test reads the wrong lines
    assert [name for name in asked if re.sub(r"[_.]", "-", name).lower() not in locked] == []


# In pieces, so that this file does not hold what it forbids.
FORBIDDEN = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js",
    "yarn" + "pkg",
    "crates" + ".io",
    "jsdeliv" + "r",
    "unpk" + "g.com",
]
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:" + "|".join(["wo" + "rk", "tm" + "p", "ro" + "ot", "ho" + "me"]) + r")/\w")


def test_no_file_names_a_place_packages_come_from() -> None:
    named = [f"{shown(p)}: {word}" for p, text in texts() for word in FORBIDDEN if word in text.lower()]

    assert named == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    named = [
        f"{shown(p)}: {found.group(0)}"
        for p, text in texts()
        if "vendor" not in p.parts and (found := MACHINE_PATHS.search(text))
    ]

    assert named == []


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_vendored_files_are_those_of_the_manifest(manifest: str) -> None:
    folder = (ROOT / manifest).parent
    listed = {
        f"{entry['name']}-{entry['version']}/{name}": digest
        for entry in json.loads(read(manifest))
        for name, digest in entry["files"].items()
    }

    there = [p for p in tracked() if folder in p.parents and p.name != "manifest.json"]

    assert {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in there} == listed
    assert all(entry["licence"] for entry in json.loads(read(manifest)))


def test_every_python_file_is_in_a_package_that_has_a_meaning() -> None:
    stray = [shown(p) for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] not in PACKAGES]

    assert stray == []
