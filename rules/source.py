"""What does a rule file say, value by value, and on which line?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from rules.problem import RuleProblem, nearest

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the safe loader, in C where libyaml is there


@dataclass(slots=True)
class Source:
    """One file being read; collects its problems instead of stopping at the first."""

    file: str
    problems: list[RuleProblem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)  # nodes met, to refuse aliases

    def wrong(self, node: yaml.Node | None, text: str, hint: str = "") -> None:
        """Note a problem at a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        self.problems.append(RuleProblem(place=f"{self.file}:{line}", text=text, hint=hint))

    def root(self, text: str) -> yaml.Node | None:
        """The document's node; None and a problem when it is not YAML."""
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            what = getattr(error, "problem", None) or "cannot be read"
            self.problems.append(RuleProblem(place=f"{self.file}:{line}", text=f"not YAML: {what}"))
            return None
        if node is None:
            self.wrong(None, "the file is empty")
        return node

    def mapping(self, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Key → (key node, value node); doubled keys and non-mappings are problems."""
        if not isinstance(node, yaml.MappingNode) or not self._first_time(node):
            self.wrong(node, f"{what} must be a mapping")
            return {}
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self.wrong(key, f'"{name}" is given twice')
            found[name] = (key, value)
        return found

    def known(self, node: yaml.Node, what: str, names: tuple[str, ...]) -> dict[str, yaml.Node]:
        """The mapping's values; unknown keys are problems with the nearest right word."""
        found = self.mapping(node, what)
        for name, (key, _) in found.items():
            if name not in names:
                self.wrong(key, f'unknown key "{name}"', nearest(name, names))
        return {name: value for name, (_, value) in found.items() if name in names}

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The members of a list; a single value counts as a list of one."""
        if isinstance(node, yaml.ScalarNode):
            return [node]
        if not isinstance(node, yaml.SequenceNode) or not self._first_time(node):
            self.wrong(node, f"{what} must be a list")
            return []
        return list(node.value)

    def text(self, node: yaml.Node, what: str) -> str:
        """A scalar's text, as written."""
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self.wrong(node, f"{what} must be a text")
            return ""
        return str(node.value).strip()

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for member in self.items(node, what) if (text := self.text(member, what)))

    def number(self, node: yaml.Node, what: str, least: float, most: float) -> float:
        """A number within bounds; `least` when it is none."""
        value = self._converted(node, what, float)
        if value is None:
            return least
        if not least <= value <= most:
            self.wrong(node, f"{what} is {value:g}", f"allowed: {least:g} to {most:g}")
        return value

    def yes_or_no(self, node: yaml.Node, what: str) -> bool:
        """A truth value; only `true` and `false`."""
        if getattr(node, "value", None) not in {"true", "false"}:
            self.wrong(node, f"{what} must be true or false")
        return getattr(node, "value", None) == "true"

    def _converted(self, node: yaml.Node, what: str, to: Callable[[str], float]) -> float | None:
        try:
            return to(str(node.value))
        except ValueError:
            self.wrong(node, f"{what} must be a number")
            return None

    def _first_time(self, node: yaml.Node) -> bool:
        if id(node) in self.seen:
            return False  # an alias: one line could stand for millions
        self.seen.add(id(node))
        return True
