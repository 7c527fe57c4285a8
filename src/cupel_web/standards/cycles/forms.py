"""What people fill in about revision cycles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.clock_fields import clock_field, clock_instant
from cupel_web.groups.forms import RevisedForm, day_field, text_field
from cupel_web.kernel.zones import in_zone
from cupel_web.standards.cycles.actions import Answers, Justification, NewCycle, NoChange, RoundNews, StageNews
from cupel_web.standards.models import ChangeKind, FactKind, RoundFact
from cupel_web.standards.queries import standards


def _editions() -> list[tuple[str, str]]:
    """``mdd@2023`` and its words, of every edition, newest first."""
    found = [
        (edition.reference, f"{key.upper()} {name}")
        for key, standard in standards().items()
        for name, edition in standard.editions.items()
    ]
    return sorted(found, reverse=True)


class CycleForm(forms.Form):
    change = forms.ChoiceField(label=_("Kind of change"), choices=ChangeKind.choices, initial=ChangeKind.REVISION)
    base = forms.ChoiceField(label=_("Edition revised"), required=False)
    standard = forms.SlugField(
        label=_("Key of the standard"), max_length=80, required=False,
        help_text=_("Of a new standard alone; it never changes."),
    )  # fmt: skip
    new_edition = forms.RegexField(
        label=_("New edition"), regex=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=80, help_text=_("For instance 2026.")
    )
    opened_on = day_field(_("Opened on"))
    announced_on = day_field(_("Summary public since"), required=False, help_text=_("Empty where that is not known."))
    scope = text_field(_("Scope"))
    need = text_field(_("Why it is needed"))
    objectives = text_field(_("Objectives"), required=False)
    risks = text_field(_("Risks"), required=False)
    overlap = text_field(_("Overlap with other standards"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none: a new standard")), *_editions()]
        self.fields["base"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("base") and not given.get("standard"):
            self.add_error("base", _("Choose the edition that is revised, or give the key of a new standard."))
        return given

    def wanted(self) -> NewCycle:
        """What the valid form says."""
        given = self.cleaned_data
        key, _at, edition = given["base"].partition("@")
        names = ("new_edition", "opened_on", "announced_on", "scope", "need", "objectives", "risks", "overlap")
        return NewCycle(
            standard=key or given["standard"], base_edition=edition, change=ChangeKind(given["change"]),
            **{name: given[name] for name in names},
        )  # fmt: skip


class StageForm(RevisedForm):
    """Asks for the days and the reason that its kind of fact has."""

    first = day_field(_("First day"), required=False)
    last = day_field(_("Last day"), required=False)
    reason = text_field(_("Reason"), required=False, most=2000, rows=2)

    def __init__(self, *args: Any, kind: FactKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        asked = {FactKind.PLANNED: ("first", "last"), FactKind.STARTED: ("first",), FactKind.ENDED: ("last",)}
        for name in ("first", "last"):
            if name in asked.get(kind, ()):
                self.fields[name].required = True
            else:
                del self.fields[name]
        self.fields["reason"].required = kind in {FactKind.SKIPPED, FactKind.CLEARED}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("It ends before it begins."))
        return given

    def wanted(self, stage: str) -> StageNews:
        """What the valid form says of a stage."""
        given = self.cleaned_data
        return StageNews(
            stage=stage, kind=self.kind, first=given.get("first"), last=given.get("last"), reason=given["reason"]
        )


class RoundForm(RevisedForm):
    opens = clock_field(_("Opens"))
    closes = clock_field(_("Closes"))
    announced = forms.IntegerField(
        label=_("Announced as so many days"), required=False, min_value=1, max_value=3650,
        help_text=_("As the announcement says; it is shown beside the days counted."),
    )  # fmt: skip
    reason = text_field(_("Reason of the change"), required=False, most=2000, rows=2)

    def __init__(self, *args: Any, zone: str, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        for name in ("opens", "closes"):
            self.fields[name].help_text = _("As clocks in %(zone)s show it.") % {"zone": zone}
        self.fields["reason"].required = is_known

    def clean_opens(self) -> Any:
        return clock_instant(self.cleaned_data["opens"], self.zone)

    def clean_closes(self) -> Any:
        return clock_instant(self.cleaned_data["closes"], self.zone)

    def wanted(self, number: int) -> RoundNews:
        """What the valid form says of a round."""
        given = self.cleaned_data
        return RoundNews(
            number=number, opens_at=given["opens"], closes_at=given["closes"], announced=given["announced"],
            reason=given["reason"],
        )  # fmt: skip


def known_round(fact: RoundFact | None) -> dict[str, Any]:
    """What a form begins with that changes a round."""
    if fact is None:
        return {"opens": None, "closes": None, "announced": None, "reason": ""}
    return {
        "opens": in_zone(fact.opens_at, fact.zone), "closes": in_zone(fact.closes_at, fact.zone),
        "announced": fact.announced, "reason": "",
    }  # fmt: skip


class AnswersForm(RevisedForm):
    answered_on = day_field(_("Answers public since"))

    def wanted(self, number: int) -> Answers:
        """What the valid form says of a round."""
        return Answers(number=number, answered_on=self.cleaned_data["answered_on"])


class WaiverForm(RevisedForm):
    justification = text_field(_("Justification"))
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, help_text=_("A body or a role, for instance the Advisory Council.")
    )
    decided_on = day_field(_("Decided on"))

    def wanted(self, profile: str, rule: str) -> Justification:
        """What the valid form says of a rule."""
        names = ("justification", "decided_by", "decided_on")
        return Justification(profile=profile, rule=rule, **{name: self.cleaned_data[name] for name in names})


class ReviewForm(forms.Form):
    edition = forms.ChoiceField(label=_("Edition reviewed"))
    reviewed_on = day_field(_("Reviewed on"))
    reasons = text_field(_("Why no change is needed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = _editions()  # type: ignore[attr-defined]

    def wanted(self) -> NoChange:
        """What the valid form says."""
        key, _at, edition = self.cleaned_data["edition"].partition("@")
        return NoChange(
            standard=key, edition=edition, reviewed_on=self.cleaned_data["reviewed_on"],
            reasons=self.cleaned_data["reasons"],
        )  # fmt: skip
