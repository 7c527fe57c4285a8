"""A deliverable as somebody reads it."""

from dataclasses import dataclass
from datetime import date

from cupel_web.work.models import Deliverable, Editor, Mark, Milestone, Review
from cupel_web.work.queries.programme import deliverable_state
from cupel_web.work.queries.progress import Progress, progress_of
from cupel_web.work.queries.reading import Reader, papers_read_by
from cupel_web.work.states import ItemState


@dataclass(frozen=True, kw_only=True)
class OpenedDeliverable:
    """A deliverable on a day. ``readable``: its papers, by row number, that the person may read; ``inside``: they are
    shown what the group's own people see.
    """

    deliverable: Deliverable
    progress: Progress
    state: str
    milestones: list[tuple[Milestone, ItemState]]
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
    milestones = [(each, each.state(on=on)) for each in deliverable.milestones.prefetch_related("papers")]
    papers = {state.record.paper_id for state in progress.parts if state.record and state.record.paper_id}
    papers |= {paper.pk for milestone, _state in milestones for paper in milestone.papers.all()}
    return OpenedDeliverable(
        deliverable=deliverable,
        progress=progress,
        state=deliverable_state(deliverable, progress, on=on),
        milestones=milestones,
        editors=list(deliverable.editors.filter(ended_at=None).select_related("person__profile")),
        reviews=list(deliverable.reviews.select_related("group")),
        marks=list(deliverable.marks.select_related("group", "lifting")),
        readable=frozenset(papers_read_by(reader).filter(pk__in=papers).values_list("pk", flat=True)),
        inside=deliverable.group.pk in reader.entered or reader.keeps,
    )
