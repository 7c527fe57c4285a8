"""What a clause says: texts, level, parameters, checks, translations."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.diligence import VOCABULARY
from cupel.standard import SEVERITIES, Check, ClauseRevision, Parameter
from cupel.standard.drafting import (
    PARTS,
    Edit,
    PutCheck,
    PutParameter,
    Reword,
    SetCritical,
    SetLevel,
    Translate,
    text_hash,
)
from cupel_web.drafting.forms.base import EditForm, prose_field, title_field
from cupel_web.drafting.words import LEVELS

TYPES = [
    ("number", _("number")), ("code", _("one of some words")), ("bool", _("yes or no")), ("date", _("day")),
    ("text", _("text")),
]  # fmt: skip
COMPARATORS = [("", _("none")), ("min", _("at least")), ("max", _("at most")), ("equal", _("exactly"))]
EMPTY = [("not-applicable", _("it does not apply")), ("true", _("it holds")), ("false", _("it fails"))]
AS_WRITTEN = ("id", "finding", "entity", "applies", "holds", "severity")
"""Parts of a check that the form shows as the check has them."""
WORD = r"^[A-Za-z][A-Za-z0-9_]*$"


class OfClauseForm(EditForm):
    """Edits of a clause that the draft has."""

    @property
    def clause(self) -> ClauseRevision:
        """The clause as it stands."""
        return self.reading.state.clause(self.uid)


class WordingForm(OfClauseForm):
    """The texts of a clause in the language of the draft, and how binding it is."""

    title = title_field(_("Title"))
    text = prose_field(_("Text"), rows=8)
    guidance = prose_field(_("Guidance"))
    rationale = prose_field(_("Why the clause is there"), rows=4)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    critical = forms.BooleanField(
        label=_("Critical"), required=False, help_text=_("Failing this clause alone decides an assessment.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.reading.state.language
        for part in PARTS:
            self.fields[part].initial = getattr(self.clause, part).get(language, "")
        self.fields["level"].initial, self.fields["critical"].initial = self.clause.level or "", self.clause.critical

    def edits(self) -> Iterator[Edit]:
        """An edit for everything that is different now."""
        given, clause, language = self.cleaned_data, self.clause, self.reading.state.language
        for part in PARTS:
            if given[part] != getattr(clause, part).get(language, ""):
                yield Reword(uid=self.uid, part=part, text=given[part])
        if (given["level"] or None) != clause.level:
            yield SetLevel(uid=self.uid, level=given["level"] or None)
        if given["critical"] != clause.critical:
            yield SetCritical(uid=self.uid, critical=given["critical"])


class TranslationForm(OfClauseForm):
    """The texts of a clause in a further language."""

    title = title_field(_("Title"), required=False)
    text = prose_field(_("Text"), rows=8)
    guidance = prose_field(_("Guidance"))
    rationale = prose_field(_("Why the clause is there"), rows=4)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        for part in PARTS:
            texts = getattr(self.clause, part)
            if self.reading.state.language in texts or language in texts:
                self.fields[part].initial = texts.get(language, "")
                self.fields[part].help_text = texts.get(self.reading.state.language, "")
            else:
                del self.fields[part]

    def edits(self) -> Iterator[Edit]:
        """A translation for every text; one that stays the same is said to be still right where it was out of date."""
        source = self.reading.state.language
        stale = {
            each.part
            for each in self.reading.translations
            if (each.uid, each.language, each.state) == (self.uid, self.language, "stale")
        }
        for part in PARTS:
            if part in self.cleaned_data:
                texts, text = getattr(self.clause, part), self.cleaned_data[part]
                if text != texts.get(self.language, "") or part in stale:
                    yield Translate(
                        uid=self.uid, part=part, language=self.language, text=text,
                        source=text_hash(texts.get(source, "")),
                    )  # fmt: skip


class ParameterForm(OfClauseForm):
    """A parameter of a clause, which its texts and checks share."""

    name = forms.RegexField(
        label=_("Name"), regex=WORD, max_length=60, help_text=_("A word that texts and checks call it by.")
    )
    type = forms.ChoiceField(label=_("Type"), choices=TYPES)
    value = forms.CharField(
        label=_("Value"), max_length=400, help_text=_("A day as 2026-12-31; yes or no as true or false.")
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=10,
        required=False,
        help_text=_("A code of UNECE Recommendation 20, such as KGM or DAY."),
    )
    codes = forms.CharField(
        label=_("Words it may be"), max_length=400, required=False, help_text=_("With commas between.")
    )
    comparator = forms.ChoiceField(label=_("It counts as"), choices=COMPARATORS, required=False)
    low = forms.CharField(label=_("Lowest value"), max_length=40, required=False)
    high = forms.CharField(label=_("Highest value"), max_length=40, required=False)
    reason = prose_field(_("Why this value"), rows=3)

    def __init__(self, *args: Any, parameter: Parameter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parameter is not None:
            self.fields["name"].disabled = True
            value = str(parameter.value).lower() if isinstance(parameter.value, bool) else str(parameter.value)
            self.initial = {
                "name": parameter.name, "type": parameter.type, "value": value, "unit": parameter.unit or "",
                "codes": ", ".join(parameter.codes), "comparator": parameter.comparator or "",
                "low": "" if parameter.low is None else str(parameter.low),
                "high": "" if parameter.high is None else str(parameter.high),
                "reason": parameter.reason.get(self.reading.state.language, ""),
            }  # fmt: skip

    def clean_low(self) -> float | int | None:
        return _number(self.cleaned_data["low"])

    def clean_high(self) -> float | int | None:
        return _number(self.cleaned_data["high"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind, value = given.get("type"), given.get("value", "")
        try:
            if kind == "number":
                given["value"] = _number(value)
            elif kind == "bool" and value not in {"true", "false"}:
                raise forms.ValidationError(_("Say true or false."))
            elif kind == "bool":
                given["value"] = value == "true"
        except forms.ValidationError as error:
            self.add_error("value", error)
        return given

    def edits(self) -> Iterator[Edit]:
        """The parameter, if it is another one now."""
        given = self.cleaned_data
        before = self.clause.parameters.get(given["name"])
        reason = {**(before.reason if before else {}), self.reading.state.language: given["reason"]}
        wanted = Parameter(
            name=given["name"], type=given["type"], value=given["value"], unit=given["unit"] or None,
            codes=tuple(code for each in given["codes"].split(",") if (code := each.strip())),
            comparator=given["comparator"] or None, low=given["low"], high=given["high"],
            reason={language: text for language, text in reason.items() if text},
        )  # fmt: skip
        if wanted != before:
            yield PutParameter(uid=self.uid, parameter=wanted)


class CheckForm(OfClauseForm):
    """A check of a clause, which runs on the books of companies."""

    id = forms.RegexField(
        label=_("Name"), regex=r"^[a-z0-9][a-z0-9-]*$", max_length=60, help_text=_("Small letters and hyphens.")
    )
    finding = forms.CharField(label=_("Kind of finding"), max_length=80)
    entity = forms.ChoiceField(label=_("Looks at each"))
    applies = forms.CharField(
        label=_("Applies where"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2, "class": "wide code"})
    )
    holds = forms.CharField(
        label=_("Must hold"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "class": "wide code"})
    )
    empty = forms.ChoiceField(label=_("Where there is nothing to look at"), choices=EMPTY)
    severity = forms.ChoiceField(label=_("Severity"), choices=[(each, each) for each in SEVERITIES])
    message = prose_field(_("What a finding says"), required=True, rows=2)

    def __init__(self, *args: Any, check: Check | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = [(name, name) for name in sorted(VOCABULARY.entities)]  # type: ignore[attr-defined]
        if check is not None:
            self.fields["id"].disabled = True
            empty = str(check.empty).lower() if isinstance(check.empty, bool) else check.empty
            self.initial = {
                **{name: getattr(check, name) for name in AS_WRITTEN}, "empty": empty,
                "message": check.message.get(self.reading.state.language, ""),
            }  # fmt: skip

    def edits(self) -> Iterator[Edit]:
        """The check, if it is another one now."""
        given = self.cleaned_data
        before = next((each for each in self.clause.checks if each.id == given["id"]), None)
        message = {**(before.message if before else {}), self.reading.state.language: given["message"]}
        empty = given["empty"] if given["empty"] == "not-applicable" else given["empty"] == "true"
        wanted = Check(**{name: given[name] for name in AS_WRITTEN}, empty=empty, message=message)
        if wanted != before:
            yield PutCheck(uid=self.uid, check=wanted)


def _number(text: str) -> float | int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError as error:
        raise forms.ValidationError(_("This is no number.")) from error
