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
    """What a profile finds: rules that the record can show, those it cannot, and how many lack a justification."""

    profile: Profile
    is_own: bool
    findings: list[Finding]
    unseen: list[Finding]

    @property
    def lacking(self) -> int:
        """Rules that are not met and not justified."""
        return sum(each.verdict is Verdict.NOT_MET for each in self.findings)


def held(cycle: Cycle, record: governance.Cycle, *, on: date) -> Iterator[Held]:
    """The procedure's own rules first, then the codes."""
    own = procedure_profile(OWN, record, source=rules_of(cycle.procedure.procedure))
    for profile in (own, *profiles()):
        found = check(profile, record, on)
        yield Held(
            profile=profile, is_own=profile is own,
            findings=[each for each in found if each.rule.measure is not Measure.NONE],
            unseen=[each for each in found if each.rule.measure is Measure.NONE],
        )  # fmt: skip


def finding_of(cycle: Cycle, record: governance.Cycle, profile: str, rule: str, *, on: date) -> Finding | None:
    """One finding, by profile and code."""
    reference = f"{profile}/{rule}"
    found = (each for one in held(cycle, record, on=on) for each in one.findings)
    return next((each for each in found if each.reference == reference), None)
