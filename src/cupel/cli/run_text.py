"""What ``cupel run`` prints at the end."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cupel.diligence import RunSummary, words
from cupel.messages import _
from cupel.standard import SEVERITIES, Edition, text_in

WIDE = 120
STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "blue", "unknown": "magenta"}


def run_page(done: RunSummary, edition: Edition, *, width: int) -> Group:
    """Flags and unknowns by check, shares of the metals, what reading left out, where the files are.

    ``width``: columns of the terminal; titles of clauses are printed from :data:`WIDE` on.
    """
    return Group(*_parts(done, edition, width))


def _parts(done: RunSummary, edition: Edition, width: int) -> Iterator[RenderableType]:
    summary = done.summary
    yield Text(f"{text_in(edition.title)}, {edition.reference}", style="bold")
    yield Text()
    yield _flags(summary, _titles(edition) if width >= WIDE else {})
    yield Text()
    yield _tallies(summary)
    yield Text()
    yield _metals(summary["metals"])
    if summary["intake"]:
        yield from _left_out(summary["intake"])
    yield Text()
    yield Text.assemble(f"{_('Report')}  ", (str(done.out / "report.html"), "bold"), overflow="fold")
    yield Text.assemble(f"{_('Tables')}  ", str(done.out / "findings.xlsx"), overflow="fold")


def _titles(edition: Edition) -> dict[str, str]:
    return {bound.check.finding: text_in(bound.clause.title) for bound in edition.checks()}


def _flags(summary: dict[str, Any], titles: dict[str, str]) -> Table:
    """Checks with flags or unknowns, the gravest first."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (_("Severity"), _("Clause"), _("Finding"), *([_("Title")] if titles else [])):
        table.add_column(heading, no_wrap=True)
    for heading in (_("Flags"), _("Unknown")):
        table.add_column(heading, justify="right", no_wrap=True)
    kinds = sorted(summary["kinds"].items(), key=lambda item: SEVERITIES.index(item[1]["severity"]))
    for finding, found in kinds:
        if found["flags"] or found["unknown"]:
            severity = Text(words.severity(found["severity"]), style=STYLES[found["severity"]])
            named = [severity, Text(found["clause"]), Text(finding), *([Text(titles[finding])] if titles else [])]
            table.add_row(*named, words.count(found["flags"]), words.count(found["unknown"]))
    return table


def _tallies(summary: dict[str, Any]) -> Text:
    """``43 critical, 822 high, ...``."""
    counts = {**summary["severity"], "unknown": summary["unknown"]}
    parts = [(f"{words.count(number)} {words.severity(code).lower()}", STYLES[code]) for code, number in counts.items()]
    return Text(", ").join(Text(text, style=style) for text, style in parts)


def _metals(metals: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(_("Metal charged"))
    for heading in (_("Mass"), _("Listed origin"), _("Recycled"), _("Unknown origin")):
        table.add_column(heading, justify="right", no_wrap=True)
    for code, found in metals.items():
        if found["input_g"]:
            listed = words.interval(found["listed_certain"], found["listed_possible"])
            shares = (listed, words.percent(found["recycled"]), words.percent(found["unknown"]))
            table.add_row(words.metal(code), words.mass(found["input_g"]), *shares)
    return table


def _left_out(intake: dict[str, Any]) -> Iterator[Text]:
    if intake["quarantined"]:
        text = _("{rows} rows could not be read and were not judged; `cupel chain check` tells why.")
        yield Text("\n" + text.format(rows=words.count(intake["quarantined"])), style="yellow")
    if intake["skipped"]:
        names = ", ".join(each["name"] for each in intake["skipped"])
        yield Text("\n" + _("Skipped: {names}").format(names=names), style="dim")
