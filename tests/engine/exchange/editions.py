"""Editions of any shape, for properties."""

from hypothesis import strategies as st

from cupel.standard import ClauseRevision, Edition, EditionEntry, Parameter
from cupel.standard.clause import KINDS, LEVELS

UIDS = tuple(f"01J000000000000000000000{number:02d}" for number in range(10, 26))
PRINTABLE = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="{}\u2028\u2029")
LATIN = st.characters(min_codepoint=0xA1, max_codepoint=0x17F) | st.sampled_from(
    "abcXYZ 019.,;:-()#$%&*<>[]^_`~@/\\'\""
)
Letters = st.SearchStrategy[str]
NAMES = ("days", "share")


@st.composite
def editions(draw: st.DrawFn, name: str = "2021", letters: Letters = PRINTABLE) -> Edition:
    """An edition of a few clauses in any tree, order and wording; uids are of one small set, so that two editions share
    some.
    """
    uids = draw(st.lists(st.sampled_from(UIDS), unique=True, min_size=1, max_size=7))
    depths = [0]
    for _uid in uids[1:]:
        depths.append(draw(st.integers(0, min(depths[-1] + 1, 3))))
    labels = draw(st.lists(line(letters), min_size=len(uids), max_size=len(uids), unique=True))
    clauses = {uid: draw(clause(uid, letters)) for uid in uids}
    entries = _tree(list(zip(depths, uids, labels, strict=True)))
    return Edition(
        standard_key="tiny",
        edition=name,
        version="1.0.0",
        status="draft",
        content="full",
        title={"en": draw(line(letters))},
        entries=entries,
        clauses=clauses,
    )


@st.composite
def clause(draw: st.DrawFn, uid: str, letters: Letters) -> ClauseRevision:
    """A clause with or without each of its parts."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    parameters = {
        name: Parameter(name=name, type="number", value=draw(st.integers(0, 9999)), unit="DAY") for name in names
    }
    return ClauseRevision(
        uid=uid,
        revision="1.0.0",
        kind=draw(st.sampled_from(KINDS)),
        title={"en": draw(line(letters))},
        text=draw(texts(names, letters)),
        level=draw(st.sampled_from((None, *LEVELS))),
        critical=draw(st.booleans()),
        guidance=draw(texts(names, letters)),
        rationale=draw(texts([], letters)),
        parameters=parameters,
    )


def line(letters: Letters) -> st.SearchStrategy[str]:
    """A title or a label."""
    return st.text(letters, min_size=1, max_size=12)


def texts(names: list[str], letters: Letters) -> st.SearchStrategy[dict[str, str]]:
    """A text in English or German with slots, or none."""
    slots = [f"{{{name}}}" for name in names]
    plain = st.lists(st.text(letters, max_size=12), min_size=1, max_size=3).map("\n".join).filter(bool)
    written = st.lists(st.one_of(plain, st.sampled_from(slots)) if slots else plain, min_size=1, max_size=3).map(
        "".join
    )
    return st.one_of(st.just({}), st.builds(lambda text: {"en": text}, written), st.just({"de": "Nur auf Deutsch"}))


def _tree(rows: list[tuple[int, str, str]]) -> tuple[EditionEntry, ...]:
    entries = []
    while rows:
        depth, uid, label = rows[0]
        end = next((at for at, row in enumerate(rows[1:], start=1) if row[0] <= depth), len(rows))
        entries.append(EditionEntry(uid=uid, revision="1.0.0", label=label, children=_tree(rows[1:end])))
        rows = rows[end:]
    return tuple(entries)
