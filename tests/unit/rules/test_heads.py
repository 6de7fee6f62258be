"""Head words read as lines are those the loader reads as YAML."""

from __future__ import annotations

from rules.heads import heads, shipped_heads
from rules.load import shipped


def test_every_rule_has_the_first_german_word_the_loader_finds() -> None:
    loaded = {
        rule.id: next((term.text for term in rule.any if term.language == "de"), None) for rule in shipped().rules
    }

    read = shipped_heads()

    assert read.keys() == {rule for rule, term in loaded.items() if term}
    plain = {rule: term for rule, term in loaded.items() if term and not set(term) & set("=*~")}
    assert {rule: read[rule] for rule in plain} == plain


def test_marks_of_the_rule_language_are_not_read_aloud() -> None:
    assert not [head for head in shipped_heads().values() if set(head) & set("=*~")]


def test_each_way_of_writing_a_list_is_read() -> None:
    text = """topic: sprache
rules:
  - id: sprache.a
    any: {en: [course], de: ["Kurs, auch B1", Kurse]}
  - id: sprache.b
    any: [=Deutsch, Sprache]
    near:
      words: {de: [Termin]}
  - id: sprache.c
    weight: 1
    any:
      tr: [kurs]
      de: [läuft ~ ab, x]
  - id: sprache.d
    any:
      en: [nothing German]
    unless: {de: [kein Kurs]}
"""

    assert dict(heads(text)) == {"sprache.a": "Kurs, auch B1", "sprache.b": "Deutsch", "sprache.c": "läuft … ab"}
