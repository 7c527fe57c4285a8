"""Edits and changes in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Choices = list[tuple[str, _StrPromise]]

KINDS: "Choices" = [
    ("requirement", _("requirement")), ("criterion", _("criterion")), ("section", _("section")),
    ("definition", _("definition")), ("guidance", _("guidance")), ("annex", _("annex")),
]  # fmt: skip
LEVELS: "Choices" = [("", _("none")), ("must", _("must")), ("should", _("should")), ("may", _("may"))]
JUDGED: "Choices" = [
    ("editorial", _("wording only: the same is asked")),
    ("clarified", _("clarified: the same is meant, said more sharply")),
    ("strengthened", _("strengthened: more is asked, or of more people")),
    ("relaxed", _("relaxed: less is asked")),
]
CARRY_OVER: "Choices" = [
    ("default", _("as the kind of change says")), ("keep", _("are kept")),
    ("keep-and-flag", _("are kept and marked")), ("keep-if-met", _("are kept where the clause was met")),
    ("re-check", _("are looked at again")), ("re-assess", _("count no more: assess again")),
]  # fmt: skip
EDITS: "dict[str, _StrPromise]" = {
    "reword": _("reworded"), "translate": _("translated"), "set-kind": _("another kind"),
    "set-level": _("another level"), "set-critical": _("critical or not"),
    "set-applicability": _("applies to others"), "set-topics": _("other topics"), "set-evidence": _("other evidence"),
    "set-audit": _("another review"), "put-parameter": _("parameter"), "remove-parameter": _("parameter removed"),
    "put-check": _("check"), "remove-check": _("check removed"), "put-exception": _("exception"),
    "remove-exception": _("exception removed"), "add": _("new clause"), "move": _("moved"), "split": _("split"),
    "merge": _("merged"), "withdraw": _("withdrawn"), "judge": _("kind of change decided"),
    "set-label": _("label given"), "undo": _("taken back"), "set-head": _("the edition's own words"),
}  # fmt: skip
