"""Revisions held against codes: the windows of record, three truth values, and waivers that never make anything met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.governance.cycles import OPENED, STAGES, cycle, days, months, rules

from cupel.coverage import load_profile, shipped_profiles
from cupel.errors import ProcedureError
from cupel.governance import (
    Change,
    Cycle,
    Finding,
    Measure,
    Profile,
    ProfileRule,
    Round,
    Sentence,
    Stage,
    StageRecord,
    Verdict,
    Waiver,
    Window,
    check,
    procedure_profile,
    schedule,
)

ISEAL = load_profile(shipped_profiles()["iseal"])
TODAY = date(2026, 11, 27)
JDD = Window(first=date(2020, 8, 27), last=date(2020, 9, 30))
RRA = (
    Window(first=date(2022, 5, 2), last=date(2022, 7, 1)),
    Window(first=date(2023, 3, 1), last=date(2023, 4, 1)),
)
CMSI = (
    Window(first=date(2024, 10, 16), last=date(2024, 12, 16)),
    Window(first=date(2025, 10, 8), last=date(2025, 11, 17)),
)
RSPO = (
    Window(first=date(2016, 8, 12), last=date(2016, 10, 10)),
    Window(first=date(2017, 3, 22), last=date(2017, 4, 20)),
)
IRMA = Window(first=date(2023, 10, 26), last=date(2024, 1, 26))


def finding(code: str, found: Cycle, *, profile: Profile = ISEAL, on: date = TODAY) -> Finding | None:
    return next((each for each in check(profile, found, on) if each.rule.code == code), None)


def verdict(code: str, found: Cycle, *, profile: Profile = ISEAL, on: date = TODAY) -> Verdict | None:
    each = finding(code, found, profile=profile, on=on)
    return each.verdict if each is not None else None


@pytest.mark.parametrize(
    ("windows", "inclusive", "first", "later"),
    [
        ((JDD,), False, Verdict.NOT_MET, None),
        ((JDD,), True, Verdict.NOT_MET, None),
        (RRA, False, Verdict.MET, Verdict.MET),
        (RRA, True, Verdict.MET, Verdict.MET),
        (CMSI, False, Verdict.MET, Verdict.MET),
        (CMSI, True, Verdict.MET, Verdict.MET),
        ((IRMA,), False, Verdict.MET, None),
        (RSPO, False, Verdict.NOT_MET, Verdict.NOT_MET),
        (RSPO, True, Verdict.MET, Verdict.MET),
        ((Window(first=None, last=date(2025, 1, 31)),), True, Verdict.UNKNOWN, None),
    ],
    ids=["JDD", "JDD incl", "RRA", "RRA incl", "CMSI", "CMSI incl", "IRMA", "RSPO", "RSPO incl", "ToC"],
)
def test_windows_of_record_against_60_and_30_days(
    windows: tuple[Window, ...], inclusive: bool, first: Verdict, later: Verdict | None
) -> None:
    found = cycle(*windows, inclusive=inclusive)
    assert (verdict("I6-first", found), verdict("I6-later", found)) == (first, later)


def test_the_sentence_gives_both_ways_of_counting_and_the_one_that_holds() -> None:
    found = finding("I6-first", cycle(JDD, inclusive=True))
    assert found is not None
    assert found.sentence == (
        "Round 1: 35 days with its first day, as the procedure counts; 34 days without it. At least 60 days asked for."
    )
    found = finding("I6-later", cycle(*RRA))
    assert found is not None
    assert found.sentence == (
        "Round 2: 31 days without its first day, as the procedure counts; 32 days with it. At least 30 days asked for."
    )


@pytest.mark.parametrize(
    ("window", "announced", "ways"),
    [
        (RSPO[0], 60, (True,)),
        (RSPO[1], 30, (True,)),
        (RRA[0], 60, (False,)),
        (CMSI[0], 60, ()),
        (CMSI[1], 30, ()),
        (Window(first=None, last=date(2025, 1, 31)), 60, ()),
    ],
)
def test_an_announced_number_fits_one_way_of_counting_or_contradicts_the_days(
    window: Window, announced: int, ways: tuple[bool, ...]
) -> None:
    assert window.counted_as(announced) == ways


def test_lags_of_record() -> None:
    """Days from the end of a round to what came next, as published."""
    assert Window(first=JDD.last, last=date(2021, 2, 9)).days(inclusive=False) == 132
    assert Window(first=RRA[0].last, last=RRA[1].first).days(inclusive=False) == 243
    assert Window(first=CMSI[0].last, last=CMSI[1].first).days(inclusive=False) == 296
    assert Window(first=date(2021, 1, 1), last=date(2021, 2, 9)).days(inclusive=False) == 39


def waiver(reference: str, *, on: date = date(2020, 8, 1)) -> Waiver:
    return Waiver(rule=reference, justification="The market deadline left no more time.", by="council", on=on)


def test_a_waiver_justifies_and_never_makes_met() -> None:
    found = cycle(JDD, waivers=(waiver("iseal/I6-first"),))
    each = finding("I6-first", found)
    assert each is not None
    assert (each.verdict, each.waiver) == (Verdict.JUSTIFIED, found.waivers[0])
    assert each.reading.met is False
    assert verdict("I6-first", found, on=date(2020, 7, 31)) is Verdict.NOT_MET


def test_a_waiver_of_what_is_met_or_unknown_changes_nothing() -> None:
    found = cycle(*RRA, waivers=(waiver("iseal/I6-first"), waiver("iseal/I8")))
    assert finding("I6-first", found) == replace(finding("I6-first", cycle(*RRA)))  # type: ignore[type-var]
    assert verdict("I8", found) is Verdict.UNKNOWN


def test_shortfalls_are_justified_once_each_has_a_waiver() -> None:
    lacking = [each.reference for each in check(ISEAL, cycle(JDD), TODAY) if each.verdict is Verdict.NOT_MET]
    assert verdict("I7", cycle(JDD)) is Verdict.NOT_MET
    waived = cycle(JDD, waivers=tuple(waiver(each) for each in lacking if each != "iseal/I7"))
    assert verdict("I7", waived) is Verdict.MET
    assert Verdict.NOT_MET not in {each.verdict for each in check(ISEAL, waived, TODAY)}


@pytest.mark.parametrize(("justification", "by"), [(" ", "council"), ("Why.", "")])
def test_a_waiver_needs_a_reason_and_somebody(justification: str, by: str) -> None:
    with pytest.raises(ProcedureError, match="without a reason, or by nobody"):
        Waiver(rule="iseal/I6-first", justification=justification, by=by, on=TODAY)


def test_a_planned_round_that_is_too_short_warns_before_it_is_held() -> None:
    short = replace(STAGES[2], planned=days(35))
    planned = schedule(
        replace(rules(inclusive=True), stages=(*STAGES[:2], short, *STAGES[3:])), start=OPENED, change=Change.REVISION
    )
    assert verdict("I6-first", cycle(stages=planned)) is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (Change.NEW, "I6-rounds-new", Verdict.NOT_MET),
        (Change.REVISION, "I6-rounds", Verdict.MET),
        (Change.URGENT, "I6-rounds", None),
        (Change.EDITORIAL, "I6-first", None),
    ],
)
def test_rounds_are_asked_for_by_kind_of_change(change: Change, code: str, expected: Verdict | None) -> None:
    assert verdict(code, cycle(RRA[0], change=change)) is expected


@pytest.mark.parametrize(
    ("adopted", "expected"),
    [
        (date(2021, 1, 5), Verdict.MET),
        (date(2021, 1, 4), Verdict.NOT_MET),
        (None, Verdict.UNKNOWN),
    ],
)
def test_a_review_is_opened_within_five_years(adopted: date | None, expected: Verdict) -> None:
    assert verdict("I15", cycle(adopted=adopted)) is expected


def test_every_rule_without_a_day_is_unknown() -> None:
    plain = cycle(adopted=None)
    assert {code: verdict(code, plain) for code in ("I3", "I9", "I11", "I14", "I15")} == dict.fromkeys(
        ("I3", "I9", "I11", "I14", "I15"), Verdict.UNKNOWN
    )
    assert verdict("I2", plain) is Verdict.NOT_MET


def went(**spans: tuple[date, date | None]) -> tuple[StageRecord, ...]:
    """The stages of a revision, those named with their actual first and last days."""
    return tuple(
        replace(each, started=spans[each.rule.stage][0], ended=spans[each.rule.stage][1])
        if each.rule.stage in spans
        else each
        for each in schedule(rules(inclusive=False), start=OPENED, change=Change.REVISION)
    )


def test_answers_are_public_before_approval_begins() -> None:
    held = cycle(*RRA, stages=went(approval=(date(2023, 9, 1), None)))
    assert verdict("I9", held) is Verdict.NOT_MET
    assert verdict("I9", replace(held, stages=went())) is Verdict.UNKNOWN
    assert verdict("I9", held, on=date(2022, 7, 1)) is Verdict.UNKNOWN
    answered = tuple(replace(each, answered=date(2023, 8, 1)) for each in held.rounds)
    assert verdict("I9", replace(held, rounds=answered)) is Verdict.MET
    assert verdict("I9", replace(held, rounds=(answered[0], held.rounds[1]))) is Verdict.NOT_MET


def test_what_is_approved_is_published_with_the_end_of_its_transition() -> None:
    approved = went(approval=(date(2026, 9, 1), date(2026, 9, 30)))
    both = went(approval=(date(2026, 9, 1), date(2026, 9, 30)), publication=(date(2026, 10, 1), date(2026, 10, 9)))
    skipped = tuple(replace(each, skipped=each.rule.stage is Stage.TRANSITION) for each in both)
    found = [verdict("I14", cycle(stages=stages)) for stages in (approved, both, skipped)]
    assert found == [Verdict.UNKNOWN, Verdict.MET, Verdict.NOT_MET]


def test_rules_come_before_what_they_rule() -> None:
    begun = replace(cycle(stages=went(approval=(date(2026, 9, 1), None))), announced=date(2026, 1, 5))
    late = replace(begun, rules_in_force=date(2026, 9, 2))
    assert [verdict(code, begun) for code in ("I1", "I11", "I3")] == [Verdict.MET] * 3
    assert [verdict(code, late) for code in ("I1", "I11")] == [Verdict.NOT_MET] * 2


def test_the_procedure_itself_is_a_profile() -> None:
    found = cycle(JDD)
    own = procedure_profile("procedure", found, source="TWG 3")
    assert {each.rule.code: each.verdict for each in check(own, found, TODAY)} == {
        "rounds": Verdict.MET,
        "consultation-1": Verdict.NOT_MET,
        "transition": Verdict.MET,
        "review": Verdict.MET,
    }
    assert all(each.rule.source == "TWG 3" for each in check(own, found, TODAY))


def test_an_urgent_change_is_held_against_its_own_minimum() -> None:
    found = cycle(JDD, change=Change.URGENT)
    assert verdict("consultation-1", found, profile=procedure_profile("p", found, source="TWG 3")) is Verdict.MET


def test_stages_that_were_left_out_or_have_no_end_are_told() -> None:
    rule = ProfileRule(
        code="S", measure=Measure.STAGE, length=months(6), stage="transition", source="invented", mark="P"
    )
    profile = Profile(key="p", title={}, rules=(rule, replace(rule, code="T", stage="hearing")))
    plain = cycle()
    skipped = tuple(replace(each, skipped=each.rule.stage is Stage.TRANSITION) for each in plain.stages)
    open_end = tuple(replace(each, planned=Window(first=OPENED, last=None)) for each in plain.stages)
    found = [check(profile, replace(plain, stages=stages), TODAY) for stages in (plain.stages, skipped, open_end)]
    assert [[each.verdict for each in findings] for findings in found] == [
        [Verdict.MET], [Verdict.NOT_MET], [Verdict.UNKNOWN],
    ]  # fmt: skip
    assert "at least 6 months asked for" in found[0][0].sentence


windows = st.builds(
    lambda first, length: Window(first=first, last=first + timedelta(days=length)),
    st.dates(date(2019, 12, 1), date(2028, 12, 31)),
    st.integers(0, 120),
)


@given(window=windows, more=st.integers(0, 60), inclusive=st.booleans(), later=st.booleans())
def test_a_longer_window_never_turns_met_to_not_met(window: Window, more: int, inclusive: bool, later: bool) -> None:
    assert window.last is not None
    longer = replace(window, last=window.last + timedelta(days=more))
    order = [Verdict.NOT_MET, Verdict.MET]
    for code in ("I6-first", "I6-later"):
        before, after = (
            verdict(code, cycle(*((IRMA, each) if later else (each, IRMA)), inclusive=inclusive))
            for each in (window, longer)
        )
        assert before is not None
        assert after is not None
        assert order.index(before) <= order.index(after)


@given(window=windows, inclusive=st.booleans())
def test_a_round_is_long_enough_exactly_where_its_days_are(window: Window, inclusive: bool) -> None:
    counted = window.days(inclusive=inclusive)
    assert counted is not None
    assert (verdict("I6-first", cycle(window, inclusive=inclusive)) is Verdict.MET) == (counted >= 60)


@given(window=windows)
def test_counting_inclusively_gives_one_day_more(window: Window) -> None:
    exclusive = window.days(inclusive=False)
    assert exclusive is not None
    assert window.days(inclusive=True) == exclusive + 1
    assert window.counted_as(exclusive) == (False,)
    assert window.counted_as(exclusive + 1) == (True,)


@given(rounds=st.lists(windows, max_size=2), inclusive=st.booleans(), on=st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_waivers_of_everything_leave_met_and_unknown_and_nothing_unjustified(
    rounds: list[Window], inclusive: bool, on: date
) -> None:
    plain = cycle(*rounds, inclusive=inclusive)
    waived = replace(plain, waivers=tuple(waiver(f"iseal/{rule.code}", on=date(2018, 1, 1)) for rule in ISEAL.rules))
    before, after = check(ISEAL, plain, on), check(ISEAL, waived, on)
    for old, new in zip(before, after, strict=True):
        if old.rule.measure is Measure.WAIVERS:
            assert new.verdict is Verdict.MET
        elif old.verdict is Verdict.NOT_MET:
            assert new.verdict is Verdict.JUSTIFIED
        else:
            assert new == old


def test_every_sentence_can_be_said() -> None:
    """Each is reached by some revision, and has a figure for each of its places."""
    skipped = tuple(replace(each, skipped=each.rule.stage is Stage.TRANSITION) for each in went())
    done = went(
        proposal=(date(2026, 1, 5), date(2026, 1, 30)), approval=(date(2026, 9, 1), date(2026, 9, 30)),
        publication=(date(2026, 10, 1), date(2026, 10, 9)),
    )  # fmt: skip
    found = [
        cycle(JDD), cycle(*RRA, inclusive=True), cycle(Window(first=None, last=None), adopted=None),
        replace(cycle(), announced=OPENED), replace(cycle(stages=done), announced=OPENED),
        cycle(stages=done), cycle(stages=skipped),
        cycle(stages=went(approval=(date(2026, 9, 1), date(2026, 9, 30)))),
        cycle(stages=tuple(replace(each, skipped=each.rule.stage is Stage.TRANSITION) for each in done)),
        cycle(stages=tuple(replace(each, planned=Window(first=OPENED, last=None)) for each in went())),
    ]  # fmt: skip
    said = [
        each
        for one in found
        for profile in (ISEAL, procedure_profile("p", one, source="TWG 3"))
        for each in check(profile, one, TODAY)
    ]
    assert {each.reading.sentence for each in said} == set(Sentence)
    assert not any("{" in each.sentence for each in said)


def test_rounds_are_recorded_under_their_number() -> None:
    planned = cycle()
    second = replace(planned, rounds=(Round(number=2, window=RRA[1]),))
    assert [each.window for each in second.all_rounds] == [planned.all_rounds[0].window, RRA[1]]
