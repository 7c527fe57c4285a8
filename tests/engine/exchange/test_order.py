"""What keeps its place is as much as can."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from cupel.exchange.order import longest_in_order


@given(st.permutations(range(7)))
def test_no_more_could_keep_their_order(places: list[int]) -> None:
    pairs = [(old, new) for new, old in enumerate(places)]
    kept = longest_in_order(pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(kept))
    longest = max(
        size for size in range(8) for some in combinations(places, size) if all(a < b for a, b in pairwise(some))
    )
    assert len(kept) == longest
