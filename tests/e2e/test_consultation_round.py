"""A round of consultation in a browser: one comment on the page, others in the template, sent and confirmed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.desks import Clock, Desk, link_in, uploads_template
from tests.web.consultations_at_work import Round
from tests.web.post import delivered

from cupel_web.consultations.queries.comments import current
from cupel_web.kernel.models import User

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_comment_on_the_page_and_a_template_are_sent_confirmed_and_read(
    held: Round,
    desk: Callable[[User | None], Desk],
    member: User,
    time: Clock,
    tmp_path: Path,
) -> None:
    visitor = desk(None).opens("/consultations/").follows("Draft of the standard").reads("20 days left")
    visitor.follows("Read and comment").page.locator(f'[id="{held.clause}"]').get_by_role(
        "link", name="Comment"
    ).click()
    visitor.reads("The group asks").fills(question="=Q1: Are five years enough?", text="Ten years would be better.")
    visitor.presses("Save the comment").reads("Your link").reads("Ten years would be better.")
    visitor.follows("Upload a filled template")
    uploads_template(visitor, tmp_path, "Written in the workbook.").reads("new comments")
    visitor.follows("To the submission").follows("Say who you are").fills(
        name="B. Reader", email="reader@example.org", category="=workers and trade unions",
        consent=":named",
    )  # fmt: skip
    visitor.presses("Save").reads("published with name")
    visitor.follows("Look it over and send").reads("2 comments").presses("Send").reads("Sent.")
    desk(None).opens(link_in(delivered()[-1])).presses("Confirm my comments").reads("C-0004")
    names = [version.comment.name for version in current(held.consultation)]
    assert names == ["C-0001", "C-0002", "C-0003", "C-0004"]
    inside = desk(member).opens(f"/consultations/{held.consultation.public_id}/")
    inside.follows("4 comments").reads("Written in the workbook.").follows("C-0003").reads("Ten years would be better.")
