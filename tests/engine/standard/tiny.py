"""A tiny standard of two editions, written to a folder for the tests."""

from pathlib import Path
from typing import Any

from cupel.standard.files.save import yaml_text

SECTION = "01J00000000000000000000001"
ORIGIN = "01J00000000000000000000002"
CERTIFICATE = "01J00000000000000000000003"
ROUTE = "01J00000000000000000000004"
TRANSIT = "01J00000000000000000000005"
DOCUMENTS = "01J00000000000000000000006"
OTHER_SECTION = "01J00000000000000000000007"

Data = dict[str, Any]


def clause(uid: str, revision: str = "1.0.0", **more: Any) -> Data:
    """A requirement with as little as a requirement needs."""
    head: Data = {"uid": uid, "revision": revision, "kind": "requirement", "level": "must"}
    return head | {"title": {"en": f"Clause {uid[-1]}"}, "text": {"en": "The company keeps records."}} | more


def section(uid: str, revision: str = "1.0.0") -> Data:
    """A section."""
    return {"uid": uid, "revision": revision, "kind": "section", "title": {"en": f"Section {uid[-1]}"}}


def checked(revision: str = "1.0.0", **more: Any) -> Data:
    """The clause with a parameter, a check and an exception."""
    parameters = {
        "grace_days": {"type": "number", "unit": "DAY", "value": 2, "low": 0, "high": 60, "reason": {"en": "Mail."}}
    }
    check = {
        "id": "certificate-before-arrival",
        "finding": "LATE",
        "entity": "lot",
        "applies": "is_inbound and known(delay)",
        "holds": "delay <= p.grace_days",
        "severity": "high",
        "message": {"en": "Late by {delay}; allowed are {grace_days}."},
    }
    exception = {"of": "certificate-before-arrival", "when": "erratum"}
    text = {"en": "The certificate is on file within {grace_days} of arrival."}
    parts: Data = {"text": text, "parameters": parameters, "checks": [check], "exceptions": [exception]}
    return clause(CERTIFICATE, revision, **(parts | more))


def entry(uid: str, label: str, revision: str = "1.0.0", children: list[Data] | None = None) -> Data:
    """One line of an edition's tree."""
    return {"uid": uid, "revision": revision, "label": label} | ({"children": children} if children else {})


def edition(name: str, version: str, entries: list[Data], **more: Any) -> Data:
    """A full edition, effective on the first day of its year."""
    head: Data = {"edition": name, "version": version, "status": "effective", "content": "full"}
    rest: Data = {
        "title": {"en": f"Tiny Standard {name}"},
        "dates": {"effective": {"on": f"{name}-01-01", "source": "invented", "mark": "P"}},
        "scope": {"metals": ["cu", "ni"]},
        "owners": [{"owner": "basin-forum", "approval": {"state": "approved", "on": f"{name}-01-01"}}],
        "entries": entries,
    }
    return head | rest | more


def tiny_files() -> dict[str, Data]:
    """Every file of the tiny standard: 2021 with four clauses; 2022 after a split, a move and a strengthening."""
    first = [
        entry(SECTION, "1", children=[entry(ORIGIN, "1.1"), entry(CERTIFICATE, "1.2"), entry(ROUTE, "1.3")]),
        entry(OTHER_SECTION, "2", children=[entry(DOCUMENTS, "2.1")]),
    ]
    second = [
        entry(SECTION, "1", children=[entry(ROUTE, "1.1", "2.0.0"), entry(TRANSIT, "1.2")]),
        entry(OTHER_SECTION, "2", children=[entry(CERTIFICATE, "2.1", "2.0.0"), entry(DOCUMENTS, "2.2")]),
    ]
    edges = [
        {"kind": "split", "from": [ROUTE], "to": [ROUTE, TRANSIT]},
        {"kind": "strengthened", "from": [CERTIFICATE], "to": [CERTIFICATE]},
        {"kind": "withdrawn", "from": [ORIGIN], "to": [], "note": {"en": "Said elsewhere."}},
    ]
    stricter = checked()["parameters"] | {"grace_days": checked()["parameters"]["grace_days"] | {"value": 1}}
    clauses = [
        section(SECTION),
        section(OTHER_SECTION),
        clause(ORIGIN),
        checked(),
        checked(
            "2.0.0", parameters=stricter, text={"en": "The certificate must be on file {grace_days} from arrival."}
        ),
        clause(ROUTE),
        clause(ROUTE, "2.0.0", text={"en": "The company keeps records of routes."}),
        clause(TRANSIT, text={"en": "The company keeps records of transit."}),
        clause(DOCUMENTS),
    ]
    return {
        "standard.yaml": {
            "schema": "cupel-standard/1",
            "key": "tiny",
            "title": {"en": "Tiny Standard"},
            "owners": [{"key": "basin-forum", "name": "Basin Forum", "invented": True}],
            "approval": {"rule": "all-owners", "on": "manifest-hash"},
            "rating_scale": [{"code": "met", "rank": 1, "name": {"en": "Met"}}],
        },
        "editions/2021.yaml": edition("2021", "1.0.0", first),
        "editions/2022.yaml": edition("2022", "2.0.0", second),
        "lineage/2021-2022.yaml": {"from": "2021", "to": "2022", "edges": edges},
    } | {f"clauses/{each['uid']}/{each['revision']}.yaml": each for each in clauses}


def write(folder: Path, files: dict[str, Data]) -> Path:
    """Write the files; the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_text(data), encoding="utf-8")
    return folder
