"""Random edits of a generated edition."""

from collections.abc import Callable

from hypothesis import strategies as st
from tests.engine.standard.drafting.bases import SENTENCES, TEXTS, a_check, numbers, requirements, standards, ulid
from tests.engine.standard.words import VOCABULARY

from cupel.errors import StandardError
from cupel.standard import CheckException, Evidence
from cupel.standard.clause import LEVELS, Applicability, Audit, Topics
from cupel.standard.drafting import (
    PARTS,
    Add,
    DraftState,
    Edit,
    Judge,
    Merge,
    Move,
    Part,
    PutCheck,
    PutException,
    PutParameter,
    RemoveParameter,
    Reword,
    SetApplicability,
    SetAudit,
    SetCritical,
    SetEvidence,
    SetHead,
    SetLabel,
    SetLevel,
    SetTopics,
    Split,
    Translate,
    Withdraw,
    advanced,
    begun,
    mistakes,
    text_hash,
)
from cupel.standard.lineage import JUDGED


@st.composite
def begun_drafts(draw: st.DrawFn) -> DraftState:
    """A draft without edits."""
    return begun(draw(standards()), base="2023", edition="2026")


@st.composite
def drafts(draw: st.DrawFn, most: int = 8, *, sound: bool = False) -> tuple[DraftState, list[Edit]]:
    """A draft without edits, and edits that fit one after the other; none that leaves a mistake if ``sound``."""
    start = state = draw(begun_drafts())
    edits: list[Edit] = []
    for number in range(draw(st.integers(0, most))):
        edit = draw(edits_of(state, ulid(10_000 + 10 * number)))
        try:
            after = advanced(state, edit)
        except StandardError:
            continue
        if not (sound and mistakes(after, VOCABULARY)):
            state = after
            edits.append(edit)
    return start, edits


@st.composite
def edits_of(draw: st.DrawFn, state: DraftState, fresh: str) -> Edit:
    """Some edit of the draft; it may not fit."""
    uids = list(state.tree.walk())
    if not uids:
        return SetHead(label="empty")
    uid = draw(st.sampled_from(uids))
    makers = [*STRUCTURE.values()] if draw(st.booleans()) else [*CONTENT.values()]
    return draw(draw(st.sampled_from(makers))(state, uid, fresh))


@st.composite
def content_edits(draw: st.DrawFn, state: DraftState, uid: str, fresh: str = ulid(99_999)) -> Edit:
    """An edit of what one clause says."""
    return draw(draw(st.sampled_from([*CONTENT.values()]))(state, uid, fresh))


Maker = Callable[[DraftState, str, str], st.SearchStrategy[Edit]]


def _translation(state: DraftState, uid: str, _fresh: str) -> st.SearchStrategy[Edit]:
    def of(part: str) -> st.SearchStrategy[Edit]:
        source = text_hash(getattr(state.clauses[uid], part).get("en", ""))
        return st.builds(
            Translate,
            uid=st.just(uid),
            part=st.just(part),
            language=st.just("fr"),
            text=SENTENCES,
            source=st.just(source),
        )

    return st.sampled_from(PARTS).flatmap(of)


def _exception(state: DraftState, uid: str, _fresh: str) -> st.SearchStrategy[Edit]:
    keys = [f"{clause.uid}#{check.id}" for clause in state.clauses.values() for check in clause.checks] or ["none"]
    exception = st.builds(CheckException, of=st.sampled_from(keys), clause=st.just(uid), when=st.just("erratum"))
    return st.builds(PutException, uid=st.just(uid), exception=exception)


def _reach() -> st.SearchStrategy[Applicability]:
    some = st.lists(st.sampled_from(["cu", "ni", "zn"]), unique=True).map(tuple)
    return st.builds(Applicability, metals=some)


EVIDENCE = st.lists(st.sampled_from(["ticket", "bill"]), unique=True).map(
    lambda codes: tuple(Evidence(code=code, description={"en": code}) for code in codes)
)
CONTENT: dict[str, Maker] = {
    "reword": lambda _s, uid, _f: st.builds(Reword, uid=st.just(uid), part=st.sampled_from(PARTS), text=SENTENCES),
    "translate": _translation,
    "level": lambda _s, uid, _f: st.builds(SetLevel, uid=st.just(uid), level=st.sampled_from(LEVELS)),
    "critical": lambda _s, uid, _f: st.builds(SetCritical, uid=st.just(uid), critical=st.booleans()),
    "reach": lambda _s, uid, _f: st.builds(SetApplicability, uid=st.just(uid), applicability=_reach()),
    "topics": lambda _s, uid, _f: st.builds(SetTopics, uid=st.just(uid), topics=st.just(Topics(step=2, tags=("a",)))),
    "evidence": lambda _s, uid, _f: st.builds(SetEvidence, uid=st.just(uid), evidence=EVIDENCE),
    "audit": lambda _s, uid, _f: st.just(SetAudit(uid=uid, audit=Audit(methods=("examine",)))),
    "parameter": lambda _s, uid, _f: st.builds(PutParameter, uid=st.just(uid), parameter=numbers()),
    "no parameter": lambda _s, uid, _f: st.just(RemoveParameter(uid=uid, parameter="days")),
    "check": lambda _s, uid, _f: st.builds(PutCheck, uid=st.just(uid), check=a_check(uid)),
    "exception": _exception,
}


def _places(state: DraftState) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *state.tree.walk()])


def _parts(uids: list[str]) -> st.SearchStrategy[tuple[Part, ...]]:
    return st.tuples(*(st.builds(Part, uid=st.just(uid), title=TEXTS, text=TEXTS) for uid in uids))


def _split(_state: DraftState, uid: str, fresh: str) -> st.SearchStrategy[Edit]:
    others = [ulid(int(fresh[3:]) + number) for number in range(2)]
    parts = st.sampled_from([[uid, others[0]], [others[0], uid], others]).flatmap(_parts)
    return st.builds(Split, uid=st.just(uid), parts=parts, note=st.just({}) | TEXTS)


def _merge(state: DraftState, uid: str, fresh: str) -> st.SearchStrategy[Edit]:
    def with_other(other: str) -> st.SearchStrategy[Edit]:
        into = st.builds(Part, uid=st.sampled_from([uid, other, fresh]), title=TEXTS, text=TEXTS)
        return st.builds(Merge, sources=st.just((uid, other)), into=into)

    return st.sampled_from(list(state.tree.walk())).flatmap(with_other)


def _withdraw(state: DraftState, uid: str, _fresh: str) -> st.SearchStrategy[Edit]:
    others = [other for other in state.tree.walk() if other != uid]
    covered = st.just(()) | (st.sampled_from(others).map(lambda other: (other,)) if others else st.just(()))
    return st.builds(Withdraw, uid=st.just(uid), reason=TEXTS, covered_by=covered)


STRUCTURE: dict[str, Maker] = {
    "add": lambda state, _uid, fresh: st.builds(
        Add, clause=requirements(fresh), parent=_places(state), position=st.integers(0, 3)
    ),
    "move": lambda state, uid, _fresh: st.builds(
        Move, uid=st.just(uid), parent=_places(state), position=st.integers(0, 3)
    ),
    "split": _split,
    "merge": _merge,
    "withdraw": _withdraw,
    "judge": lambda _s, uid, _f: st.builds(
        Judge, uid=st.just(uid), kind=st.sampled_from([None, *JUDGED]), note=st.just({}) | TEXTS
    ),
    "label": lambda _s, uid, _f: st.builds(SetLabel, uid=st.just(uid), label=st.sampled_from([None, "X.9", "Preface"])),
    "head": lambda _s, _u, _f: st.builds(SetHead, label=st.just("Draft 2"), reserve_numbers=st.booleans()),
}
