"""``cupel screen``: a company's parties against sanctions and watch lists."""

import datetime as dt
import json
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from cupel.cli.formats import Format
from cupel.cli.progress import Progress, progress_bar
from cupel.messages import _

if TYPE_CHECKING:
    import polars as pl

    from cupel.screening.beside import Results
    from cupel.screening.ownership_intake import Ownership
    from cupel.screening.party_intake import Parties

LEAST, THRESHOLD, MOST = 0.5, 0.7, 1.0
LEAST_SHARE, HALF = 0.01, 0.5

Table: TypeAlias = Annotated[
    Path,
    typer.Argument(
        help=_("A table of parties (CSV, XLSX, Parquet), or a folder or snapshot of books."), metavar="PARTIES"
    ),
]
Lists: TypeAlias = Annotated[
    list[str],
    typer.Option("--list", help=_("A list as LIST@LABEL from the store, or its file; repeatable."), metavar="LIST"),
]
Out: TypeAlias = Annotated[
    Path, typer.Option(help=_("Folder for the results; an earlier one is replaced."), metavar="OUT")
]
Threshold: TypeAlias = Annotated[
    float, typer.Option(min=LEAST, max=MOST, help=_("Least score of names that is a hit."))
]
Store: TypeAlias = Annotated[Path, typer.Option(help=_("The folder of all lists."), metavar="DIR")]
Decisions: TypeAlias = Annotated[
    Path | None, typer.Option(help=_("Decisions made before, as JSON lines."), metavar="FILE")
]
Holdings: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--ownership",
        help=_("Who owns how much of whom (CSV, XLSX, Parquet); else the table called so beside the parties."),
        metavar="FILE",
    ),
]
Share: TypeAlias = Annotated[
    float,
    typer.Option(
        "--ownership-threshold", min=LEAST_SHARE, max=1.0, help=_("Share, 0 to 1, from which a party counts as owned.")
    ),
]
Before: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--before",
        help=_("An earlier version of a list, to see which hits come and go; else the one before it in the store."),
        metavar="LIST",
    ),
]
Second: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--second-opinion", help=_("Ask nomenklatura's logic-v2 about hits in the grey zone; needs the extra ftm.")
    ),
]
Day: TypeAlias = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=_("The day of the screening; else today."), metavar="DATE"),
]
Summary: TypeAlias = Annotated[Format, typer.Option("--format", help=_("How to write the summary."))]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", help=_("No progress, and no summary as text."))]


def screen(
    parties: Table,
    *,
    lists: Lists,
    out: Out,
    threshold: Threshold = THRESHOLD,
    before: Before = None,
    store: Store = Path("lists"),
    decisions: Decisions = None,
    ownership: Holdings = None,
    ownership_threshold: Share = HALF,
    second_opinion: Second = False,
    on: Day = None,
    summary_format: Summary = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Screen parties against lists: hits in order, each with its evidence, and what could not be screened.

    Hits do not change the code: it is 0 whenever the run ends. A hit is a proposal that a person decides.
    """
    from cupel.diligence.replace import replaced_folder
    from cupel.screening.outputs import write_results
    from cupel.screening.second_opinion import require_second_matcher

    if second_opinion:
        require_second_matcher()
    given = _Given(
        parties=parties, lists=lists, before=before or [], store=store, ownership=ownership,
        ownership_threshold=ownership_threshold, threshold=threshold, second_opinion=second_opinion,
        on=on.date() if on else dt.datetime.now(dt.UTC).date(),
        decisions=_decisions(decisions) if decisions else None,
    )  # fmt: skip
    with nullcontext() if quiet else progress_bar(_stages()) as progress:
        told = _screened(given, progress)
        with replaced_folder(out) as fresh:
            write_results(told, fresh, progress=progress)
    if summary_format is Format.JSON or not quiet:
        _tell(told, out, summary_format)


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What the command was given, in the engine's own terms."""

    parties: Path
    lists: list[str]
    before: list[str]
    store: Path
    ownership: Path | None
    ownership_threshold: float
    threshold: float
    on: dt.date
    decisions: "pl.DataFrame | None"
    second_opinion: bool


def _screened(given: _Given, progress: Progress | None) -> "Results":
    from cupel.screening.against import Asked, screen_parties
    from cupel.screening.beside import Beside, owned_of
    from cupel.screening.given_lists import given_lists
    from cupel.screening.outputs import results
    from cupel.screening.owners import OwnershipRule
    from cupel.screening.party_intake import read_parties
    from cupel.screening.stability import earlier_versions, stability

    rule = OwnershipRule(threshold=given.ownership_threshold)
    found = read_parties(given.parties, progress=progress)
    held = _holdings(given, found, progress)
    listed = given_lists(given.lists, store=given.store, on=given.on, progress=progress)
    old = given_lists(given.before, store=given.store, on=given.on, progress=progress)
    earlier = earlier_versions(listed, old, store=given.store)
    done = screen_parties(found, listed, Asked(given.on, given.threshold, given.decisions), progress=progress)
    beside = Beside(
        owned=owned_of(done, held, rule),
        second_opinion=given.second_opinion,
        stability=stability(done, earlier, progress=progress),
    )
    return results(done, beside, progress=progress)


def _holdings(given: _Given, parties: "Parties", progress: Progress | None) -> "Ownership | None":
    """The holdings given, else those that lie beside the parties."""
    from cupel.screening.ownership_intake import ownership_beside, read_ownership

    if given.ownership is None:
        return ownership_beside(given.parties, parties.subjects)
    return read_ownership(given.ownership, parties.subjects, progress=progress)


def _tell(told: "Results", out: Path, summary_format: Format) -> None:
    from cupel.cli.screen_text import screening_data, screening_page

    if summary_format is Format.JSON:
        typer.echo(json.dumps({**screening_data(told), "out": str(out)}, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    Console().print(screening_page(told, out))


def _stages() -> dict[str, str]:
    return {
        "read": _("Reading rows"),
        "lists": _("Reading lists"),
        "screen": _("Comparing names"),
        "explain": _("Telling hits"),
        "second": _("Second opinion"),
        "write": _("Writing files"),
    }


def _decisions(file: Path) -> "pl.DataFrame":
    from cupel.errors import DecisionError, Place
    from cupel.screening.decision_files import from_json_lines

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(
            _("The file of decisions cannot be read."),
            code="no-decisions",
            remedy=_("Give a file of JSON lines in UTF-8, as decisions are exported."),
            place=Place(file=str(file)),
        ) from error
    return from_json_lines(text)
