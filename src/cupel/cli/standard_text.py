"""Standards on the terminal, set like a printed one: the label in the margin, then what hangs on it."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cupel.errors import StandardError
from cupel.messages import _, ngettext
from cupel.standard import (
    BoundCheck,
    Change,
    ClauseDiff,
    ClauseRevision,
    Edition,
    EditionDiff,
    Redline,
    Standard,
    compile_check,
    describe_check,
    kind_titles,
    part_titles,
    text_in,
)

MARGIN = "dark_orange3"
MEASURE = 100
_STYLES = {"keep": "", "delete": "red strike", "insert": "green underline"}


def mistake_text(mistake: StandardError) -> Text:
    """``file:line:column path``, what is wrong, what to do."""
    place = mistake.place
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)
    text = Text(f"{where or '-'} ", style="bold")
    text.append(f"{place.path or ''}\n", style="dim")
    text.append(f"  {mistake.message.rstrip()}\n", style="red")
    return text.append(f"  {mistake.remedy} [{mistake.code}]\n", style="default")


def editions_table(standard: Standard) -> Table:
    """What each edition holds: clauses, executable ones, checks, the hash that owners approve."""
    table = Table(title=f"{text_in(standard.title)} ({standard.key})", title_justify="left")
    for heading in (_("Edition"), _("Status")):
        table.add_column(heading, no_wrap=True)
    for heading in (_("Clauses"), _("Executable"), _("Checks"), _("Owners")):
        table.add_column(heading, justify="right")
    table.add_column(_("Manifest hash"), no_wrap=True)
    for edition in standard.editions.values():
        clauses = list(edition.clauses.values())
        executable = sum(1 for clause in clauses if clause.checks)
        counts = [len(clauses), executable, sum(len(clause.checks) for clause in clauses), len(edition.owners)]
        full = edition.content == "full"
        table.add_row(
            edition.edition,
            edition.status,
            *(str(count) for count in counts),
            edition.manifest_hash[:12] if full else _("metadata only"),
        )
    return table


def edition_page(edition: Edition) -> Group:
    """The whole edition, to be read."""
    page = _grid(edition)
    for entry, clause, depth in edition.walk():
        page.add_row(Text(entry.label, style=MARGIN), Padding(_clause_text(clause, depth), (0, 0, 1, 0)))
    return Group(_heading(edition), page)


def clause_page(edition: Edition, name: str) -> Table:
    """One clause with everything that hangs on it; raises StandardError where the edition has none of that name."""
    uid = next((uid for uid, label in edition.labels.items() if name in (uid, label)), None)
    if uid is None:
        near = get_close_matches(name, edition.labels.values(), n=5) or list(edition.labels.values())[:20]
        message = _("{edition} has no clause {name}.").format(edition=edition.reference, name=name)
        remedy = _("There are {labels}.").format(labels=", ".join(near))
        raise StandardError(message, code="standard-clause", remedy=remedy)
    clause = edition.clauses[uid]
    page = _grid(edition)
    parts = [_clause_text(clause, 1), *_details(edition, clause)]
    page.add_row(Text(edition.labels[uid], style=MARGIN), Group(*(Padding(part, (0, 0, 1, 0)) for part in parts)))
    return page


def print_diff(diff: EditionDiff, out: Path | None) -> None:
    """The comparison on the screen with colours, or in a file as plain text."""
    if out is None:
        Console().print(diff_text(diff))
        return
    with out.open("w", encoding="utf-8") as stream:
        Console(file=stream, width=MEASURE, color_system=None).print(diff_text(diff))


def diff_text(diff: EditionDiff) -> Group:
    """Lists of changes, then a redline per clause: struck is gone, underlined is new."""
    title = _("{old} to {new}").format(old=diff.old.reference, new=diff.new.reference)
    parts: list[RenderableType] = [Text(f"{title}\n", style="bold")]
    if diff.is_empty:
        parts.append(Text(_("The two editions print the same.")))
    for kind, heading in kind_titles().items():
        found = diff.of_kind(kind)
        if found:
            parts.append(Text(f"{heading} ({len(found)})", style="bold"))
            parts += [Text(f"  {_change(change)}") for change in found]
    page = _grid(diff.new, diff.old)
    for clause in diff.clauses:
        name = clause.new or clause.old
        if name is not None:
            page.add_row(Text(name.label, style=MARGIN), Padding(_clause_diff(clause, name.title), (0, 0, 1, 0)))
    return Group(*parts, Text(), page)


def redline_text(line: Redline) -> Text:
    """A redline; without colours it is still marked, as [-gone-] and {+come+}."""
    return Text.assemble(*((_marked(piece.kind, piece.text), _STYLES[piece.kind]) for piece in line.pieces))


def _marked(kind: str, text: str) -> str:
    body = text.lstrip()
    lead = text[: len(text) - len(body)]
    return {"keep": text, "delete": f"{lead}[-{body}-]", "insert": f"{lead}{{+{body}+}}"}[kind]


def _grid(*editions: Edition) -> Table:
    widest = max((len(label) for edition in editions for label in edition.labels.values()), default=4)
    grid = Table.grid(padding=(0, 2), expand=False)
    grid.add_column(width=min(widest, 16), no_wrap=True)
    grid.add_column(max_width=MEASURE - 18)
    return grid


def _heading(edition: Edition) -> Text:
    label = f" ({edition.label})" if edition.label else ""
    head = Text(f"{text_in(edition.title)}{label}\n", style="bold")
    facts = [f"{name.replace('_', ' ')} {fact.on}" for name, fact in edition.dates.known().items()]
    return head.append(f"{edition.reference}, {edition.status}. {'; '.join(facts)}\n", style="dim")


def _clause_text(clause: ClauseRevision, depth: int) -> Text:
    text = Text(text_in(clause.title), style="bold underline" if depth == 0 else "bold")
    marks = [clause.level or "", _("critical") if clause.critical else "", _checks_mark(clause)]
    shown = " · ".join(mark for mark in marks if mark)
    text.append(f"  {shown}" if shown else "", style="not bold not underline dim")
    if clause.text:
        text.append(f"\n{clause.filled(clause.text)}", style="not bold not underline")
    return text


def _checks_mark(clause: ClauseRevision) -> str:
    count = len(clause.checks)
    return ngettext("{count} check", "{count} checks", count).format(count=count) if count else ""


def _details(edition: Edition, clause: ClauseRevision) -> Iterator[Text]:
    if clause.guidance:
        yield _part(_("Guidance"), clause.filled(clause.guidance))
    if clause.rationale:
        yield _part(_("Rationale"), text_in(clause.rationale))
    for name, parameter in clause.parameters.items():
        yield _part(f"{_('Parameter')} {name}: {parameter.words}", text_in(parameter.reason))
    for bound in edition.checks():
        if bound.clause.uid == clause.uid:
            yield _part(f"{_('Check')} {bound.check.id} ({bound.check.finding}, {bound.check.severity})", _check(bound))
    for evidence in clause.evidence:
        yield _part(f"{_('Evidence')} {evidence.code}", text_in(evidence.description))
    methods = ", ".join(clause.audit.methods)
    if methods or clause.audit.sample:
        yield _part(f"{_('Review')} {methods}", text_in(clause.audit.sample))
    yield _part(_("Revision"), f"{clause.uid} {clause.revision}")


def _check(bound: BoundCheck) -> str:
    from cupel.diligence import VOCABULARY

    return describe_check(compile_check(bound, VOCABULARY)).sentence


def _part(heading: str, body: str) -> Text:
    return Text(f"{heading}\n", style="dim").append(body, style="not dim")


def _change(change: Change) -> str:
    sources = ", ".join(f"{name.label} {name.title}" for name in change.sources)
    targets = ", ".join(f"{name.label} {name.title}" for name in change.targets)
    return " → ".join(part for part in (sources, targets) if part)


def _clause_diff(clause: ClauseDiff, title: str) -> Group:
    kinds = kind_titles()
    shown = ", ".join(kinds.get(kind, kind) for kind in clause.kinds)
    parts = [Text(title, style="bold").append(f"  {shown}", style="not bold dim")]
    for name, line in clause.texts.items():
        part, language = name.split("/")
        parts += [Text(f"{part_titles()[part]} ({language})", style="dim"), redline_text(line)]
    for change in clause.parameters:
        old, new = change.words
        parts.append(Text(f"{_('Parameter')} {change.name}: {old or '-'} → {new or '-'}"))
    for check in clause.checks:
        for part, line in check.parts.items():
            parts += [Text(f"{_('Check')} {check.id}: {part}", style="dim"), redline_text(line)]
    if clause.other:
        other = ", ".join(part_titles()[part] for part in clause.other)
        parts.append(Text(f"{_('Also changed')}: {other}", style="dim"))
    return Group(*parts)
