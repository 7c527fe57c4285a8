"""A paragraph that is made to end otherwise says the same before and after."""

from hypothesis import given
from hypothesis import strategies as st

from cupel.exchange.docx.ends import ending_otherwise
from cupel.exchange.layout import Run, changed_runs

TEXT = st.text("abc .\n", max_size=8)


def sides(runs: tuple[Run, ...]) -> tuple[str, str]:
    return (
        "".join(run.text for run in runs if run.kind != "insert"),
        "".join(run.text for run in runs if run.kind != "delete"),
    )


@given(TEXT, TEXT)
def test_old_and_new_text_stay_and_the_end_is_of_the_other_kind(old: str, new: str) -> None:
    runs = changed_runs((Run("keep", old),), (Run("keep", new),))
    if not runs or runs[-1].kind == "keep":
        return
    made = ending_otherwise(runs)
    assert sides(made) == (old, new)
    assert made == runs or made[-1].kind not in ("keep", runs[-1].kind)


def test_the_value_of_a_parameter_goes_and_comes_as_a_whole() -> None:
    runs = (Run("keep", "within "), Run("keep", "2 days", "days"), Run("insert", " of arrival"))
    assert ending_otherwise(runs) == (
        Run("keep", "within "),
        Run("insert", "2 days", "days"),
        Run("insert", " of arrival"),
        Run("delete", "2 days", "days"),
    )
