"""Who receives what a body sends up, before and after a successor takes a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.errors import ProcedureError
from cupel.governance import Body, in_place_of, recipients

NOW = (
    Body(body_id="group", parent="council"),
    Body(body_id="council", parent="board"),
    Body(body_id="board"),
    Body(body_id="joint board", succeeds="board", works=False),
)


def bodies(*known: Body) -> dict[str, Body]:
    return {body.body_id: body for body in known}


def changed(**works: bool) -> dict[str, Body]:
    return bodies(
        *(
            Body(body_id=b.body_id, parent=b.parent, succeeds=b.succeeds, works=works.get(b.body_id, b.works))
            for b in NOW
        )
    )


def test_the_chain_runs_upward() -> None:
    assert recipients("group", bodies(*NOW)) == ("council", "board")
    assert recipients("council", bodies(*NOW)) == ("board",)
    assert recipients("board", bodies(*NOW)) == ()


def test_a_successor_that_works_stands_in_the_place_of_what_it_succeeds() -> None:
    after = changed(**{"joint board": True, "board": False})
    assert recipients("group", after) == ("council", "joint board")


def test_a_body_that_does_not_work_is_passed_over() -> None:
    after = changed(**{"joint board": True, "board": False, "council": False})
    assert recipients("group", after) == ("joint board",)


def test_a_body_that_succeeds_two_receives_once() -> None:
    both = bodies(
        *NOW[:3],
        Body(body_id="assembly", succeeds="council"),
        Body(body_id="senate", succeeds="assembly"),
    )
    assert in_place_of("council", both) == "senate"
    assert recipients("group", both) == ("senate", "board")


def test_a_successor_may_have_a_parent_of_its_own() -> None:
    moved = bodies(*NOW[:3], Body(body_id="forum", succeeds="council", parent="assembly"), Body(body_id="assembly"))
    assert recipients("group", moved) == ("forum", "assembly")


@pytest.mark.parametrize(
    "circle",
    [
        (Body(body_id="group", parent="council"), Body(body_id="council", parent="group")),
        (
            Body(body_id="group", parent="a"),
            Body(body_id="a", succeeds="b"),
            Body(body_id="b", succeeds="a"),
        ),
    ],
)
def test_a_circle_is_refused(circle: tuple[Body, ...]) -> None:
    with pytest.raises(ProcedureError) as refused:
        recipients("group", bodies(*circle))
    assert refused.value.code == "body-circle"


@given(works=st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_straight_chain_gives_those_that_work_in_order(works: list[bool]) -> None:
    chain = {
        str(n): Body(body_id=str(n), parent=str(n + 1) if n < len(works) else None, works=n == 0 or works[n - 1])
        for n in range(len(works) + 1)
    }
    assert recipients("0", chain) == tuple(str(n + 1) for n, there in enumerate(works) if there)
