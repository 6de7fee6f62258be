"""A rule written back is the same rule, and what stands around it in its file stays as people wrote it."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.load import load_texts, shipped, shipped_texts
from rules.problem import RulesInvalid
from rules.rulebook import Rule
from rules.written import block, with_rule, written
from tests.unit.rules.anyrules import bare, rules

THREE = """# Wer hier schreibt, liest zuerst die Anleitung.
topic: sprache
rules:

  # der Kurs
  # und sein Platz
  - id: sprache.kurs   # bleibt
    weight: 3
    any: {de: [Deutschkurs]}
    examples:
      - "ein Deutschkurs"
    # so war es 2024

  - id: sprache.test
    weight: 1
    any:
      de: [telc,
          Prüfung B1]
  # nur Übersetzer
  - id: sprache.dolmetscher
    note: |
      # kein Kommentar
    any: [Dolmetscher]
    weight: 2
# Ende
"""

PLACES = {"places/names.csv": "place,name,kind\nviersen,Viersen,town\n"}


def read(text: str, file: str) -> tuple[Rule, ...]:
    return load_texts({file: text, **PLACES}).rules


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(rules())
def test_any_rule_written_and_loaded_is_the_same_rule(rule: Rule) -> None:
    text = with_rule("", rule.id, written(rule))

    (found,) = read(text, rule.file)

    assert bare(found) == bare(rule)


def test_every_shipped_rule_written_and_loaded_is_the_same_rule() -> None:
    by_file: dict[str, list[Rule]] = defaultdict(list)
    for rule in shipped().rules:
        by_file[rule.file].append(rule)

    files = {file: with_rule("", some[0].id, "".join(map(written, some))) for file, some in by_file.items()}

    assert [bare(rule) for rule in load_texts(files).rules] == [bare(rule) for rule in shipped().rules]


def test_the_first_and_the_last_rule_of_each_shipped_file_are_replaced_by_themselves_without_a_trace() -> None:
    texts = shipped_texts()
    ends = {rule.file: rule for rule in reversed(shipped().rules)} | {rule.id: rule for rule in shipped().rules[-1:]}

    for rule in ends.values():
        found = block(texts[rule.file], rule.id)
        assert found is not None
        changed = with_rule(texts[rule.file], rule.id, found.replace("weight:", "weight: "))
        assert changed != texts[rule.file]
        assert with_rule(changed, rule.id, found) == texts[rule.file]


def test_a_rule_is_shown_with_its_own_remarks_and_nobody_elses() -> None:
    assert (block(THREE, "sprache.kurs") or "").startswith("  # der Kurs\n  # und")
    assert (block(THREE, "sprache.kurs") or "").endswith("# so war es 2024\n")
    assert (block(THREE, "sprache.test") or "").endswith("Prüfung B1]\n")
    assert (block(THREE, "sprache.dolmetscher") or "").splitlines()[0] == "  # nur Übersetzer"
    assert (block(THREE, "sprache.dolmetscher") or "").splitlines()[-1] == "    weight: 2"
    assert block(THREE, "sprache.fehlt") is None


def test_what_is_not_the_rule_stays_octet_for_octet() -> None:
    new = with_rule(THREE, "sprache.test", "- id: sprache.test\n  weight: 2\n  any: [telc]\n")

    head, rest = THREE.split("  - id: sprache.test")
    tail = "  # nur Übersetzer" + rest.split("  # nur Übersetzer")[1]
    assert new == f"{head}  - id: sprache.test\n    weight: 2\n    any: [telc]\n{tail}"


def test_a_new_rule_stands_last_and_a_removed_one_takes_its_remarks_along() -> None:
    added = with_rule(THREE, "sprache.neu", "- id: sprache.neu\n  weight: 1\n  any: [Neues]\n")
    removed = with_rule(THREE, "sprache.kurs", None)

    assert added == THREE.replace("# Ende", "\n  - id: sprache.neu\n    weight: 1\n    any: [Neues]\n# Ende")
    assert "der Kurs" not in removed
    assert [rule.id for rule in read(removed, "topics/sprache.yaml")] == ["sprache.test", "sprache.dolmetscher"]


def test_a_file_whose_last_rule_goes_can_still_be_loaded_and_takes_a_new_one() -> None:
    text = THREE
    for name in ("kurs", "test", "dolmetscher"):
        text = with_rule(text, f"sprache.{name}", None)
    other = "topic: wohnen\nrules:\n  - {id: wohnen.a, weight: 1, any: [Wohnung]}\n"

    assert "rules: []\n" in text
    assert "# Ende" in text
    assert len(load_texts({"topics/sprache.yaml": text, "topics/wohnen.yaml": other}).rules) == 1
    again = with_rule(text, "sprache.neu", "- id: sprache.neu\n  weight: 1\n  any: [Neues]\n")
    assert [rule.id for rule in read(again, "topics/sprache.yaml")] == ["sprache.neu"]


@pytest.mark.parametrize(
    "text",
    [
        "topic: sprache\nrules:\n- id: sprache.a\n  weight: 1\n  any: [Haus]",
        "topic: sprache\r\nrules:\r\n    -\r\n        id: sprache.a\r\n        weight: 1\r\n        any: [Haus]\r\n",
        "topic: sprache\nrules:  # nichts\n",
        "topic: sprache\nrules:\n  - {id: sprache.a, weight: 1, any: [Haus]}\n# Ende",
    ],
    ids=["no last line end", "Windows", "nothing yet", "brackets"],
)
def test_files_are_taken_as_they_are(text: str) -> None:
    rule = "  - id: sprache.b\n    weight: 1\n    any:\n      de: [Hof]\n"

    new = with_rule(text, "sprache.b", rule)

    assert [r.id for r in read(new, "topics/sprache.yaml")][-1] == "sprache.b"
    assert ("\r\n" in text) == ("\n" in new and "\n" not in new.replace("\r\n", ""))
    assert with_rule(new, "sprache.b", block(new, "sprache.b")) == new
    assert (block(new, "sprache.a") or "") in new


def test_what_cannot_be_taken_apart_is_refused_in_words() -> None:
    with pytest.raises(RulesInvalid, match="below the other"):
        block("topic: sprache\nrules: [{id: sprache.a, weight: 1, any: [Haus]}]\n", "sprache.a")
    with pytest.raises(RulesInvalid, match="not YAML"):
        block("topic: [", "sprache.a")
    with pytest.raises(RulesInvalid, match='needs "rules:"'):
        block("topic: sprache\n", "sprache.a")
    with pytest.raises(RulesInvalid, match="begins with no label"):
        with_rule("", "unsinn.a", "- id: unsinn.a\n")
    assert with_rule("", "sprache.a", None) == ""


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["sprache.kurs", "sprache.test", "sprache.dolmetscher"]), rules())
def test_replacing_and_putting_back_leaves_the_file_as_it_was(old: str, rule: Rule) -> None:
    there = block(THREE, old)

    changed = with_rule(THREE, old, written(rule))

    assert with_rule(changed, rule.id, there) == THREE
