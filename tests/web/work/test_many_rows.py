"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme
from tests.web.work_at_work import Work

from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_pages_of_work(request: pytest.FixtureRequest, work: Work, scheme: Scheme) -> None:
    growing = many_rows.WorkToGrow(
        group=work.group, sister=scheme.council, paper=work.papers["public"], issue=work.issue, thread=work.thread,
        workstream=work.workstream, deliverable=work.deliverable, format=work.format, lead=work.workstream.lead,
        owner=work.deliverable.owner,
    )  # fmt: skip
    group = "/groups/working-group/"
    deliverable = f"{group}deliverables/{work.deliverable.public_id}/"
    shown = [
        group, f"{group}work/", f"{group}work/?show=all", f"{group}work/{work.workstream.public_id}/", deliverable,
        f"{group}papers/", f"{group}papers/{growing.paper.public_id}/", f"{group}threads/",
        "/issues/", f"/issues/{work.issue.public_id}/", "/formats/", f"/formats/{work.format.uid}/",
        "/search/?q=many", *(f"/search/?q=many&kind={kind}" for kind in ("papers", "issues", "workstreams")),
        "/search/?q=many&kind=deliverables", "/search/?q=many&kind=posts",
    ]  # fmt: skip
    inside = ["/", f"/threads/{work.thread.public_id}/", f"{group}actions/", f"{group}actions/?show=all"]
    pages = {
        "visitor": shown,
        "chair": [*inside, *shown],
        "member": [*inside, "/search/?q=many"],
        "sister": ["/", deliverable],
        "secretary": ["/", "/issues/?show=waiting", "/search/?q=many"],
    }
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_work(numbers, growing))
