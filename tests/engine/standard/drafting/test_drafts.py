"""Properties of drafts under any edits."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.standard.drafting.bases import LATER, standards, ulid
from tests.engine.standard.drafting.drafts import begun_drafts, content_edits, drafts, edits_of

from cupel.errors import StandardError
from cupel.standard import (
    Edition,
    Standard,
    content_hash,
    diff_editions,
    load_standard,
    save_standard,
    shipped_standards,
)
from cupel.standard.drafting import (
    DraftState,
    Edit,
    Merge,
    Part,
    Split,
    Undo,
    advanced,
    begun,
    draft_edition,
    drafted,
    edges,
    edit_data,
    edit_from,
    finished,
    made_on,
    marks,
    stale,
)
from cupel.standard.drafting.advance import normal
from cupel.standard.files.totality import lineage_mistakes
from cupel.standard.lineage import JUDGED, SHAPES

Case = tuple[DraftState, list[Edit]]
PARTS = ("title", "text", "guidance", "rationale")
slow = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


@slow
@given(standards())
def test_a_draft_without_edits_is_its_base(standard: Standard) -> None:
    state = begun(standard, base="2023", edition="2026")
    edition = draft_edition(state)
    assert (edition.entries, edition.clauses) == (state.base.entries, state.base.clauses)
    assert diff_editions(state.base, edition).is_empty
    assert edges(state) == ()


@slow
@given(drafts())
def test_a_draft_does_not_differ_from_itself(case: Case) -> None:
    edition = draft_edition(drafted(*case))
    assert diff_editions(edition, edition).is_empty


@slow
@given(drafts())
def test_redlines_turn_the_texts_of_the_base_into_those_of_the_draft(case: Case) -> None:
    state = drafted(*case)
    new = draft_edition(state)
    lines = {diff.new.uid: diff for diff in diff_editions(state.base, new).clauses if diff.new}
    for uid, clause in new.clauses.items():
        diff = lines.get(uid)
        old = diff.old.uid if diff and diff.old else uid
        before = state.base.clauses[old] if diff is None or diff.old else None
        for part in PARTS:
            texts = dict(getattr(before, part, {}))
            for key, line in diff.texts.items() if diff else ():
                name, language = key.split("/")
                if name == part:
                    texts[language] = line.apply(texts.get(language, ""))
            assert {tag: words for tag, words in texts.items() if words} == getattr(clause, part)


@slow
@given(drafts())
def test_every_clause_of_base_and_draft_has_one_fate(case: Case) -> None:
    standard = finished(drafted(*case), dates=LATER)
    assert list(lineage_mistakes(standard, {})) == []
    for edge in standard.lineage:
        shape = SHAPES[edge.kind]
        assert shape.sources[0] <= len(edge.sources) <= shape.sources[1]
        assert shape.targets[0] <= len(edge.targets) <= shape.targets[1]


@slow
@given(drafts())
def test_replaying_gives_the_same_draft(case: Case) -> None:
    start, edits = case
    state = start
    for edit in edits:
        state = advanced(state, edit)
    again = drafted(start, [edit_from(json.loads(json.dumps(edit_data(edit)))) for edit in edits])
    assert draft_edition(state) == draft_edition(again)
    assert (edges(state), state.touched, state.labels) == (edges(again), again.touched, again.labels)


@slow
@given(drafts())
def test_edits_survive_the_way_through_json(case: Case) -> None:
    for edit in map(normal, case[1]):
        assert edit_from(json.loads(json.dumps(edit_data(edit)))) == edit


@slow
@given(drafts())
def test_no_uid_is_used_twice_and_labels_are_unique(case: Case) -> None:
    start, edits = case
    state, gone = start, set[str]()
    for edit in edits:
        before = set(state.clauses)
        state = advanced(state, edit)
        assert not gone & set(state.clauses)
        gone |= before - set(state.clauses)
    labels = [entry.label for entry, _path in draft_edition(state).paths()]
    assert len(labels) == len(set(labels))
    assert sorted(state.tree.walk()) == sorted(state.clauses) == sorted(state.descent.origins)


@slow
@given(case=drafts(sound=True))
def test_a_draft_without_mistakes_is_the_same_after_saving_and_loading(case: Case, tmp_path_factory: Any) -> None:
    standard = finished(drafted(*case), dates=LATER)
    folder = tmp_path_factory.mktemp("draft")
    save_standard(standard, folder)
    assert load_standard(folder) == standard


@slow
@given(drafts())
def test_only_what_changed_has_a_new_revision(case: Case) -> None:
    state = drafted(*case)
    for uid, clause in draft_edition(state).clauses.items():
        before = state.base.clauses.get(uid)
        if before is None:
            assert clause.revision == "1.0.0"
        else:
            same = content_hash(before) == content_hash(clause)
            assert (clause.revision == before.revision) == same


@slow
@given(st.data())
def test_edits_of_different_clauses_commute(data: st.DataObject) -> None:
    state = data.draw(begun_drafts())
    uids = list(state.clauses)
    if len(uids) > 1:
        one, other = data.draw(st.lists(st.sampled_from(uids), min_size=2, max_size=2, unique=True))
        first, second = data.draw(content_edits(state, one)), data.draw(content_edits(state, other))
        assert outcome(state, first, second) == outcome(state, second, first)
        assert stale(advanced_or_same(state, first), made_on(state, second)) == ()


@slow
@given(st.data())
def test_edits_without_a_common_mark_commute(data: st.DataObject) -> None:
    start, edits = data.draw(drafts(most=4))
    state = drafted(start, edits)
    first = data.draw(edits_of(state, ulid(50_000)))
    second = data.draw(edits_of(state, ulid(60_000)))
    if not set(marks(state, first)) & set(marks(state, second)):
        assert outcome(state, first, second) == outcome(state, second, first)


def outcome(state: DraftState, *edits: Edit) -> tuple[Edition, object, object] | str:
    """What the draft is after the edits, or that they do not fit."""
    try:
        after = drafted(state, edits)
    except StandardError:
        return "refused"
    return draft_edition(after), edges(after), after.labels


def advanced_or_same(state: DraftState, edit: Edit) -> DraftState:
    try:
        return advanced(state, edit)
    except StandardError:
        return state


@slow
@given(drafts())
def test_an_edit_is_stale_where_what_it_was_made_on_changed(case: Case) -> None:
    start, edits = case
    for edit in edits[:1]:
        stamped, after = made_on(start, edit), advanced(start, edit)
        now = marks(after, edit)
        assert stale(start, stamped) == ()
        assert set(stale(after, stamped)) >= {mark for mark, seen in stamped.made_on.items() if now.get(mark) != seen}


@slow
@given(st.data())
def test_taking_back_the_last_edits_gives_what_was_before(data: st.DataObject) -> None:
    start, edits = data.draw(drafts())
    kept = data.draw(st.integers(0, len(edits)))
    state = drafted(start, edits)
    undone = drafted(state, [Undo(of=number) for number in range(len(edits), kept, -1)])
    assert draft_edition(undone) == draft_edition(drafted(start, edits[:kept]))
    redone = drafted(undone, [Undo(of=number) for number in range(len(undone.edits), len(edits), -1)])
    assert (draft_edition(redone), edges(redone)) == (draft_edition(state), edges(state))


@slow
@given(st.data())
def test_a_split_that_is_merged_again_is_one_reworded_clause(data: st.DataObject) -> None:
    state = data.draw(begun_drafts())
    uid = data.draw(st.sampled_from(list(state.clauses)))
    first = Part(uid=uid, title={"en": "First."}, text={"en": "First."})
    second = Part(uid=ulid(70_000), title={"en": "Second."}, text={"en": "Second."})
    apart = Split(uid=uid, parts=(first, second))
    together = Merge(sources=(uid, second.uid), into=replace(first, text={"en": "All."}))
    after = drafted(state, [apart, together])
    (edge,) = edges(after)
    assert edge.kind in JUDGED
    assert (edge.sources, edge.targets) == ((uid,), (uid,))
    assert after.tree.children[state.tree.parents[uid]] == state.tree.children[state.tree.parents[uid]]


@pytest.mark.parametrize("edition", ["2021", "2022", "2023"])
def test_the_model_standard_serves_as_a_base(edition: str, tmp_path: Path) -> None:
    standard = load_standard(shipped_standards()["mdd"])
    state = begun(standard, base=edition, edition="2026")
    made = draft_edition(state)
    assert (made.entries, made.manifest_hash) == (state.base.entries, state.base.manifest_hash)
    save_standard(finished(state), tmp_path)
    assert load_standard(tmp_path) == finished(state)
