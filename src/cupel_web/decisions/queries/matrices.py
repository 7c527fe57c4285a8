"""How approvals by several owners stand."""

from dataclasses import dataclass
from datetime import date

from cupel_web.decisions.models import Effect, Matrix, MatrixContent, MatrixOwner, OwnerWord
from cupel_web.decisions.states import MatrixState, matrix_state
from cupel_web.kernel.clock import day_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """An owner, its word on the content that holds, and what it said of earlier ones, now void."""

    owner: MatrixOwner
    word: OwnerWord | None
    void: list[OwnerWord]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An approval matrix with its contents, newest last."""

    matrix: Matrix
    contents: list[MatrixContent]
    lines: list[Line]
    effect: Effect | None

    @property
    def content(self) -> MatrixContent:
        return self.contents[-1]

    @property
    def state(self) -> MatrixState:
        return matrix_state([line.word.approves if line.word else None for line in self.lines])

    @property
    def approved(self) -> int:
        return sum(line.word is not None and line.word.approves for line in self.lines)

    @property
    def approved_on(self) -> date | None:
        """The day of the last approval, once every owner has approved: nothing is effective before."""
        if self.state is not MatrixState.APPROVED:
            return None
        return max(day_of(line.word.given_at) for line in self.lines if line.word)


def standing_of(matrix: Matrix) -> Standing:
    """How a matrix stands, in a constant number of queries."""
    return standings_of([matrix])[0]


def standings_of(matrices: list[Matrix]) -> list[Standing]:
    """How matrices stand, in a constant number of queries."""
    contents = list(MatrixContent.objects.filter(matrix__in=matrices).order_by("number"))
    owners = list(MatrixOwner.objects.filter(matrix__in=matrices).select_related("organisation", "matrix"))
    words = list(OwnerWord.objects.filter(owner__in=owners).select_related("content").order_by("given_at", "pk"))
    effects = list(Effect.objects.filter(content__in=contents).order_by("set_at", "pk"))
    return [_standing(matrix, contents, owners, words, effects) for matrix in matrices]


def content_of(matrix: Matrix) -> MatrixContent:
    """The content that holds."""
    return matrix.contents.order_by("-number")[0]


def approved_on(matrix: Matrix) -> date | None:
    """The day of the last approval; ``None`` while one is missing."""
    return standing_of(matrix).approved_on


def _standing(
    matrix: Matrix,
    contents: list[MatrixContent],
    owners: list[MatrixOwner],
    words: list[OwnerWord],
    effects: list[Effect],
) -> Standing:
    mine = [each for each in contents if each.matrix_id == matrix.pk]
    holds = mine[-1]
    lines = [
        _line(owner, holds, [word for word in words if word.owner_id == owner.pk])
        for owner in owners
        if owner.matrix_id == matrix.pk
    ]
    effect = next((each for each in reversed(effects) if each.content_id == holds.pk), None)
    return Standing(matrix=matrix, contents=mine, lines=lines, effect=effect)


def _line(owner: MatrixOwner, holds: MatrixContent, words: list[OwnerWord]) -> Line:
    valid = [word for word in words if word.content_id == holds.pk]
    void = [word for word in words if word.content_id != holds.pk]
    return Line(owner=owner, word=valid[-1] if valid else None, void=void)
