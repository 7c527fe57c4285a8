"""The workbook of a screening: hits, lists, what could not be screened or read, thresholds compared."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cupel.messages import _
from cupel.screening.against import Screening
from cupel.screening.beside import Beside, Owned, Results, quarantine
from cupel.screening.second_opinion import COLUMN
from cupel.screening.sentences import alias_kind
from cupel.screening.told import ToldHit
from cupel.sheets import SAVED_AT, Cell, Column, Pages, Table


def write_workbook(found: Results, path: Path) -> None:
    """Write all tables for people. Texts stay texts, whatever they begin with; the same results, the same bytes."""
    import xlsxwriter

    screening, owned = found.screening, found.beside.owned
    tables = [
        _hits(found),
        _words(found.told),
        *([_owned(owned), _holdings(owned)] if owned else []),
        _lists(screening),
        _tuning(found.load),
        *([_stability(found.load)] if found.load["stability"] else []),
        _unscreenable(screening),
        _quarantine(screening, found.beside),
        _list_quarantine(screening),
    ]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"title": _("Cupel screening"), "created": SAVED_AT})
        pages = Pages(book)
        pages.write_about(_("Read me"), _("Cupel screening"), _about(screening, found.manifest, tables))
        for table in tables:
            pages.write(table)


def _about(screening: Screening, manifest: dict[str, Any], tables: list[Table]) -> Iterator[tuple[str, str]]:
    lists = (each.version for each in screening.lists)
    yield _("Lists"), ", ".join(f"{version.list_id}@{version.label}" for version in lists)
    yield _("Day"), screening.asked.on.isoformat()
    yield _("Threshold"), f"{screening.asked.threshold:g}"
    yield _("Names"), manifest["normaliser"]
    yield (
        _("Read it so"),
        _("A hit is a proposal that a person decides. No hit at this threshold says no more than that."),
    )
    for table in tables:
        yield table.name, table.about


def _hits(found: Results) -> Table:
    second = found.second
    columns = (
        Column(title=_("Place"), width=7, kind="count"),
        Column(title=_("Score"), width=9, kind="score"),
        Column(title=_("State"), width=12),
        Column(title=_("Our number"), width=14),
        Column(title=_("Our name"), width=36, kind="wrapped"),
        Column(title=_("Listed name"), width=36, kind="wrapped"),
        Column(title=_("Kind of name"), width=13),
        Column(title=_("List"), width=14),
        Column(title=_("Version"), width=13),
        Column(title=_("Entry"), width=14),
        Column(title=_("Evidence"), width=90, kind="wrapped"),
        *(Column(title=title, width=11) for title in (_("Number"), _("Birth"), _("Country"), _("Kind"), _("Address"))),
        Column(title=_("Topic"), width=16),
        Column(title=_("Programmes"), width=30, kind="wrapped"),
        Column(title=_("Listed on"), width=12),
        Column(title=_("Other names that fit"), width=40, kind="wrapped"),
        Column(title=_("Decided by"), width=18),
        *(
            [Column(title=_("Score by {matcher}").format(matcher=second.matcher), width=14, kind="score")]
            if second
            else []
        ),
    )
    return Table(
        name=_("Hits"),
        about=_("Every hit in the order in which to look at them."),
        columns=columns,
        rows=((*_hit_cells(each), *([each.hit[COLUMN]] if second else [])) for each in found.told),
    )


def _hit_cells(told: ToldHit) -> tuple[Cell, ...]:
    hit, theirs = told.hit, told.theirs
    return (
        hit["place"], hit["score"], hit["state"], hit["subject_id"], hit["subject_name"], hit["listed_name"],
        alias_kind(hit["alias"]), hit["list_id"], hit["list_label"], hit["entity_id"], told.sentence,
        *(hit[name] for name in ("identifier", "birth", "country", "kind", "address")),
        theirs["topic"], "; ".join(theirs["programmes"]), theirs["listed_on"], "; ".join(told.others),
        hit["decided_by"],
    )  # fmt: skip


def _words(told: Sequence[ToldHit]) -> Table:
    columns = (
        Column(title=_("Place of the hit"), width=12, kind="count"),
        Column(title=_("Our word"), width=24),
        Column(title=_("Listed word"), width=24),
        Column(title=_("Similarity"), width=12, kind="score"),
        Column(title=_("Weight"), width=12, kind="score"),
    )
    return Table(
        name=_("Words"),
        about=_("The words of both names side by side; from them the score of the names can be computed again."),
        columns=columns,
        rows=(
            (each.hit["place"], row.ours, row.theirs, row.similarity, row.weight)
            for each in told
            for row in each.explanation.rows
        ),
    )


def _owned(owned: Owned) -> Table:
    columns = (
        Column(title=_("State"), width=12),
        Column(title=_("Our number"), width=14),
        Column(title=_("Our name"), width=36, kind="wrapped"),
        Column(title=_("Known share"), width=12, kind="share"),
        Column(title=_("Possible share"), width=14, kind="share"),
        Column(title=_("Who owns what"), width=100, kind="wrapped"),
    )
    names = ("state", "party_id", "party_name", "known_share", "possible_share", "sentence")
    return Table(
        name=_("Owned"),
        about=_(
            "Parties of which listed parties own a part. Known: decided hits, holdings of known size. Possible: open "
            "hits count as matches, holdings of unknown size as the whole."
        ),
        columns=columns,
        rows=owned.parties.select(names).iter_rows(),
    )


def _holdings(owned: Owned) -> Table:
    columns = (
        Column(title=_("Party"), width=14),
        Column(title=_("Step"), width=7, kind="count"),
        *(
            Column(title=title, width=width)
            for title, width in (
                (_("Owner number"), 16), (_("Owner"), 36), (_("Owner in list"), 14), (_("Owner is"), 16),
                (_("Owned number"), 16), (_("Owned"), 36), (_("Owned in list"), 14),
            )
        ),
        Column(title=_("Share"), width=10, kind="share"),
    )  # fmt: skip
    steps = owned.parties.select("party_id", "path").explode("path").unnest("path")
    return Table(
        name=_("Holdings"),
        about=_("The holdings that count for each of these parties, nearest first."),
        columns=columns,
        rows=steps.iter_rows(),
    )


def _lists(screening: Screening) -> Table:
    columns = (
        Column(title=_("List"), width=18),
        Column(title=_("Version"), width=16),
        Column(title=_("Published"), width=12),
        Column(title=_("Entities"), width=12, kind="count"),
        Column(title=_("Names"), width=12, kind="count"),
        Column(title=_("Rejected"), width=12, kind="count"),
        Column(title=_("Format"), width=16),
        Column(title=_("SHA-256 of the files"), width=68),
    )
    rows = (
        (
            each.version.list_id, each.version.label, str(each.version.published_at or "") or None, each.version.kept,
            each.name.height, each.version.rejected, each.version.reader, each.version.sha256,
        )
        for each in screening.lists
    )  # fmt: skip
    return Table(
        name=_("Lists"), about=_("The versions of lists that were screened against."), columns=columns, rows=rows
    )


def _tuning(load: dict[str, Any]) -> Table:
    columns = (
        Column(title=_("Threshold"), width=12, kind="score"),
        Column(title=_("Hits"), width=12, kind="count"),
        Column(title=_("Parties with a hit"), width=18, kind="count"),
        Column(title=_("By number"), width=12, kind="count"),
        Column(title=_("Closed by decisions"), width=18, kind="count"),
        Column(title=_("Hours of review"), width=16, kind="score"),
    )
    names = ("threshold", "hits", "subjects", "by_number", "closed", "hours")
    return Table(
        name=_("Tuning"),
        about=_("What each threshold would leave to review, at three minutes a hit."),
        columns=columns,
        rows=(tuple(row[name] for name in names) for row in load["load"]),
    )


def _stability(load: dict[str, Any]) -> Table:
    columns = (
        Column(title=_("List"), width=18),
        Column(title=_("Version before"), width=16),
        Column(title=_("Version"), width=16),
        Column(title=_("Threshold"), width=12, kind="score"),
        Column(title=_("Hits that stayed"), width=16, kind="count"),
        Column(title=_("Appeared"), width=12, kind="count"),
        Column(title=_("Vanished"), width=12, kind="count"),
        Column(title=_("Stayed, of all"), width=14, kind="share"),
        Column(title=_("Closed by decisions"), width=18, kind="count"),
        Column(title=_("Closed, of those now"), width=18, kind="share"),
    )
    names = ("threshold", "stayed", "appeared", "vanished", "stable_share", "closed", "closed_share")
    return Table(
        name=_("Stability"),
        about=_("Hits that came and went with the new version of each list, at each threshold."),
        columns=columns,
        rows=(
            (each["list_id"], each["before"]["label"], each["now"]["label"], *(row[name] for name in names))
            for each in load["stability"]
            for row in each["steps"]
        ),
    )


def _unscreenable(screening: Screening) -> Table:
    return Table(
        name=_("Not by name"),
        about=_("Parties whose names keep no word that tells who it is; only their numbers can tell."),
        columns=(Column(title=_("Our number"), width=18), Column(title=_("Our name"), width=60, kind="wrapped")),
        rows=screening.unscreenable.iter_rows(),
    )


def _quarantine(screening: Screening, beside: Beside) -> Table:
    columns = (
        Column(title=_("File"), width=24),
        Column(title=_("Row"), width=8, kind="count"),
        Column(title=_("Column"), width=20),
        Column(title=_("Cell"), width=30, kind="wrapped"),
        Column(title=_("Reason"), width=60, kind="wrapped"),
        Column(title=_("What it costs"), width=18),
    )
    return Table(
        name=_("Quarantine"),
        about=_("Rows and cells of our own tables that could not be read."),
        columns=columns,
        rows=quarantine(screening, beside).iter_rows(),
    )


def _list_quarantine(screening: Screening) -> Table:
    columns = (
        Column(title=_("List"), width=18),
        Column(title=_("File"), width=24),
        Column(title=_("Line"), width=8, kind="count"),
        Column(title=_("Column"), width=16),
        Column(title=_("Reason"), width=60, kind="wrapped"),
        Column(title=_("Record"), width=60, kind="wrapped"),
    )
    return Table(
        name=_("Quarantine of lists"),
        about=_("Records of the lists that could not be read."),
        columns=columns,
        rows=((each.version.list_id, *row) for each in screening.lists for row in each.quarantine.iter_rows()),
    )
