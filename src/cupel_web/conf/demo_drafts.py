"""The demo's draft: the next edition of the model standard, as far as the Technical Working Group has come."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from cupel.standard import ClauseRevision
from cupel.standard.drafting import Add, Edit, Judge, Part, PutParameter, Reword, Split, Translate, text_hash
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.drafting.actions import Editing, NewDraft, edit, open_draft
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.ids import new_id

DAY = timedelta(days=1)
OPENED = 120 * DAY
RECYCLED = (
    "The company must record for each delivery of recycled material the place where it was first collected, the kind "
    "of source (production waste, demolition, end-of-life goods, residues), who collected it, and a description by "
    "which the load can be recognised."
)
NOTICE = "It should give notice that lets workers, small producers and communities adapt."
EFFECTS = (
    "Before it ends a relation for a risk that could be mitigated, the company should assess what its leaving would do "
    "to workers, small producers and communities."
)


def drafted(scheme: Scheme, *, now: datetime) -> None:
    """Open the draft and edit it, where it is not there yet."""
    if Draft.objects.exists():
        return
    began = now - OPENED
    wanted = NewDraft(
        standard="mdd", base="2023", edition=str(day_of(now).year),
        purpose="Origin of recycled feed, traders that own no smelter, and the time in which red flags are answered.",
    )  # fmt: skip
    draft = open_draft(scheme.groups["technical"], wanted, by=scheme.people["chair"], now=began)
    labels = {label: uid for uid, label in reading_of(draft).state.labels.used.items()}
    for days, (role, note, edits) in enumerate(_edits(draft, labels, decided_on=day_of(now).isoformat())):
        seen = reading_of(draft).number
        edit(draft, Editing(edits=edits, seen=seen, note=note), by=scheme.people[role], now=began + 9 * days * DAY)


def _edits(draft: Draft, labels: Mapping[str, str], *, decided_on: str) -> list[tuple[str, str, list[Edit]]]:
    """Who edits what and why, in order."""
    source, flags, leaving = labels["2.7.1"], labels["2.9.1"], labels["3.1.4"]
    clauses = reading_of(draft).state.clauses
    limit = clauses[flags].parameters["decide_days"]
    title = clauses[source].title["en"]
    traders = ClauseRevision(
        uid=new_id(), revision="1.0.0", kind="requirement", level="must", title={"en": "Traders without a smelter"},
        text={"en": "A trader that owns no smelter must name, for each lot, the smelter that will treat it."},
    )  # fmt: skip
    parts = (
        Part(uid=leaving, title={"en": "Effects of leaving assessed"}, text={"en": EFFECTS}),
        Part(uid=new_id(), title={"en": "Notice before leaving"}, text={"en": NOTICE}),
    )
    quelle = Translate(
        uid=source, part="title", language="de", text="Herkunft von Sekundärmaterial", source=text_hash(title)
    )
    decision = Judge(uid=flags, kind="strengthened", decided_by=draft.group.name, decided_on=decided_on)
    return [
        (
            "expert",
            "Collectors are to be named: the workshops asked for it.",
            [Reword(uid=source, part="text", text=RECYCLED)],
        ),
        ("producer", "For the consultation in German.", [quelle]),
        ("expert", "", [Reword(uid=source, part="title", text="Source and collector of recycled material recorded")]),
        ("chair", "Assessors found 45 days too long.", [PutParameter(uid=flags, parameter=replace(limit, value=30))]),
        ("chair", "More is asked than before.", [decision]),
        ("labour", "Two duties stood in one sentence.", [Split(uid=leaving, parts=parts)]),
        ("trader", "", [Add(clause=traders, parent=labels["2.2"], position=8)]),
    ]
