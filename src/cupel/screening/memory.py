"""Decisions about hits, remembered until the evidence of either side changes or they expire.

A decision belongs to one subject, one entity and one list; it never speaks for another subject.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from cupel.chain.snapshot import json_sha256
from cupel.errors import DecisionError
from cupel.messages import _
from cupel.screening.records import GROUPS, Records, evidence_hashes

MATCH, NO_MATCH, UNSURE = "match", "no match", "unsure"
VERDICTS = (MATCH, NO_MATCH, UNSURE)
OPEN, CLEARED, CONFIRMED, ESCALATED, AWAITING = "open", "cleared", "confirmed", "escalated", "awaiting second reviewer"
STATES = (OPEN, CLEARED, CONFIRMED, ESCALATED, AWAITING)
STATE_OF = {MATCH: CONFIRMED, NO_MATCH: CLEARED, UNSURE: ESCALATED}
REASONS = (
    "same party", "other name", "other birth", "other country", "other kind", "other number", "not enough known",
    "imported",
)  # fmt: skip
"""Reason codes; the note says the rest."""

KEY = ["subject_id", "entity_id", "list_id"]
EVIDENCE = pl.Struct(dict.fromkeys(GROUPS, pl.String))
DECISIONS: dict[str, pl.DataType] = {
    "decision_id": pl.String(),
    **{name: pl.String() for name in KEY},
    "verdict": pl.Enum(VERDICTS),
    "reason": pl.Enum(REASONS),
    "note": pl.String(),
    "decided_by": pl.String(),
    "decided_at": pl.Datetime("us", "UTC"),
    "expires_at": pl.Date(),
    "reviewed_by": pl.String(),
    "reviewed_at": pl.Datetime("us", "UTC"),
    "subject_evidence": EVIDENCE,
    "listed_evidence": EVIDENCE,
}
"""Columns of decisions. ``expires_at``: last day on which it holds (null = no end); ``reviewed_by``: who agreed as the
second reviewer; evidence: hash per group as :func:`cupel.screening.records.evidence_hashes` gives it."""

REMEMBERED = (
    "state", "decision_id", "verdict", "reason", "decided_by", "decided_at", "changed_subject", "changed_listed",
    "expired",
)  # fmt: skip
"""Columns that :func:`remembered` adds."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one person decided, when, and why."""

    verdict: str
    reason: str
    decided_by: str
    decided_at: datetime
    note: str | None = None
    expires_at: date | None = None


@dataclass(frozen=True)
class Evidence:
    """What is known of both sides of a screening against one list, as hashes per group of evidence
    (:func:`cupel.screening.records.evidence_hashes`)."""

    list_id: str
    subjects: pl.DataFrame
    listed: pl.DataFrame

    @classmethod
    def of(cls, list_id: str, subjects: Records, listed: Records) -> "Evidence":
        """The evidence of both sides."""
        return cls(list_id, evidence_hashes(subjects), evidence_hashes(listed))


def no_decisions() -> pl.DataFrame:
    """Decisions without rows."""
    return pl.DataFrame(schema=DECISIONS)


def decided(pairs: pl.DataFrame, judgement: Judgement, evidence: Evidence) -> pl.DataFrame:
    """Decisions on ``pairs`` (``subject_id, entity_id``) of one subject, with the evidence they rest on.

    Raises :class:`~cupel.errors.DecisionError` for pairs of several subjects, an unknown verdict or reason, or an
    unnamed decider.
    """
    if pairs["subject_id"].n_unique() > 1:
        raise DecisionError(
            _("One decision cannot speak for several subjects."),
            code="decision-for-several",
            remedy=_("Decide for each subject by itself."),
        )
    _require_known(judgement)
    rows = pairs.select("subject_id", "entity_id").unique(maintain_order=True)
    return with_evidence(
        rows.with_columns(pl.lit(value).alias(name) for name, value in vars(judgement).items()), evidence
    )


def with_evidence(rows: pl.DataFrame, evidence: Evidence) -> pl.DataFrame:
    """``rows`` in the shape of :data:`DECISIONS`, with list, hashes of both sides and an id that follows."""
    told = _with_hashes(
        rows.with_columns(list_id=pl.lit(evidence.list_id)), evidence, "subject_evidence", "listed_evidence"
    )
    missing = [pl.lit(None).alias(name) for name in DECISIONS if name not in told.columns]
    shaped = told.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in DECISIONS.items())
    ids = [_decision_id(row) for row in shaped.iter_rows(named=True)]
    return shaped.with_columns(decision_id=pl.Series(ids, dtype=pl.String))


def seconded(
    decisions: pl.DataFrame, decision_ids: Iterable[str], *, reviewed_by: str, reviewed_at: datetime
) -> pl.DataFrame:
    """``decisions`` with a second reviewer who agrees with those named.

    Raises :class:`~cupel.errors.DecisionError` where the reviewer is the one who decided, or an id is unknown.
    """
    wanted = set(decision_ids)
    named = decisions.filter(pl.col("decision_id").is_in(sorted(wanted)))
    if named.height < len(wanted) or (named["decided_by"] == reviewed_by).any() or not reviewed_by.strip():
        raise DecisionError(
            _("The second reviewer must be somebody else, and the decisions must exist."),
            code="second-reviewer",
            remedy=_("Let another person review; name decisions by their id."),
        )
    chosen = pl.col("decision_id").is_in(sorted(wanted))
    when = pl.lit(reviewed_at, DECISIONS["reviewed_at"])
    return decisions.with_columns(
        reviewed_by=pl.when(chosen).then(pl.lit(reviewed_by)).otherwise("reviewed_by"),
        reviewed_at=pl.when(chosen).then(when).otherwise("reviewed_at"),
    )


def remembered(
    hits: pl.DataFrame, decisions: pl.DataFrame, evidence: Evidence, *, on: date, four_eyes: bool = False
) -> pl.DataFrame:
    """``hits`` of one list with what was decided about them by the day ``on``.

    Adds ``state`` (:data:`STATES`); of the latest decision ``decision_id, verdict, reason, decided_by, decided_at``
    (null without one); where it no longer holds the state is open again, and ``changed_subject``, ``changed_listed``
    (groups of evidence that differ on either side) and ``expired`` say why. With ``four_eyes`` a match or no match
    without a second reviewer is awaiting one. Order and number of rows stay.
    """
    bare = hits.drop(name for name in REMEMBERED if name in hits.columns)
    latest = _latest(decisions, list_id=evidence.list_id, on=on)
    told = bare.join(latest, on=KEY[:2], how="left", maintain_order="left")
    told = _with_hashes(told, evidence, "_subject_now", "_listed_now").with_columns(
        changed_subject=_changed("subject_evidence", "_subject_now"),
        changed_listed=_changed("listed_evidence", "_listed_now"),
        expired=(pl.col("expires_at") < on).fill_null(False),
    )
    return told.with_columns(state=_state(on, four_eyes=four_eyes)).select(*bare.columns, *REMEMBERED)


def reopened(hits: pl.DataFrame) -> pl.DataFrame:
    """The rows of :func:`remembered` hits that were decided once and are open again."""
    return hits.filter(pl.col("state") == OPEN, pl.col("verdict").is_not_null())


def _latest(decisions: pl.DataFrame, *, list_id: str, on: date) -> pl.DataFrame:
    """The last decision of each pair in a list by the end of a day."""
    made = decisions.filter(pl.col("list_id") == list_id, pl.col("decided_at").dt.date() <= on)
    last = made.sort("decided_at", "decision_id").group_by(KEY[:2], maintain_order=True).last()
    return last.drop("list_id", "note")


def _state(on: date, *, four_eyes: bool) -> pl.Expr:
    seen = (pl.col("reviewed_at").dt.date() <= on) & (pl.col("reviewed_by") != pl.col("decided_by"))
    alone = pl.lit(four_eyes) & (pl.col("verdict") != UNSURE) & ~seen.fill_null(False)
    changed = (pl.col("changed_subject").list.len() > 0) | (pl.col("changed_listed").list.len() > 0)
    void = pl.col("verdict").is_null() | pl.col("expired") | changed
    told = pl.col("verdict").cast(pl.String).replace_strict(STATE_OF, default=OPEN)
    return pl.when(void).then(pl.lit(OPEN)).when(alone).then(pl.lit(AWAITING)).otherwise(told)


def _changed(before: str, now: str) -> pl.Expr:
    """Groups of evidence that differ; none where nothing was decided."""
    groups = [
        pl.when(
            pl.col("verdict").is_not_null()
            & pl.col(before).struct.field(group).ne_missing(pl.col(now).struct.field(group))
        ).then(pl.lit(group))
        for group in GROUPS
    ]
    return pl.concat_list(groups).list.drop_nulls()


def _with_hashes(rows: pl.DataFrame, evidence: Evidence, subject: str, listed: str) -> pl.DataFrame:
    """``rows`` with the hashes of both sides as structs; null for a party that is not known."""
    for key, name, hashes in (("subject_id", subject, evidence.subjects), ("entity_id", listed, evidence.listed)):
        held = hashes.select(pl.col("entity_id").alias(key), pl.struct(list(GROUPS)).alias(name))
        rows = rows.join(held, on=key, how="left", maintain_order="left")
    return rows


def _decision_id(row: dict[str, object]) -> str:
    """The start of a SHA-256 over all that was decided and what it rests on; a review does not change it."""
    parts = {name: row[name] for name in DECISIONS if name not in {"decision_id", "reviewed_by", "reviewed_at"}}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in parts.items()}
    return json_sha256(plain)[:16]


def _require_known(judgement: Judgement) -> None:
    known = judgement.verdict in VERDICTS and judgement.reason in REASONS
    if known and judgement.decided_by.strip() and judgement.decided_at.tzinfo is not None:
        return
    raise DecisionError(
        _("A decision needs a verdict, a reason, a person and a time with its zone."),
        code="decision-incomplete",
        remedy=_("Verdicts: {verdicts}. Reasons: {reasons}.").format(
            verdicts=", ".join(VERDICTS), reasons=", ".join(REASONS)
        ),
    )
