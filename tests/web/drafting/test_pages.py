"""What pages of drafts show and do: forms, what they would change, who was faster, lists that stay cheap."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.drafting_at_work import clause_named, edited
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.exchange import read_docx
from cupel.standard import load_standard
from cupel.standard.drafting import Judge, Reword, Translate, text_hash
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def at(draft: Draft, rest: str = "", *, clause: str = "") -> str:
    """An address of the draft, or of the clause with a label."""
    inside = f"clauses/{clause_named(draft, clause)}/" if clause else ""
    return f"/drafts/{draft.public_id}/{inside}{rest}"


def wording(draft: Draft, label: str, *, seen: int = 0, **changes: object) -> dict[str, Any]:
    """What the form of a clause's wording would send."""
    clause = reading_of(draft).state.clauses[clause_named(draft, label)]
    same = {part: getattr(clause, part).get("en", "") for part in ("title", "text", "guidance", "rationale")}
    known = (
        same | {"level": clause.level or "", "seen": seen, "note": ""} | ({"critical": "on"} if clause.critical else {})
    )
    return {name: value for name, value in (known | changes).items() if value is not None}


def posted(client: Client, address: str, data: dict[str, Any], *, status: int = 302) -> str:
    response = client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def test_a_chair_opens_a_draft_on_the_page_of_the_group(chair_client: Client, scheme: Scheme) -> None:
    group = "/groups/working-group/"
    assert "Open a draft" in page(chair_client, group)
    wanted = {"base": "mdd@2023", "edition": "2026", "purpose": "Recycled feed."}
    posted(chair_client, f"{group}drafts/open/", wanted)
    draft = Draft.objects.get()
    assert "Recycled feed." in page(chair_client, at(draft))
    assert "MDD 2026" in page(chair_client, group)
    again = posted(chair_client, f"{group}drafts/open/", wanted, status=422)
    assert "There is a draft of mdd@2026 already." in again
    assert "Give the draft another name" in posted(
        chair_client, f"{group}drafts/open/", wanted | {"edition": "2023"}, status=422
    )


def test_only_what_is_different_is_an_edit(draft: Draft, member_client: Client) -> None:
    address = at(draft, "word/", clause="1.1.1")
    posted(member_client, address, wording(draft, "1.1.1", title="A policy", level="should", note="Small sites."))
    assert [each.data["edit"] for each in EditRecord.objects.all()] == ["reword", "set-level"]
    assert EditRecord.objects.first().note == "Small sites."  # type: ignore[union-attr]
    same = posted(member_client, address, wording(draft, "1.1.1", seen=2), status=422)
    assert "Nothing is different." in same
    shown = page(member_client, at(draft, clause="1.1.1"))
    assert "<del>Supply-chain policy adopted</del>" in shown
    assert "Small sites." in shown
    assert "nobody has decided it" in shown


def test_who_saves_second_is_shown_both_and_may_save_again(
    draft: Draft, member_client: Client, chair_client: Client
) -> None:
    address = at(draft, "word/", clause="1.1.1")
    posted(member_client, address, wording(draft, "1.1.1", title="Theirs", note="I was faster."))
    mine = wording(draft, "1.1.1", title="Mine")
    told = posted(chair_client, address, mine, status=409)
    assert "Another edit changed 1.1.1 in the meantime." in told
    for part in ("I was faster.", "<del>Theirs</del>", "<ins>Mine</ins>", 'value="1"', "Mine"):
        assert part in told
    posted(chair_client, address, mine | {"seen": 1})
    assert reading_of(draft).state.clauses[clause_named(draft, "1.1.1")].title["en"] == "Mine"


def test_what_an_edit_would_do_is_shown_before_it_is_made(draft: Draft, member_client: Client) -> None:
    address = f"{at(draft, 'word/', clause='1.3.1')}?preview=1"
    shown = posted(member_client, address, wording(draft, "1.3.1", title="Records are kept"), status=200)
    assert "Records<ins> are</ins> kept" in shown
    wrong = posted(member_client, address, wording(draft, "1.3.1", text="For {no_years}."), status=200)
    assert "This cannot be saved yet" in wrong
    assert "no_years" in wrong
    waits = posted(member_client, address, wording(draft, "1.3.1", title=None), status=200)
    assert "once the fields are filled in" in waits
    assert not EditRecord.objects.exists()


def test_a_check_is_tried_while_it_is_typed(draft: Draft, member_client: Client) -> None:
    uid = clause_named(draft, "1.3.3")
    check = next(each for each in reading_of(draft).state.clauses[uid].checks)
    known = {
        "id": check.id, "finding": check.finding, "entity": check.entity, "applies": check.applies,
        "holds": check.holds, "empty": "not-applicable", "severity": "low", "message": check.message["en"], "seen": 0,
    }  # fmt: skip
    address = at(draft, f"checks/{check.id}/", clause="1.3.3")
    wrong = posted(member_client, f"{address}?preview=1", known | {"holds": "no_such_fact < 3"}, status=200)
    assert "no_such_fact" in wrong
    assert "no_such_fact" in posted(member_client, address, known | {"holds": "no_such_fact < 3"}, status=422)
    posted(member_client, address, known)
    assert next(iter(reading_of(draft).state.clauses[uid].checks)).severity == "low"


def test_a_parameter_keeps_its_bounds(draft: Draft, member_client: Client) -> None:
    address = at(draft, "parameters/retention_years/", clause="1.3.1")
    uid = clause_named(draft, "1.3.1")
    known = reading_of(draft).state.clauses[uid].parameters["retention_years"]
    data = {
        "type": "number", "value": "7", "unit": known.unit or "", "codes": "", "comparator": known.comparator or "",
        "low": "" if known.low is None else known.low, "high": "" if known.high is None else known.high,
        "reason": known.reason.get("en", ""), "seen": 0,
    }  # fmt: skip
    assert "This is no number." in posted(member_client, address, data | {"value": "seven"}, status=422)
    assert not EditRecord.objects.exists()
    posted(member_client, address, data)
    assert reading_of(draft).state.clauses[uid].parameters["retention_years"].value == 7
    assert "7" in page(member_client, at(draft, clause="1.3.1"))


def test_clauses_are_added_moved_split_merged_and_withdrawn(draft: Draft, member_client: Client) -> None:
    policy = clause_named(draft, "1.1.1")
    posted(member_client, at(draft, "clauses/add/"), {
        "place": f"after:{policy}", "kind": "requirement", "level": "must", "title": "Policy dated",
        "text": "It has a date.", "note": "", "seen": 0,
    })  # fmt: skip
    added = clause_named(draft, "1.1.2")
    assert reading_of(draft).state.clauses[added].title == {"en": "Policy dated"}
    posted(member_client, at(draft, "move/", clause="1.1.2"), {"place": f"in:{clause_named(draft, '1.1')}", "seen": 1})
    assert clause_named(draft, "1.1.1") == added
    split = {
        "title_1": "Adopted", "text_1": "It is adopted.", "title_2": "Signed", "text_2": "It is signed.",
        "goes_on": "1", "note": "Two duties.", "seen": 2,
    }  # fmt: skip
    posted(member_client, f"{at(draft, 'split/', clause='1.1.2')}?parts=2", split)
    assert clause_named(draft, "1.1.2") == policy
    signed = clause_named(draft, "1.1.3")
    posted(member_client, at(draft, "merge/", clause="1.1.2"), {
        "others": [signed], "title": "Adopted and signed", "text": "Both.", "seen": 3,
    })  # fmt: skip
    assert signed not in reading_of(draft).state.clauses
    posted(member_client, at(draft, "withdraw/", clause="1.1.1"), {"reason": "Not needed.", "seen": 4})
    assert added not in reading_of(draft).state.clauses
    posted(member_client, at(draft, "label/", clause="1.1.1"), {"label": "1.1.1bis", "seen": 5})
    assert clause_named(draft, "1.1.1bis") == policy
    log = page(member_client, at(draft, "edits/"))
    for word in ("new clause", "moved", "split", "merged", "withdrawn", "label given"):
        assert word in log


def test_an_edit_is_taken_back_and_the_record_stays(draft: Draft, member_client: Client, chair: User) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="text", text="A policy."))
    edited(draft, Judge(uid=uid, kind="relaxed"), by=chair)
    assert "Take back" in page(member_client, at(draft, "edits/"))
    posted(member_client, at(draft, "edits/1/undo/"), {"note": "Too short.", "seen": 2})
    reading = reading_of(draft)
    assert reading.state.clauses[uid].text == reading.state.base.clauses[uid].text
    assert "Too short." in page(member_client, at(draft, "edits/"))
    assert member_client.post(at(draft, "edits/2/undo/"), {"note": "", "seen": 3}).status_code == 403
    assert member_client.get(at(draft, "edits/9/undo/")).status_code == 404
    posted(member_client, at(draft, "edits/3/undo/"), {"note": "", "seen": 3})
    assert reading_of(draft).state.clauses[uid].text["en"] == "A policy."


def test_the_chair_decides_what_kind_of_change_it_is(draft: Draft, chair_client: Client) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="text", text="A policy is adopted."))
    assert "To be decided" in page(chair_client, at(draft))
    posted(chair_client, at(draft, "judge/", clause="1.1.1"), {
        "kind": "clarified", "carry_over": "default", "note": "The same is meant.", "seen": 1,
    })  # fmt: skip
    judged = EditRecord.objects.get(number=2).edit
    assert isinstance(judged, Judge)
    assert (judged.decided_by, judged.decided_on) == ("Working group", "2025-06-02")
    assert "To be decided" not in page(chair_client, at(draft))
    edited(draft, Reword(uid=uid, part="text", text="A policy is adopted at once."))
    assert "edited after the group decided" in page(chair_client, at(draft, clause="1.1.1"))


def test_a_translation_is_out_of_date_once_its_text_is_reworded(draft: Draft, member_client: Client) -> None:
    uid = clause_named(draft, "1.1.1")
    title = reading_of(draft).state.clauses[uid].title["en"]
    assert title in page(member_client, at(draft, "translations/de/", clause="1.1.1"))
    edited(draft, Translate(uid=uid, part="title", language="de", text="Leitsatz", source=text_hash(title)))
    edited(draft, Reword(uid=uid, part="title", text="A policy"))
    assert ">out of date<" in page(member_client, at(draft, "translations/"))
    texts = {
        part: reading_of(draft).state.clauses[uid].text.get("de", "") for part in ("text", "guidance", "rationale")
    }
    posted(member_client, at(draft, "translations/de/", clause="1.1.1"), {"title": "Leitsatz", **texts, "seen": 2})
    assert ">out of date<" not in page(member_client, at(draft, "translations/"))


def test_a_definition_tells_where_its_word_is_used(draft: Draft, member_client: Client) -> None:
    uid = clause_named(draft, "B.9")
    edited(draft, Reword(uid=uid, part="text", text="Material that is received together."))
    shown = page(member_client, at(draft, "glossary/"))
    assert "defined otherwise than in the base" in shown
    assert "Used in" in page(member_client, at(draft, clause="B.9"))


def test_the_draft_comes_as_files_that_the_command_line_reads(
    draft: Draft, member_client: Client, tmp_path: Path
) -> None:
    edited(draft, Reword(uid=clause_named(draft, "1.1.1"), part="title", text="A policy"))
    response = member_client.get(at(draft, "package.zip"))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        archive.extractall(tmp_path)
    loaded = load_standard(tmp_path / "mdd")
    assert loaded.editions["2026"].manifest_hash == reading_of(draft).edition.manifest_hash


def test_the_draft_comes_as_documents(draft: Draft, member_client: Client) -> None:
    edited(draft, Reword(uid=clause_named(draft, "1.1.1"), part="title", text="A policy for buyers"))
    clean = member_client.get(at(draft, "documents/clean-html/")).content.decode()
    assert "A policy for buyers" in clean
    read = read_docx(member_client.get(at(draft, "documents/changes-word/")).content)
    assert "A policy for buyers" in str(read.clauses)
    for kind, begins in (("clean-word", b"PK"), ("clean-pdf", b"%PDF"), ("changes-pdf", b"%PDF")):
        response = member_client.get(at(draft, f"documents/{kind}/"))
        assert response.content.startswith(begins)
        assert "attachment" in response["Content-Disposition"]
    assert member_client.get(at(draft, "documents/nonsense/")).status_code == 404


def test_a_closed_draft_is_read_and_not_edited(draft: Draft, chair_client: Client) -> None:
    posted(chair_client, at(draft, "close/"), {"outcome": "finished", "reason": "Adopted."})
    shown = page(chair_client, at(draft))
    assert "Adopted." in shown
    assert reading_of(draft).edition.manifest_hash in shown
    assert "Add a clause" not in shown
    assert "This draft is closed." in posted(
        chair_client, at(draft, "word/", clause="1.1.1"), wording(draft, "1.1.1", title="X"), status=422
    )


def test_what_cannot_be_read_is_refused_kindly(draft: Draft, member_client: Client) -> None:
    address = at(draft, "word/", clause="1.1.1")
    for seen in ("", "x", "-1"):
        posted(member_client, address, wording(draft, "1.1.1", title="A policy") | {"seen": seen}, status=422)
    huge = posted(member_client, address, wording(draft, "1.1.1", text="x" * 20_001), status=422)
    assert "20000" in huge
    posted(member_client, f"{at(draft, 'split/', clause='1.1.1')}?parts=1000000", {"note": ""}, status=422)
    assert json.dumps(list(EditRecord.objects.values_list("data", flat=True))) == "[]"


def test_pages_ask_the_same_after_many_edits(draft: Draft, member_client: Client) -> None:
    uid = clause_named(draft, "1.1.1")
    addresses = [at(draft), at(draft, clause="1.1.1"), at(draft, "changes/"), at(draft, "edits/"), "/drafts/"]

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            member_client.get(address)
            with CaptureQueriesContext(connection) as found:
                member_client.get(address)
            counts.append(len(found))
        return counts

    edited(draft, Reword(uid=uid, part="title", text="Title"))
    before = asked()
    for number in range(12):
        edited(draft, Reword(uid=uid, part="title", text=f"Title {number}"))
    assert asked() == before
