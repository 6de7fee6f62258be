"""Is this folder of files a rulebook, and which?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from rules.forms import LANGUAGES
from rules.gazetteer import Gazetteer, read_gazetteer
from rules.hints import FOLDER as HINTS
from rules.hints import read_hints
from rules.memory import collector_paused
from rules.problem import RuleProblem, RulesInvalid, nearest
from rules.rulebook import FAMILIES, GAP, WEIGHTS, ZONES, Nearby, Rule, Rulebook, Term
from rules.source import Source

LARGEST_FILE = 1_000_000  # characters; a label's file is some ten thousand
_RULE_KEYS = ("id", "weight", "any", "near", "needs", "unless", "where", "once", "examples", "counterexamples", "note")
_NEAR_KEYS = ("words", "within", "adds")
Read = dict[tuple[str, str], tuple[list[Rule], list[RuleProblem]]]  # (file name, content) → what it holds


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with the product. Raises RulesInvalid."""
    return load_texts(_texts(resources.files("rules") / "data"))


def load_folder(path: Path) -> Rulebook:
    """The rulebook in a folder shaped like rules/data; places are the shipped ones where it has none.

    Raises RulesInvalid carrying every problem of every file.
    """
    return load_texts(_texts(path))


def folder_texts(path: Path) -> dict[str, str]:
    """Same of a folder shaped like rules/data; places are the shipped ones where it has none."""
    texts = _texts(path)
    own = any(name.startswith("places/") for name in texts)
    return texts if own else texts | {n: t for n, t in shipped_texts().items() if n.startswith("places/")}


def shipped_texts() -> dict[str, str]:
    """File name below the folder → content, of the shipped rulebook."""
    return _texts(resources.files("rules") / "data")


def load_texts(texts: Mapping[str, str], read: Read | None = None) -> Rulebook:
    """The rulebook made of these files: name such as "topics/sprache.yaml" → content. Raises RulesInvalid.

    `read`: what files gave before, for those who load nearly the same again and again; kept up to date here.
    """
    problems: list[RuleProblem] = []
    rules: list[Rule] = []
    before, now = read or {}, {}
    with collector_paused():
        for name in sorted(texts):
            if name.endswith((".yaml", ".yml")) and not name.startswith(f"{HINTS}/"):
                key = name, texts[name]
                now[key] = before[key] if key in before else read_file(*key)
                rules.extend(now[key][0])
                problems.extend(now[key][1])
    if read is not None:
        read.clear()
        read.update(now)
    places = _places(texts, problems)
    hints = read_hints({name: text for name, text in texts.items() if name.startswith(f"{HINTS}/")}, problems)
    problems.extend(_twice(rules))
    if not rules and not problems:
        problems.append(RuleProblem(place=".:1", text="there is no rule file here"))
    if problems:
        raise RulesInvalid(problems)
    return Rulebook(rules=tuple(rules), places=places, hints=hints, digest=digest(texts))


def digest(texts: Mapping[str, str]) -> str:
    """sha256 over names and contents; line ends and blanks at line ends do not count."""
    running = hashlib.sha256()
    for name in sorted(texts):
        lines = "\n".join(line.rstrip() for line in texts[name].splitlines()).strip()
        running.update(f"{name}\n{len(lines)}\n{lines}\n".encode())
    return f"sha256:{running.hexdigest()}"


def _texts(folder: Traversable) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in (*FAMILIES, "places", HINTS):
        below = folder / name
        if below.is_dir():
            for file in below.iterdir():
                if file.name.endswith((".yaml", ".yml", ".csv")):
                    found[f"{name}/{file.name}"] = file.read_text(encoding="utf-8")
    return found


def _places(texts: Mapping[str, str], problems: list[RuleProblem]) -> Gazetteer:
    own = {name: text for name, text in texts.items() if name.startswith("places/")}
    return read_gazetteer(own or {n: t for n, t in shipped_texts().items() if n.startswith("places/")}, problems)


def _twice(rules: list[Rule]) -> list[RuleProblem]:
    first: dict[str, Rule] = {}
    problems = []
    for rule in rules:
        if rule.id in first:
            hint = f"first: {first[rule.id].place}"
            problems.append(RuleProblem(place=rule.place, text=f'the id "{rule.id}" is given twice', hint=hint))
        first.setdefault(rule.id, rule)
    return problems


def read_file(name: str, text: str) -> tuple[list[Rule], list[RuleProblem]]:
    """The rules of one file, and all that is wrong with it."""
    source = Source(name)
    family = name.split("/", maxsplit=1)[0]
    if len(text) > LARGEST_FILE:
        source.wrong(None, f"the file has {len(text)} characters", f"at most {LARGEST_FILE}")
    elif family not in FAMILIES:
        source.wrong(None, f'unknown folder "{family}"', nearest(family, FAMILIES))
    elif (root := source.root(text)) is not None:
        return _read_label(source, family, root), source.problems
    return [], source.problems


def _read_label(source: Source, family: str, root: yaml.Node) -> list[Rule]:
    key, labels = FAMILIES[family]
    top = source.known(root, "the file", (key, "rules"))
    if key not in top or "rules" not in top:
        source.wrong(root, f'the file needs "{key}:" and "rules:"')
        return []
    label = source.text(top[key], key)
    if label not in labels:
        source.wrong(top[key], f'unknown {key} "{label}"', nearest(label, labels))
    return [_read_rule(source, family, label, node) for node in source.items(top["rules"], "rules")]


def _read_rule(source: Source, family: str, label: str, node: yaml.Node) -> Rule:
    found = source.known(node, "a rule", _RULE_KEYS)
    for needed in ("id", "weight", "any"):
        if needed not in found:
            source.wrong(node, f'the rule has no "{needed}"')
    rule_id = source.text(found["id"], "id") if "id" in found else ""
    if rule_id and not rule_id.startswith(f"{label}."):
        source.wrong(found["id"], f'the id "{rule_id}" does not start with "{label}."')
    return Rule(
        id=rule_id,
        family=family,
        label=label,
        weight=source.number(found["weight"], "weight", *WEIGHTS) if "weight" in found else 0.0,
        any=_terms(source, found.get("any"), "any"),
        near=_nearby(source, found.get("near"), "near"),
        needs=_nearby(source, found.get("needs"), "needs"),
        unless=_terms(source, found.get("unless"), "unless"),
        where=_where(source, found.get("where")),
        once=source.yes_or_no(found["once"], "once") if "once" in found else True,
        examples=source.texts(found["examples"], "examples") if "examples" in found else (),
        counterexamples=source.texts(found["counterexamples"], "counterexamples") if "counterexamples" in found else (),
        file=source.file,
        line=node.start_mark.line + 1,
    )


def _where(source: Source, node: yaml.Node | None) -> tuple[str, ...]:
    if node is None:
        return ZONES[:2]
    zones = source.texts(node, "where")
    for zone in zones:
        if zone not in ZONES:
            source.wrong(node, f'unknown zone "{zone}"', nearest(zone, ZONES))
    return zones


def _nearby(source: Source, node: yaml.Node | None, what: str) -> Nearby | None:
    if node is None:
        return None
    found = source.known(node, what, _NEAR_KEYS)
    return Nearby(
        terms=_terms(source, found.get("words"), "words"),
        within=int(source.number(found["within"], "within", 1, 50)) if "within" in found else 8,
        adds=source.number(found["adds"], "adds", *WEIGHTS) if "adds" in found else (1.0 if what == "near" else 0.0),
    )


def _terms(source: Source, node: yaml.Node | None, what: str) -> tuple[Term, ...]:
    """Terms of a mapping language → list; a bare list is German."""
    if node is None:
        return ()
    if isinstance(node, yaml.SequenceNode):
        return _terms_of(source, "de", node, what)
    found: list[Term] = []
    for language, (key, value) in source.mapping(node, what).items():
        if language not in LANGUAGES:
            source.wrong(key, f'unknown language "{language}"', nearest(language, LANGUAGES))
        found.extend(_terms_of(source, language, value, what))
    return tuple(found)


def _terms_of(source: Source, language: str, node: yaml.Node, what: str) -> tuple[Term, ...]:
    terms = []
    for member in source.items(node, what):
        text = source.text(member, "a term")
        against = objection(text)
        if against:
            source.wrong(member, f'the term "{text}" {against}')
        elif text:
            terms.append(Term(language=language, text=text, line=member.start_mark.line + 1))
    return tuple(terms)


def objection(text: str) -> str:
    """What is wrong with a term's spelling, as the rest of a sentence about it, or ""."""
    if not text or (len(text) > 2 and text[:3].isalnum() and "*" not in text and GAP not in text):  # noqa: PLR2004  nearly all
        return ""
    words = text.removeprefix("=").split()
    parts = [part.split() for part in text.removeprefix("=").split(GAP)]
    if any(not part for part in parts):
        return "has nothing before or after its ~"
    if any("*" in word[:-1] for word in words):
        return "has a star inside a word; it may only end one"
    if any(word.endswith("*") and len(word) < 5 for word in words):  # noqa: PLR2004  four letters and the star
        return "needs four letters before the star"
    if not text.startswith("=") and sum(map(str.isalnum, text)) < 3 and text.isascii():  # noqa: PLR2004  shorter words are in every text
        return "is shorter than three letters; mark it with a leading ="
    return ""
