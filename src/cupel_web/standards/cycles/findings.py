"""A cycle held against every profile, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cupel import governance
from cupel.governance import Finding, Measure, Profile, Verdict, check, procedure_profile
from cupel_web.standards.cycles.queries import OWN, profiles
from cupel_web.standards.cycles.records import rules_of
from cupel_web.standards.models import Cycle


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a profile finds: rules that the record can show, and those it cannot. The procedure's own rules and the
    codes that it follows are ``binding``; the others are there to compare.
    """

    profile: Profile
    is_own: bool
    binding: bool
    findings: list[Finding]
    unseen: list[Finding]

    @property
    def lacking(self) -> list[Finding]:
        """Rules that are not met and not justified, but for the one that asks just that."""
        unmet = (each for each in self.findings if each.verdict is Verdict.NOT_MET)
        return [each for each in unmet if each.rule.measure is not Measure.WAIVERS]


def held(cycle: Cycle, record: governance.Cycle, *, on: date) -> Iterator[Held]:
    """The procedure's own rules first, then the codes that it follows, then the others."""
    own = procedure_profile(OWN, record, source=rules_of(cycle.procedure.procedure))
    follows = record.rules.follows
    for profile in (own, *sorted(profiles(), key=lambda each: each.key not in follows)):
        found = check(profile, record, on)
        yield Held(
            profile=profile, is_own=profile is own, binding=profile is own or profile.key in follows,
            findings=[each for each in found if each.rule.measure is not Measure.NONE],
            unseen=[each for each in found if each.rule.measure is Measure.NONE],
        )  # fmt: skip


def finding_of(cycle: Cycle, record: governance.Cycle, profile: str, rule: str, *, on: date) -> Finding | None:
    """One finding, by profile and code."""
    reference = f"{profile}/{rule}"
    found = (each for one in held(cycle, record, on=on) for each in one.findings)
    return next((each for each in found if each.reference == reference), None)
