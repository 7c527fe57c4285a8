"""The contents of the artefacts: all feedback, the response to it, and the synopsis."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from babel import Locale

from cupel.consultation.artefacts.content import Bar, Content, Paragraph, Picture, Section, TableBlock
from cupel.consultation.clusters.reasons import language_name
from cupel.consultation.consent import PublishedComment, published
from cupel.consultation.data import Consent
from cupel.consultation.record import Consultation
from cupel.consultation.synopsis import OPEN, Count, Dimension, Synopsis, clause_name, synopsis
from cupel.messages import _, ngettext
from cupel.sheets import Cell, Column

MOST_BARS = 30
"""Bars of a picture; the table beside has all."""


RowOf: TypeAlias = Callable[[PublishedComment], tuple[Cell, ...]]


def feedback(consultation: Consultation) -> Content:
    """Everything that came in, by clause, as far as its authors let it be published."""
    columns = (
        Column(title=_("Id"), width=18), Column(title=_("From"), width=26, kind="wrapped"),
        Column(title=_("Type"), width=10), Column(title=_("What it says"), width=60, kind="wrapped"),
        Column(title=_("Proposed change"), width=50, kind="wrapped"),
    )  # fmt: skip

    def row(each: PublishedComment) -> tuple[Cell, ...]:
        return each.id, _sender(each), str(each.kind), _text(each), each.change or ""

    return Content(
        kind=_("All feedback"), title=consultation.title, about=_about(consultation),
        sections=_by_clause(consultation, columns, row),
    )  # fmt: skip


def response(consultation: Consultation, changes: Mapping[str, str] | None = None) -> Content:
    """What became of every comment, by clause. ``changes``: what the draft says now, by comment, where it changed."""
    columns = (
        Column(title=_("Id"), width=18), Column(title=_("What it says"), width=50, kind="wrapped"),
        Column(title=_("Proposed change"), width=40, kind="wrapped"), Column(title=_("Decision"), width=18),
        Column(title=_("Reason"), width=50, kind="wrapped"), Column(title=_("The draft now"), width=40, kind="wrapped"),
    )  # fmt: skip
    now = changes or {}

    def row(each: PublishedComment) -> tuple[Cell, ...]:
        found = consultation.disposition(each.id)
        decision, reason = (str(found.decision), found.reason) if found.decided else (OPEN, "")
        return each.id, _text(each), each.change or "", decision, reason, now.get(each.id, "")

    return Content(
        kind=_("Response to feedback"), title=consultation.title, about=_about(consultation),
        sections=_by_clause(consultation, columns, row),
    )  # fmt: skip


def synopsis_content(consultation: Consultation) -> Content:
    """The counts with pictures; with no comments one sentence that says so."""
    found = synopsis(consultation)
    counts = [_counts(found, dimension) for dimension in Dimension if dimension is not Dimension.QUESTION]
    questions = [_counts(found, Dimension.QUESTION)] if found.questions else []
    sections = [_in_short(found), *counts, *questions, _cube(found)] if found.counted else [_nothing()]
    return Content(kind=_("Synopsis"), title=consultation.title, about=_about(consultation), sections=tuple(sections))


def value_words(dimension: Dimension, value: str, consultation: Consultation) -> str:
    """A value of a dimension for people."""
    match dimension:
        case Dimension.CLAUSE:
            return clause_name(value, consultation.book, general=_("The whole document"), unplaced=_("Not placed"))
        case Dimension.LANGUAGE:
            return language_name(value)
        case Dimension.COUNTRY if value:
            return str(Locale("en").territories.get(value, value))
        case Dimension.QUESTION:
            asked = {question.key: question.text for question in consultation.questions}
            return asked.get(value, _("No question"))
    return value or _("not told")


def _about(consultation: Consultation) -> tuple[str, ...]:
    days = [day.isoformat() for day in (consultation.opened, consultation.closed) if day]
    return tuple(part for part in (consultation.draft, " – ".join(days)) if part)


def _by_clause(consultation: Consultation, columns: tuple[Column, ...], row: RowOf) -> tuple[Section, ...]:
    """A section with a table for every clause that has comments, in printed order."""
    groups: dict[str, list[PublishedComment]] = {}
    for each in published(consultation.comments):
        groups.setdefault(each.clause or "", []).append(each)
    sections: list[Section] = []
    for (uid,), count in synopsis(consultation).by(Dimension.CLAUSE):
        table = TableBlock(
            name=_("Comments"), columns=columns, rows=tuple(map(row, groups[uid])),
            caption=ngettext("{n} comment", "{n} comments", count.comments).format(n=count.comments),
            anchors=tuple(f"c-{each.id}" for each in groups[uid]),
        )  # fmt: skip
        name = value_words(Dimension.CLAUSE, uid, consultation)
        sections.append(Section(anchor=f"part-{len(sections) + 1}", title=name, blocks=(table,)))
    return tuple(sections) or (_nothing(),)


def _nothing() -> Section:
    told = Paragraph(text=_("No feedback was received."), lead=True)
    return Section(anchor="short", title=_("In short"), blocks=(told,))


def _in_short(found: Synopsis) -> Section:
    total = found.total
    told = [
        _("Comments: {comments}, in submissions: {submissions}.").format(
            comments=total.comments, submissions=found.submissions
        ),
        _("With those that say the same counted once, they hold {n} positions.").format(n=total.positions),
    ]
    if found.unpublished:
        hidden = ngettext(
            "{n} is counted and not shown, as its author wishes.",
            "{n} are counted and not shown, as their authors wish.",
            found.unpublished,
        )
        told.append(hidden.format(n=found.unpublished))
    return Section(anchor="short", title=_("In short"), blocks=(Paragraph(text=" ".join(told), lead=True),))


def _counts(found: Synopsis, dimension: Dimension) -> Section:
    """Bars and a table of one dimension."""
    titles = {
        Dimension.CLAUSE: _("By clause"), Dimension.CATEGORY: _("By stakeholder category"),
        Dimension.DECISION: _("By decision"), Dimension.LANGUAGE: _("By language"),
        Dimension.COUNTRY: _("By country"), Dimension.QUESTION: _("By question"),
    }  # fmt: skip
    rows = [(value_words(dimension, value, found.consultation), *count) for (value,), count in found.by(dimension)]
    longest = sorted(rows, key=lambda row: -row[1])[:MOST_BARS]
    bars = tuple(Bar(label=name, value=comments, part=positions) for name, comments, positions in longest)
    told = _("Comments as bars, dark: with those that say the same counted once. The table has the same figures.")
    table = TableBlock(
        name=titles[dimension], caption=titles[dimension], rows=tuple(rows),
        columns=(Column(title=str(dimension).capitalize(), width=50, kind="wrapped"), *_count_columns()),
    )  # fmt: skip
    return Section(anchor=f"by-{dimension}", title=titles[dimension], blocks=(Picture(told=told, bars=bars), table))


def _cube(found: Synopsis) -> Section:
    """Every combination that occurs."""
    dimensions = [dimension for dimension in Dimension if dimension is not Dimension.QUESTION]

    def row(values: tuple[str, ...], count: Count) -> tuple[Cell, ...]:
        pairs = zip(dimensions, values, strict=True)
        return *(value_words(each, value, found.consultation) for each, value in pairs), *count

    rows = tuple(row(values, count) for values, count in found.by(*dimensions))
    columns = tuple(Column(title=str(each).capitalize(), width=24, kind="wrapped") for each in dimensions)
    table = TableBlock(
        name=_("All counts"), caption=_("Clause by category, decision, language and country"), rows=rows,
        columns=(*columns, *_count_columns()),
    )  # fmt: skip
    return Section(anchor="all-counts", title=_("All counts"), blocks=(table,))


def _count_columns() -> tuple[Column, ...]:
    return tuple(Column(title=title, width=14, kind="count", bars=True) for title in (_("Comments"), _("Positions")))


def _sender(each: PublishedComment) -> str:
    """Who it is from as far as they let it be told."""
    if each.consent is not Consent.NAMED:
        known = [_("anonymous") if each.consent is Consent.ANONYMOUS else _("not published")]
    else:
        known = list(dict.fromkeys(part for part in (each.author, each.organisation) if part))
    return ", ".join([*known, *(part for part in (each.category, each.country) if part)])


def _text(each: PublishedComment) -> str:
    return _("[not published]") if each.text is None else each.text
