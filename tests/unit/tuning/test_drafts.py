"""A draft belongs to one person, changes nothing before it is published, and loses nothing when others are faster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session

from models.workbench import RuleDraft
from rules.load import digest, shipped_texts
from rules.rulebook import Rule
from rules.written import with_rule, written
from tests.web.seed import office_in
from triage.errors import BadInput, Conflict
from triage.office import Office
from triage.tuning import drafts, shelf, versions
from triage.tuning.versions import Findings, Texts

FILE, RULE = "topics/wohnen.yaml", "wohnen.kaution"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def rule(texts: Texts, rule_id: str = RULE) -> Rule:
    found = shelf.rule(texts, rule_id)
    assert found is not None
    return found


def weighed(weight: float, rule_id: str = RULE) -> str:
    return written(replace(rule(shipped_texts(), rule_id), weight=weight))


def change(office: Office, who: str, revision: int | None, weight: float, rule_id: str = RULE) -> int:
    done = drafts.change(office, who, revision=revision, file=FILE, rule=rule_id, after=weighed(weight, rule_id))
    return done.revision


def publish(office: Office, who: str, revision: int, **more: object) -> int:
    done = drafts.publish(office, who, revision=revision, note="mehr Gewicht", find=lambda _: Findings(), **more)  # type: ignore[arg-type]  # by name
    return done.number


def own(db: Session, who: str) -> RuleDraft:
    found = drafts.open_draft(db, who)
    assert found is not None
    return found


def test_a_change_is_in_the_draft_and_in_force_nowhere(office: Office) -> None:
    change(office, "klein", None, 5.0)

    with office.store.reading() as db:
        draft = own(db, "klein")
        assert rule(drafts.texts_of(db, draft)).weight == 5.0
        assert versions.live(db).digest == digest(shipped_texts())
        assert [(edit.rule, edit.file) for edit in drafts.edits_of(db, draft.id or 0)] == [(RULE, FILE)]
        assert drafts.open_draft(db, "weber") is None
        assert [other.author for other, _ in drafts.also_changing(db, "weber", RULE)] == ["klein"]


def test_what_is_as_it_was_is_no_change_any_more(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)

    was = drafts.piece(shipped_texts(), FILE, RULE)
    drafts.change(office, "klein", revision=revision, file=FILE, rule=RULE, after=was)

    with office.store.reading() as db:
        assert drafts.edits_of(db, own(db, "klein").id or 0) == []


def test_a_change_made_on_an_older_draft_is_told_and_not_made(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)
    change(office, "klein", revision, 6.0)

    with pytest.raises(Conflict):
        change(office, "klein", revision, 1.0)

    with office.store.reading() as db:
        assert rule(drafts.texts_of(db, own(db, "klein"))).weight == 6.0


def test_a_file_that_cannot_be_read_is_refused_with_its_place(office: Office) -> None:
    with pytest.raises(BadInput, match=r"topics/wohnen\.yaml:\d+  weight is 50"):
        drafts.change(office, "klein", revision=None, file=FILE, rule=RULE, after=weighed(5.0).replace("5", "50"))


def test_a_rule_is_taken_out_and_a_new_one_made(office: Office) -> None:
    new = written(replace(rule(shipped_texts()), id="wohnen.neu"))

    drafts.change(office, "klein", revision=None, file=FILE, rule=RULE, after=None)
    drafts.change(office, "klein", revision=1, file=FILE, rule="wohnen.neu", after=new)

    with office.store.reading() as db:
        texts = drafts.texts_of(db, own(db, "klein"))
        assert (shelf.rule(texts, RULE), rule(texts, "wohnen.neu").weight) == (None, rule(shipped_texts()).weight)


def test_publishing_puts_the_draft_in_force_and_ends_it(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)

    number = publish(office, "klein", revision)

    with office.store.reading() as db:
        assert rule(versions.texts_of(db, number)).weight == 5.0
        assert drafts.open_draft(db, "klein") is None
        assert drafts.draft_of(db, 1).published_as == number


def test_a_draft_that_is_another_by_now_is_not_published(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)
    change(office, "klein", revision, 6.0)

    with pytest.raises(Conflict):
        publish(office, "klein", revision)

    with office.store.reading() as db:
        assert versions.live_key(db)[0] == 0


def test_red_examples_stop_it_and_a_reason_lets_it_pass(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)

    def red(_texts: Texts) -> Findings:
        return Findings(red=("wohnen.kaution: example is not found",))

    with pytest.raises(BadInput, match="example is not found"):
        drafts.publish(office, "klein", revision=revision, note="mehr", find=red)
    done = drafts.publish(office, "klein", revision=revision, note="mehr", find=red, despite="Beispiel veraltet")

    assert done.report["despite"] == "Beispiel veraltet"


def test_a_second_pair_of_eyes_agrees_with_what_it_saw(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)
    with pytest.raises(BadInput, match="zweite Person"):
        publish(office, "klein", revision, four_eyes=True)
    with pytest.raises(BadInput, match="jemand anderes"):
        drafts.agree(office, "klein", 1, revision=revision)

    drafts.agree(office, "sommer", 1, revision=revision)
    later = change(office, "klein", revision, 6.0)
    with pytest.raises(BadInput, match="zweite Person"):
        publish(office, "klein", later, four_eyes=True)
    drafts.agree(office, "sommer", 1, revision=later)

    assert publish(office, "klein", later, four_eyes=True) == 2


def test_what_others_published_is_decided_rule_by_rule(office: Office) -> None:
    first = change(office, "klein", None, 5.0)
    mine = change(office, "klein", first, 4.0, "wohnen.umzug")
    publish(office, "sommer", change(office, "sommer", None, 1.0))

    with office.store.reading() as db:
        [clash] = drafts.clashes(db, own(db, "klein"))
    with pytest.raises(BadInput, match=RULE):
        drafts.catch_up(office, "klein", revision=mine, taken={})
    drafts.catch_up(office, "klein", revision=mine, taken={(FILE, RULE): "theirs"})

    assert clash.rule == RULE
    with office.store.reading() as db:
        texts = drafts.texts_of(db, own(db, "klein"))
        assert (rule(texts).weight, rule(texts, "wohnen.umzug").weight) == (1.0, 4.0)
        assert drafts.clashes(db, own(db, "klein")) == []


def test_a_draft_on_older_rules_is_not_published_over_newer_ones(office: Office) -> None:
    mine = change(office, "klein", None, 5.0, "wohnen.umzug")
    publish(office, "sommer", change(office, "sommer", None, 1.0))

    with pytest.raises(Conflict):
        publish(office, "klein", mine)

    drafts.catch_up(office, "klein", revision=mine, taken={})
    assert publish(office, "klein", mine + 1) == 3


def test_a_discarded_draft_is_given_up_and_the_next_begins_anew(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)

    drafts.discard(office, "klein", revision=revision)

    with office.store.reading() as db:
        assert drafts.open_draft(db, "klein") is None
        assert drafts.draft_of(db, 1).state == "discarded"
    assert change(office, "klein", None, 6.0) == 1


def test_other_lines_of_the_file_stay_octet_for_octet(office: Office) -> None:
    change(office, "klein", None, 5.0)

    with office.store.reading() as db:
        text = drafts.texts_of(db, own(db, "klein"))[FILE]

    assert with_rule(text, RULE, drafts.piece(shipped_texts(), FILE, RULE)) == shipped_texts()[FILE]


def test_while_a_draft_watches_the_first_message_since_is_known(office: Office) -> None:
    revision = change(office, "klein", None, 5.0)

    drafts.watch(office, "klein", revision=revision, days=7)

    with office.store.reading() as db:
        draft = own(db, "klein")
        assert (draft.state, drafts.first_watched(db, draft)) == ("watching", None)
    drafts.watch(office, "klein", revision=revision, days=0)
    with office.store.reading() as db:
        assert own(db, "klein").state == "open"
