"""Another matcher's score beside ours: which hits, how they are asked, what happens where it is not there."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.engine.screening.small_screening import small_screening

from cupel.errors import RunError
from cupel.screening import second_opinion
from cupel.screening.against import Screening
from cupel.screening.beside import Beside
from cupel.screening.outputs import write_screening
from cupel.screening.second_opinion import (
    GREY_BELOW,
    WORKER,
    entity,
    in_grey_zone,
    require_second_matcher,
    with_second_opinion,
)
from cupel.screening.told import ToldHit, told_hits

HEAD = 'print(json.dumps({"matcher": "logic-v2", "version": "1.0"}), flush=True)'
needs_matcher = pytest.mark.skipif(
    find_spec("nomenklatura") is None,
    reason="needs nomenklatura, which is not installed here (pip install 'cupel[ftm]')",
)


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return small_screening(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def told(screening: Screening) -> list[ToldHit]:
    return list(told_hits(screening))


def worker(monkeypatch: pytest.MonkeyPatch, body: str, *, head: str = HEAD) -> None:
    """A matcher that does this with ``pairs``, those it was asked about."""
    code = f"import json, sys\n{head}\npairs = [json.loads(line) for line in sys.stdin.buffer]\n{body}\n"
    monkeypatch.setattr(second_opinion, "WORKER", (sys.executable, "-c", code))


def scores(told: list[ToldHit]) -> dict[str, float | None]:
    return {each.hit["subject_id"]: each.hit["second_opinion"] for each in with_second_opinion(told)[0]}


def test_only_hits_in_the_grey_zone_are_asked_about_and_keep_their_place(
    told: list[ToldHit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "GREY_BELOW", 0.99)
    worker(monkeypatch, "for n, pair in enumerate(pairs): print(json.dumps((n + 1) / 10), flush=True)")
    assert scores(told) == {"1001": None, "1003": 0.1, "1002": 0.2}
    monkeypatch.setattr(second_opinion, "GREY_BELOW", GREY_BELOW)
    assert scores(told) == {"1001": None, "1003": None, "1002": 0.1}
    asked, opinion = with_second_opinion(told)
    assert (opinion.matcher, opinion.version, opinion.hits) == ("logic-v2", "1.0", 1)
    assert [{**each.hit, "second_opinion": None} for each in asked] == [
        {**each.hit, "second_opinion": None} for each in told
    ]


def test_a_number_in_common_is_in_no_grey_zone(told: list[ToldHit]) -> None:
    hit = {**told[0].hit, "score": 0.5}
    assert not in_grey_zone(hit)
    assert in_grey_zone({**hit, "identifier": None})
    assert in_grey_zone({**hit, "identifier": "conflicts"})
    assert not in_grey_zone({**hit, "identifier": None, "score": GREY_BELOW})


def test_without_grey_hits_no_process_is_started(told: list[ToldHit], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "WORKER", ("no-such-program",))
    asked, opinion = with_second_opinion(told[:1])
    assert (asked[0].hit["second_opinion"], opinion.hits, opinion.version) == (None, 0, None)


def test_it_is_asked_with_all_that_is_known_of_both_sides(told: list[ToldHit], monkeypatch: pytest.MonkeyPatch) -> None:
    worker(monkeypatch, "sys.exit(json.dumps(pairs[0]))")
    with pytest.raises(RunError) as failed:
        with_second_opinion(told)
    start = failed.value.message.index("{")
    assert failed.value.message[start:].startswith(
        '{"ours": {"schema": "Person", "properties": {"name": ["Ilmar Testov"]'
    )
    ours, theirs = (entity(side) for side in (told[2].ours, told[2].theirs))
    assert ours["properties"]["birthDate"] == ["1970-03-04", "1970-04-03"]
    assert theirs == {
        "schema": "Person",
        "properties": {
            "name": ["Testov Ilmar"], "alias": ["Elmar Testof", "Ilmar Testow"], "birthDate": ["1961"],
            "nationality": ["RU"],
        },
    }  # fmt: skip
    company = entity(told[0].ours)
    assert company["schema"] == "Organization"
    assert company["properties"]["registrationNumber"] == ["HRB 77-1003"]


@pytest.mark.parametrize(
    ("body", "head", "says"),
    [
        ("sys.exit('out of memory')", HEAD, "out of memory"),
        ("pass", HEAD, "–"),
        ("print('Loading models ...', flush=True)", HEAD, "Loading models"),
        ("print('1.5', flush=True)", HEAD, "1.5"),
        ("print('NaN', flush=True)", HEAD, "nan"),
        ("print('null', flush=True)", HEAD, "None"),
        ("pass", "print('{}', flush=True)", "{}"),
        ("pass", "sys.exit('no library')", "no library"),
    ],
)
def test_an_answer_that_is_none_is_told_with_a_remedy(
    body: str, head: str, says: str, told: list[ToldHit], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(monkeypatch, body, head=head)
    with pytest.raises(RunError) as failed:
        with_second_opinion(told)
    assert failed.value.code == "second-opinion-failed"
    assert says in failed.value.message
    assert "cupel[ftm]" in failed.value.remedy


def test_where_it_is_not_installed_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda _name: None)
    with pytest.raises(RunError) as refused:
        require_second_matcher()
    assert (refused.value.code, refused.value.remedy) == (
        "no-second-matcher", "Install it with pip install 'cupel[ftm]', or leave --second-opinion out.",
    )  # fmt: skip


def test_a_process_that_cannot_load_the_matcher_says_so(told: list[ToldHit], monkeypatch: pytest.MonkeyPatch) -> None:
    python, *rest = WORKER
    monkeypatch.setattr(second_opinion, "WORKER", (python, "-S", "-E", *rest))
    with pytest.raises(RunError, match="No module named 'followthemoney'") as refused:
        with_second_opinion(told)
    assert refused.value.code == "no-second-matcher"


def test_the_core_never_loads_it() -> None:
    code = (
        "import sys, cupel.cli.screen, cupel.screening.outputs, cupel.screening.second_opinion as second\n"
        "second.find_spec('nomenklatura')\n"
        "sys.exit(any(name.partition('.')[0] in ('nomenklatura', 'followthemoney', 'icu') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_files_have_the_score_and_the_manifest_who_was_asked(
    screening: Screening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(monkeypatch, "print('0.25', flush=True)")
    write_screening(screening, tmp_path, Beside(second_opinion=True))
    hits = json.loads((tmp_path / "hits.json").read_text(encoding="utf-8"))
    assert [hit["second_opinion"] for hit in hits] == [None, None, 0.25]
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["second_opinion"] == {"matcher": "logic-v2", "version": "1.0", "hits": 1, "below": 0.9}
    rows = list(load_workbook(tmp_path / "hits.xlsx")["Hits"].iter_rows(values_only=True))
    assert [row[-1] for row in rows] == ["Score by logic-v2", None, None, 0.25]
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "logic-v2: 0.250" in report
    assert "asked about 1 hit in the grey zone" in report


@needs_matcher
def test_the_pinned_matcher_answers(told: list[ToldHit]) -> None:
    asked, opinion = with_second_opinion(told)
    assert (opinion.version, opinion.hits) == ("4.17.4", 1)
    (score,) = (each.hit["second_opinion"] for each in asked if each.hit["second_opinion"] is not None)
    assert 0.5 < score < 0.9


@needs_matcher
def test_every_kind_of_party_can_be_asked_about(told: list[ToldHit], monkeypatch: pytest.MonkeyPatch) -> None:
    hit = {**told[2].hit, "identifier": None, "score": 0.7}
    kinds = ("person", "organisation", "vessel", "aircraft", "unknown")
    some = [replace(told[2], hit=hit, ours={**told[0].ours, "kind": kind}, theirs={**told[0].theirs, "kind": kind})
            for kind in kinds]  # fmt: skip
    found = [each.hit["second_opinion"] for each in with_second_opinion(some)[0]]
    assert all(score is not None and 0 <= score <= 1 for score in found)
