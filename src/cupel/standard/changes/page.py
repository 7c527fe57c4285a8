"""The difference between two editions as one HTML page that needs nothing else."""

from cupel.messages import _
from cupel.standard.changes.edition_diff import EditionDiff
from cupel.standard.texts import text_in


def diff_page(diff: EditionDiff) -> str:
    """A page with the lists of changes and a redline per clause, readable without a script, printable."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("cupel.standard.changes", "templates")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    title = _("{old} to {new}").format(old=diff.old.reference, new=diff.new.reference)
    template = environment.get_template("diff.html.j2")
    return template.render(
        diff=diff, title=title, standard=text_in(diff.new.title), kinds=kind_titles(), parts=part_titles(), _=_
    )


def kind_titles() -> dict[str, str]:
    """The heading of each list of changes, in the order they are shown."""
    return {
        "new": _("New"),
        "withdrawn": _("Withdrawn"),
        "covered-by": _("Covered by another clause"),
        "split": _("Split"),
        "merged": _("Merged"),
        "recast": _("Recast"),
        "moved": _("Moved"),
        "renumbered": _("Renumbered"),
        "strengthened": _("Strengthened"),
        "relaxed": _("Relaxed"),
        "clarified": _("Clarified"),
        "editorial": _("Editorial"),
    }


def part_titles() -> dict[str, str]:
    """The heading of each part of a clause."""
    return {
        "title": _("Title"),
        "text": _("Text"),
        "guidance": _("Guidance"),
        "rationale": _("Rationale"),
        "kind": _("Kind"),
        "level": _("Level"),
        "critical": _("Critical"),
        "applicability": _("Applicability"),
        "topics": _("Topics"),
        "evidence": _("Evidence"),
        "audit": _("Review"),
        "exceptions": _("Exceptions"),
    }
