"""How do examples made from tickets leave the rules in force when their time is over?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import yaml

from rules.load import load_texts
from rules.problem import RulesInvalid
from rules.rulebook import Rule
from rules.written import block, with_rule, written
from triage.errors import BadInput, Conflict
from triage.office import Office
from triage.tuning import examples, versions
from triage.tuning.examples import Origin

_NOTE = "Beispiele aus Vorgängen entfernt, deren zwölf Monate um sind. Kein Wort einer Regel ist anders."
_NOTE_ERASED = "Beispiele eines gelöschten Vorgangs entfernt. Kein Wort einer Regel ist anders."


def remove_expired(office: Office) -> int:
    """Publish the rules in force less the examples whose time is over; how many went."""
    with office.store.reading() as db:
        old = examples.expired(db, office.clock.now())
    return remove(office, old, note=_NOTE) if old else 0


def remove_of_ticket(office: Office, ticket_id: int) -> int:
    """The same with those of a ticket that goes; to be called before its rows go."""
    with office.store.reading() as db:
        old = examples.of_ticket(db, ticket_id)
    return remove(office, old, note=_NOTE_ERASED) if old else 0


def remove(office: Office, origins: Sequence[Origin], *, note: str) -> int:
    """Publish the rules in force less these examples and forget where they came from; how many went.

    Nothing that matches changes, so nobody is asked. When somebody publishes at the same moment, none goes: the next
    run takes them.
    """
    with office.store.reading() as db:
        number, _ = versions.live_key(db)
        texts = versions.texts_of(db, number)
    less = without(texts, origins)
    try:
        if less != texts:
            versions.publish(office, versions.SEED, less, onto=number, note=note, despite="Beispiele sind abgelaufen")
    except (BadInput, Conflict):
        return 0
    with office.store.transaction() as db:
        examples.forget(db, origins)
    return len(origins)


def without(texts: Mapping[str, str], origins: Sequence[Origin]) -> dict[str, str]:
    """A rulebook's files less these examples; every other line stays as it is, where the file can be taken apart."""
    digests: dict[str, set[str]] = defaultdict(set)
    for origin in origins:
        digests[origin.rule].add(origin.digest)
    found = dict(texts)
    for rule in load_texts(texts).rules:
        less = examples.without(rule, digests[rule.id]) if rule.id in digests else rule
        if less != rule:
            found[rule.file] = _less(found[rule.file], less, digests[rule.id])
    return found


def _less(text: str, rule: Rule, digests: Collection[str]) -> str:
    try:
        there = block(text, rule.id) or ""
    except RulesInvalid:
        return text
    lines = "".join(line for line in there.splitlines(keepends=True) if _example_of(line) not in digests)
    changed = with_rule(text, rule.id, lines)
    return changed if _reads(changed, rule) else with_rule(text, rule.id, written(rule))


def _example_of(line: str) -> str:
    """The digest of the example that stands alone on a line; "" for any other line."""
    try:
        found = yaml.safe_load(line) if line.lstrip().startswith("- ") else None
    except yaml.YAMLError:
        return ""
    return examples.digest_of(found[0]) if isinstance(found, list) and isinstance(found[0], str) else ""


def _reads(text: str, rule: Rule) -> bool:
    """Whether the file's rule has these examples and no others."""
    try:
        found = load_texts({rule.file: text})
    except RulesInvalid:
        return False
    read = found.rule(rule.id)
    return read is not None and (read.examples, read.counterexamples) == (rule.examples, rule.counterexamples)
