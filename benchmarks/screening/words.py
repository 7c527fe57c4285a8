"""Words the generator works with: written for it alone, so that they are not what a matcher folds or looks up.

``words/*.txt``: one record per line, its parts between bars. Names of people are common ones, of companies coined.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def records(name: str) -> list[list[str]]:
    """Every line's parts."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [[part.strip() for part in line.split("|")] for line in text.splitlines()]


def column(name: str) -> list[str]:
    """Every line's first part."""
    return [parts[0] for parts in records(name)]


def others(name: str) -> dict[str, list[str]]:
    """First part: the other parts of its line."""
    return {first: rest for first, *rest in records(name)}


def alike(name: str) -> dict[str, list[str]]:
    """Every part: the other parts of its line."""
    return {part: [other for other in parts if other != part] for parts in records(name) for part in parts}


def first_of(name: str) -> dict[str, str]:
    """Every part: the first part of its line, which stands for all."""
    return {part: parts[0] for parts in records(name) for part in parts}
