"""How does a rule read in a file, and how does it get in and out of one that people wrote?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import yaml

from rules.problem import RuleProblem, RulesInvalid
from rules.rulebook import DEFAULT_WHERE, FAMILIES, Nearby, Rule, Term
from rules.source import Source

_WIDTH = 110  # characters of a line of words
_LINE = re.compile(
    r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+"
)  # as YAML counts
_PLAIN = re.compile(r"[=\w](?:[\w./()+&%·’'؛؟،\u200c\u200d~*=-]| (?! ))*")  # needs no quotes, wherever it stands
_PRINTABLE = re.compile(r"[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """Where the rules of a file stand."""

    lines: list[str]  # with their ends
    head: int  # line of the key `rules`, from 0
    dash: int  # column of the rules' dashes; -1: they are not written one below the other
    spans: list[tuple[str, int, int]]  # id, first line with the comments above it, line after the last

    def span(self, rule_id: str) -> tuple[int, int] | None:
        return next(((first, end) for found, first, end in self.spans if found == rule_id), None)


def written(rule: Rule) -> str:
    """The rule as YAML lines in the style of the shipped files; loaded again it is the same rule."""
    lines = [f"  - id: {_scalar(rule.id)}", f"    weight: {_number(rule.weight)}", *_mapping("any", rule.any, 4)]
    lines += _nearby("near", rule.near)
    lines += _nearby("needs", rule.needs)
    lines += _mapping("unless", rule.unless, 4) if rule.unless else []
    lines += [f"    where: [{', '.join(rule.where)}]"] if rule.where != DEFAULT_WHERE else []
    lines += [] if rule.once else ["    once: false"]
    for key in ("examples", "counterexamples"):
        texts: Sequence[str] = getattr(rule, key)
        lines += [f"    {key}:", *(f"      - {_quoted(text)}" for text in texts)] if texts else []
    return "\n".join(lines) + "\n"


def block(text: str, rule_id: str) -> str | None:
    """The lines of one rule as they stand in the file, with the comments right above it; None when it is not there.

    Raises RulesInvalid when the file is no YAML, or its rules stand side by side in brackets.
    """
    file = _opened(text)
    span = file.span(rule_id)
    return "".join(file.lines[slice(*span)]) if span else None


def with_rule(text: str, rule_id: str, block: str | None) -> str:
    """The file with this rule in place of the one of that id, or after the last; None takes it out.

    Every other line stays as it is, octet for octet. An empty text becomes a file for the label the id begins with; a
    file whose last rule goes keeps its head with `rules: []`. Raises RulesInvalid as `block` does.
    """
    file = _opened(text or _head(rule_id))
    span = file.span(rule_id)
    if block == ("".join(file.lines[slice(*span)]) if span else None):
        return text
    first, end = span or (_after_last(file), _after_last(file))
    new = _fitted(file, block) if block is not None else ""
    if span is None:
        new = _apart(file, first) + new
    lines = [*file.lines[:first], new, *file.lines[end:]]
    left = len(file.spans) - (span is not None) + (block is not None)
    lines[file.head] = _head_line(lines[file.head], empty=not left)
    return "".join(lines)


def _opened(text: str) -> _File:
    root = _composed(text)
    lines = _LINE.findall(text)
    head, rules = _rules_of(root)
    if not rules.value:
        return _File(lines=lines, head=head, dash=2, spans=[])
    if not isinstance(rules, yaml.SequenceNode) or rules.flow_style:
        raise _refused(rules, "the rules must stand one below the other, each after a dash")
    dash = rules.start_mark.column
    return _File(lines=lines, head=head, dash=dash, spans=[_span(lines, dash, node) for node in rules.value])


def _composed(text: str) -> yaml.Node:
    source = Source("")
    root = source.root(text)
    if root is None:
        raise RulesInvalid(source.problems)
    return root


def _rules_of(root: yaml.Node) -> tuple[int, yaml.Node]:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "rules":
            return key.start_mark.line, value
    raise _refused(root, 'the file needs "rules:"')


def _refused(node: yaml.Node, text: str) -> RulesInvalid:
    return RulesInvalid([RuleProblem(place=f":{node.start_mark.line + 1}", text=text)])


def _span(lines: list[str], dash: int, node: yaml.Node) -> tuple[str, int, int]:
    first = node.start_mark.line
    while lines[first][: dash + 1].strip() != "-":
        first -= 1
    first -= sum(1 for _ in takewhile(_is_comment, reversed(lines[:first])))
    end = _last_line(node) + 1
    end += sum(1 for _ in takewhile(lambda line: _is_comment(line) and _indent(line) > dash, lines[end:]))
    return _id_of(node), first, end


def _last_line(node: yaml.Node) -> int:
    """The line on which the words of a node end, from 0; what follows may be empty or a comment."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    below = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - below


def _id_of(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value).strip() for key, value in pairs if key.value == "id"), "")


def _is_comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _after_last(file: _File) -> int:
    return file.spans[-1][2] if file.spans else file.head + 1


def _head(rule_id: str) -> str:
    """A file without rules, for the label an id begins with."""
    label = rule_id.partition(".")[0]
    key = next((key for key, labels in FAMILIES.values() if label in labels), None)
    if key is None:
        raise RulesInvalid([RuleProblem(place=":1", text=f'the id "{rule_id}" begins with no label')])
    return f"{key}: {label}\nrules: []\n"


def _head_line(line: str, *, empty: bool) -> str:
    bare = re.sub(r"rules:([ \t]*\[[ \t]*\])?", "rules:", line, count=1)
    return bare.replace("rules:", "rules: []", 1) if empty else bare


def _apart(file: _File, at: int) -> str:
    """What stands between the line before and a new rule: an empty line where the others have one."""
    end = _line_end(file.lines)
    last = file.lines[at - 1] if at else ""
    rest = "" if not last or last[-1] in "\n\r\x85\u2028\u2029" else end
    spaced = any(first and not file.lines[first - 1].strip() for _, first, _ in file.spans[1:])
    return rest + (end if spaced else "")


def _fitted(file: _File, block: str) -> str:
    """The block with the file's indentation and line ends; as it is where it fits already."""
    lines = _LINE.findall(block.lstrip("\r\n"))
    dash = next((_indent(line) for line in lines if line.strip() and not _is_comment(line)), file.dash)
    end = _line_end(file.lines)
    return "".join(_shifted(line, file.dash - dash, end) for line in lines)


def _shifted(line: str, by: int, end: str) -> str:
    words = line.rstrip("\r\n")
    shift = "" if not words.strip() else " " * by
    kept = line[len(words) :] if end == "\n" and len(words) < len(line) else end
    return (words[min(-by, _indent(words)) :] if by < 0 else shift + words) + kept


def _line_end(lines: list[str]) -> str:
    return "\r\n" if lines and lines[0].endswith("\r\n") else "\n"


def _nearby(key: str, nearby: Nearby | None) -> Iterator[str]:
    if nearby is None:
        return
    yield f"    {key}:"
    yield from _mapping("words", nearby.terms, 6)
    yield f"      within: {nearby.within}"
    if nearby.adds or key == "near":
        yield f"      adds: {_number(nearby.adds)}"


def _mapping(key: str, terms: Sequence[Term], indent: int) -> list[str]:
    """Terms as language → list, one language a line, long lists folded between two terms."""
    if not terms:
        return [f"{' ' * indent}{key}: {{}}"]
    lines = [f"{' ' * indent}{key}:"]
    for language in dict.fromkeys(term.language for term in terms):
        words = [_scalar(term.text) for term in terms if term.language == language]
        lines += _folded(f"{' ' * (indent + 2)}{language}: [", words, " " * (indent + 6))
    return lines


def _folded(start: str, words: Iterable[str], indent: str) -> Iterator[str]:
    line, separator = start, ""
    for word in words:
        if separator and len(line) + len(word) + 3 > _WIDTH:
            yield f"{line},"
            line, separator = indent, ""
        line += separator + word
        separator = ", "
    yield f"{line}]"


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text[-1] != " " and text != "=" else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if _PRINTABLE.fullmatch(sign):
        return sign
    return f"\\x{ord(sign):02x}" if sign < "\x80" else f"\\u{ord(sign):04x}"
