"""The file with everything that is public of a consultation."""

import csv
import json
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.engine.consultation.drafts import SENT, comment, round_of

from cupel.consultation import Cluster, Consent, Decision, Disposition, Question, agree, propose
from cupel.consultation.bulk_file import COLUMNS, SCHEMA, bulk_data, write_bulk_csv, write_bulk_json

SILENT = replace(SENT, id="s2", consent=Consent.NOT_PUBLISHED)
ROUND = round_of(
    [comment(1, text="=1+1", change="'quoted"), comment(2, submission=SILENT, clause=None), comment(3, clause="u-4.1")],
    {"c1": agree(propose(Disposition(comment="c1"), Decision.NOTED, reason="-Read."))},
    clusters=(Cluster(id="k", comments=("c1", "c3")),),
    questions=(Question(key="q", text="Enough?"),),
)


def test_the_json_file_is_as_its_schema_says(tmp_path: Path) -> None:
    write_bulk_json(ROUND, tmp_path / "all.json")
    data = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(data)
    assert [(row["id"], row["label"], row["decision"], row["cluster"]) for row in data["comments"]] == [
        ("c3", "4.1", None, "k"),
        ("c1", "4.2", "noted", "k"),
        ("c2", "", None, None),
    ]


def test_the_csv_file_has_the_same_rows_and_no_formula(tmp_path: Path) -> None:
    write_bulk_csv(ROUND, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["c3", "c1", "c2"]
    assert (rows[1]["text"], rows[1]["change"], rows[1]["reason"]) == ("'=1+1", "''quoted", "'-Read.")
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=4))
def test_texts_come_back_from_the_csv_file_without_the_apostrophe(tmp_path: Path, texts: list[str]) -> None:
    texts = [text.replace("\r", "").replace("\x00", "") for text in texts]
    write_bulk_csv(round_of([comment(number, text=text) for number, text in enumerate(texts)]), tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"].removeprefix("'") for row in rows] == texts


def test_what_is_not_published_is_in_no_file() -> None:
    silent = bulk_data(ROUND)["comments"][2]
    assert (silent["text"], silent["change"], silent["written_label"], silent["author"]) == (None, None, "", "")
    assert list(silent) == list(COLUMNS)
