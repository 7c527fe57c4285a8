"""A deliverable as somebody reads it."""

from dataclasses import dataclass
from datetime import date

from cupel_web.work.models import Deliverable, Editor, Mark, Milestone, Paper, Review
from cupel_web.work.queries.programme import deliverable_state
from cupel_web.work.queries.progress import Progress, progress_of
from cupel_web.work.queries.reading import Reader, papers_read_by
from cupel_web.work.states import ItemState


@dataclass(frozen=True, kw_only=True)
class OpenedMilestone:
    """A milestone, where it stands on a day, and its papers."""

    milestone: Milestone
    state: ItemState
    papers: list[Paper]


@dataclass(frozen=True, kw_only=True)
class OpenedDeliverable:
    """A deliverable on a day. ``readable``: its papers, by row number, that the person may read; ``inside``: they are
    shown what the group's own people see.
    """

    deliverable: Deliverable
    progress: Progress
    state: str
    milestones: list[OpenedMilestone]
    editors: list[Editor]
    reviews: list[Review]
    marks: list[Mark]
    readable: frozenset[int]
    inside: bool

    @property
    def shows_texts(self) -> bool:
        """Texts of parts are for insiders until the deliverable is published."""
        return self.inside or self.progress.release is not None


def opened(deliverable: Deliverable, reader: Reader, *, on: date) -> OpenedDeliverable:
    """The deliverable with all that hangs on it; the number of queries does not grow with rows."""
    progress = progress_of([deliverable])[deliverable.pk]
    of_milestones = _papers_of_milestones(deliverable)
    papers = {state.record.paper_id for state in progress.parts if state.record and state.record.paper_id}
    papers |= {paper.pk for found in of_milestones.values() for paper in found}
    return OpenedDeliverable(
        deliverable=deliverable,
        progress=progress,
        state=deliverable_state(deliverable, progress, on=on),
        milestones=[
            OpenedMilestone(milestone=each, state=each.state(on=on), papers=of_milestones.get(each.pk, []))
            for each in deliverable.milestones.all()
        ],
        editors=list(deliverable.editors.filter(ended_at=None).select_related("person__profile")),
        reviews=list(deliverable.reviews.select_related("group")),
        marks=list(deliverable.marks.select_related("group", "lifting")),
        readable=frozenset(papers_read_by(reader).filter(pk__in=papers).values_list("pk", flat=True)),
        inside=deliverable.group.pk in reader.entered or reader.keeps,
    )


def _papers_of_milestones(deliverable: Deliverable) -> dict[int, list[Paper]]:
    """Papers by the row number of their milestone. Asked for by the deliverable: a database that is given thousands of
    milestones by number looks each of them up for every paper.
    """
    found: dict[int, list[Paper]] = {}
    links = Milestone.papers.through.objects.filter(milestone__deliverable=deliverable)
    for link in links.select_related("paper").order_by("paper_id"):
        found.setdefault(link.milestone_id, []).append(link.paper)
    return found
