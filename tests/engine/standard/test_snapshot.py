"""Snapshots of editions: what is kept gives the same edition again, through JSON too."""

import json

import pytest

from cupel.standard import edition_snapshot, load_standard, shipped_standards, standard_of_snapshot

STANDARDS = {key: load_standard(folder) for key, folder in shipped_standards().items()}
EDITIONS = [edition.reference for standard in STANDARDS.values() for edition in standard.editions.values()]


@pytest.mark.parametrize("reference", EDITIONS)
def test_a_snapshot_gives_the_same_edition_again(reference: str) -> None:
    key, _at, name = reference.partition("@")
    edition = STANDARDS[key].edition(name)
    kept = json.loads(json.dumps(edition_snapshot(STANDARDS[key], edition)))
    again = standard_of_snapshot(kept)
    assert again.edition(name) == edition
    assert again.edition(name).lineage == edition.lineage
    assert again.edition(name).manifest_hash == edition.manifest_hash
    assert (again.key, again.owners, again.rating_scale) == (key, STANDARDS[key].owners, STANDARDS[key].rating_scale)
    assert list(again.editions) == [name]


def test_a_snapshot_holds_what_the_edition_prints_and_nothing_else() -> None:
    edition = STANDARDS["mdd"].edition("2023")
    kept = edition_snapshot(STANDARDS["mdd"], edition)
    assert [clause["uid"] for clause in kept["clauses"]] == list(edition.labels)
