"""Words compared letter by letter: the same numbers as rapidfuzz's."""

import numpy as np
import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Indel

from cupel.screening.distances import MOST_COMPARED, common_similarity, edits_similarity, letters_of

words = st.text(alphabet="abc#1", max_size=8) | st.text(alphabet="abcdefgh", max_size=70)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=20))
@example([("", ""), ("", "a"), ("ab", "ba"), ("a" * 64, "b" * 64), ("ab" * 40, "ba" * 40)])
def test_similarities_equal_rapidfuzz(pairs: list[tuple[str, str]]) -> None:
    left, right = (letters_of(pl.Series([pair[side] for pair in pairs], dtype=pl.String)) for side in (0, 1))
    rows = np.arange(len(pairs), dtype=np.int32)
    cut = [(one[:MOST_COMPARED], other[:MOST_COMPARED]) for one, other in pairs]
    edits = [OSA.normalized_similarity(*pair) for pair in cut]
    common = [Indel.normalized_similarity(*pair) for pair in cut]
    np.testing.assert_allclose(edits_similarity(left, right, rows, rows), edits, rtol=0, atol=1e-6)
    np.testing.assert_allclose(common_similarity(left, right, rows, rows), common, rtol=0, atol=1e-6)


def test_words_are_taken_by_their_number() -> None:
    left, right = letters_of(pl.Series(["copper", "zinc"])), letters_of(pl.Series(["lead", "zink", "coper"]))
    ours, theirs = np.array([1, 0, 1], np.int32), np.array([1, 2, 0], np.int32)
    assert edits_similarity(left, right, ours, theirs).tolist() == [0.75, np.float32(1 - 1 / 6), 0.0]
