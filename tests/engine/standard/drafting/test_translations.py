"""Translations belong to the text they were made of."""

from dataclasses import replace

import pytest
from tests.engine.standard.drafting.samples import CLAUSE, NEW, NEXT, part
from tests.engine.standard.tiny import CERTIFICATE, ROUTE, SECTION

from cupel.errors import StandardError
from cupel.standard import Standard
from cupel.standard.drafting import (
    Add,
    DraftState,
    Edit,
    Part,
    Reword,
    Split,
    Translate,
    advanced,
    begun,
    drafted,
    edges,
    finished,
    text_hash,
    translations,
)

TEXT = "The company keeps records of routes."


def translated(text: str = "Registres.", source: str = TEXT, uid: str = ROUTE) -> Edit:
    return Translate(uid=uid, part="text", language="fr", text=text, source=text_hash(source))


def found(state: DraftState, uid: str = ROUTE, part: str = "text") -> str:
    return next(each.state for each in translations(state, ["fr"]) if (each.uid, each.part) == (uid, part))


def test_a_text_is_missing_present_or_stale(draft: DraftState) -> None:
    there = advanced(draft, translated())
    reworded = advanced(there, Reword(uid=ROUTE, part="text", text="Other."))
    renewed = advanced(reworded, translated(source="Other."))
    assert [found(state) for state in (draft, there, reworded, renewed)] == ["missing", "present", "stale", "present"]


def test_a_text_that_is_as_it_was_makes_its_translation_current_again(draft: DraftState) -> None:
    steps = [translated(), Reword(uid=ROUTE, part="text", text="Other."), Reword(uid=ROUTE, part="text", text=TEXT)]
    assert found(drafted(draft, steps)) == "present"


def test_a_translation_of_an_older_text_is_stale_at_once(draft: DraftState) -> None:
    reworded = advanced(draft, Reword(uid=ROUTE, part="text", text="Other."))
    assert found(advanced(reworded, translated())) == "stale"


def test_a_translation_alone_is_a_matter_of_wording(draft: DraftState) -> None:
    (edge,) = edges(advanced(draft, translated()))
    assert edge.kind == "editorial"


def test_only_further_languages_are_translations(draft: DraftState) -> None:
    with pytest.raises(StandardError, match="draft-language"):
        advanced(draft, Translate(uid=ROUTE, part="text", language="en", text="x", source=text_hash(TEXT)))


def test_a_translation_of_nothing_is_stale(draft: DraftState) -> None:
    state = drafted(draft, [translated(), Reword(uid=ROUTE, part="text", text="")])
    assert found(state) == "stale"
    assert found(begun(finished(state), base="2026", edition="2027")) == "stale"


def test_a_part_without_a_text_needs_no_translation(draft: DraftState) -> None:
    assert {each.part for each in translations(draft, ["fr"])} == {"title", "text"}


def test_languages_are_those_there_are_unless_some_are_named(draft: DraftState) -> None:
    assert translations(draft) == ()
    assert {each.language for each in translations(advanced(draft, translated()))} == {"fr"}


def test_what_comes_with_its_translation_is_translated(draft: DraftState) -> None:
    both = {"en": "Text.", "fr": "Texte."}
    new = Add(clause=replace(CLAUSE, text=both), parent=SECTION, position=0)
    split = Split(uid=ROUTE, parts=(part(ROUTE), Part(uid=NEXT, title={"en": "T"}, text=both)))
    state = drafted(draft, [new, split])
    assert (found(state, NEW), found(state, NEXT), found(state, NEXT, "title")) == ("present", "present", "missing")


def test_the_translation_of_a_split_clause_stays_with_it_and_is_stale(draft: DraftState) -> None:
    state = drafted(draft, [translated(), Split(uid=ROUTE, parts=(part(ROUTE), part(NEW)))])
    assert (found(state), found(state, NEW)) == ("stale", "missing")


def with_history(standard: Standard, *texts: dict[str, str]) -> Standard:
    """The standard with further revisions of a clause; its edition of 2022 prints the last."""
    last = standard.edition("2022").clauses[CERTIFICATE]
    revisions = [replace(last, revision=f"1.{number}.0", text=text) for number, text in enumerate(texts)]
    clauses = {(each.uid, each.revision): each for each in revisions}
    edition = replace(
        standard.edition("2022"), clauses={**standard.edition("2022").clauses, CERTIFICATE: revisions[-1]}
    )
    return replace(standard, clauses={**standard.clauses, **clauses}, editions={**standard.editions, "2022": edition})


@pytest.mark.parametrize(
    ("texts", "state"),
    [
        ([{"en": "A", "fr": "A'"}], "present"),
        ([{"en": "A", "fr": "A'"}, {"en": "B", "fr": "A'"}], "stale"),
        ([{"en": "A", "fr": "A'"}, {"en": "B", "fr": "B'"}], "present"),
        ([{"en": "A", "fr": "A'"}, {"en": "B", "fr": "A'"}, {"en": "A", "fr": "A'"}], "present"),
        ([{"en": "A", "fr": "A'"}, {"en": "B"}], "missing"),
        ([{"en": "A", "fr": "A'"}, {"en": "B"}, {"en": "B", "fr": "A'"}], "present"),
    ],
    ids=str,
)
def test_a_base_tells_by_its_revisions_what_is_stale(
    draft: DraftState, texts: list[dict[str, str]], state: str
) -> None:
    standard = with_history(draft.standard, *texts)
    assert found(begun(standard, base="2022", edition="2026"), CERTIFICATE) == state
