"""Pages of recommendations: the whole way on them, filters, duties, and that lists do not slow down."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import DAY, Way, wording
from tests.web.scheme_at_work import TODAY, Scheme, signed_in

from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.people.personal import exported
from cupel_web.recommendations.actions import Task, add_follow_up, draft, pause, submit
from cupel_web.recommendations.models import FollowUp, Objective, Recommendation, Review
from cupel_web.recommendations.states import RecommendationState, ReplyKind

pytestmark = pytest.mark.django_db
LIST, NEW = "/recommendations/", "/groups/working-group/recommendations/new/"
LATE = NOON + timedelta(days=61)


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def of(recommendation: Recommendation) -> str:
    return f"{LIST}{recommendation.public_id}/"


def acts(person: User, *, late: bool = False) -> list[str]:
    return [duty.act for duty in duties_of(person, on=LATE.date() if late else TODAY)]


def form(objective: Objective) -> dict[str, Any]:
    return {
        "title": "Lower the fees", "text": "Lower them.", "reasons": "Small sites.", "element": "fees",
        "objective": objective.code, "cycle": "2025", "advice_length": "30", "advice_unit": "working days",
        "decision_length": "2", "decision_unit": "months", "revision": "1",
    }  # fmt: skip


def test_from_draft_to_conclusion_on_the_pages(
    scheme: Scheme, objective: Objective, chair_client: Client, council_chair_client: Client, visitor: Client
) -> None:
    from tests.web.recommendations_at_work import chair_of

    board_client = signed_in(chair_of(scheme.board, "b@example.org"))
    assert chair_client.post(NEW, form(objective)).status_code == 302
    recommendation = Recommendation.objects.get()
    address = of(recommendation)
    assert visitor.get(address).status_code == 404
    chair_client.post(f"{address}submit/")
    assert "Lower them." in page(visitor, address)
    answer = {"answer": "accept in part", "reasons": "For small sites."}
    council_leg = recommendation.legs.get()
    assert council_leg.due_on == TODAY + 42 * DAY
    assert council_chair_client.post(f"{address}way/{council_leg.public_id}/reply/", answer).status_code == 302
    council_chair_client.post(f"{address}send-on/")
    board_leg = recommendation.legs.get(number=2)
    answer = {"answer": "accept", "reasons": "From next year."}
    assert board_client.post(f"{address}way/{board_leg.public_id}/reply/", answer).status_code == 302
    task = {"what": "Publish the fees.", "group": scheme.group.slug, "role": "secretariat", "due_on": "2025-12-31"}
    assert chair_client.post(f"{address}follow-ups/new/", task).status_code == 302
    follow_up = FollowUp.objects.get()
    evidence = {"evidence": "They stand on the site."}
    assert chair_client.post(f"{address}follow-ups/{follow_up.public_id}/", evidence).status_code == 302
    assert chair_client.post(f"{address}conclude/", {"note": "Small sites pay less."}).status_code == 302
    text = page(visitor, address)
    for told in ("For small sites.", "From next year.", "They stand on the site.", "Small sites pay less."):
        assert told in text


def test_a_draft_is_for_insiders(
    drafted: Recommendation, observer_client: Client, officer_client: Client, visitor: Client
) -> None:
    assert drafted.title in page(observer_client, of(drafted))
    assert drafted.title in page(observer_client, LIST)
    for client in (officer_client, visitor):
        assert client.get(of(drafted)).status_code == 404
        assert drafted.title not in page(client, LIST)


def test_two_editors_lose_nothing(
    drafted: Recommendation, objective: Objective, chair_client: Client, secretary_client: Client
) -> None:
    first, second = {**form(objective), "title": "First"}, {**form(objective), "title": "Second"}
    assert chair_client.post(f"{of(drafted)}edit/", first).status_code == 302
    refused = secretary_client.post(f"{of(drafted)}edit/", second)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "First" in text
    assert "Second" in text
    again = re.search(r'name="revision" value="(\d+)"', text)
    assert again
    assert secretary_client.post(f"{of(drafted)}edit/", {**second, "revision": again[1]}).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""}, {"element": "weather"}, {"objective": "999999"}, {"advice_length": "0"}, {"reasons": ""},
        {"decision_unit": "moons"}, {"ballot": "1"}, {"review": "x"},
    ],
)  # fmt: skip
def test_a_draft_that_is_wrong_is_not_kept(change: dict[str, str], objective: Objective, chair_client: Client) -> None:
    assert chair_client.post(NEW, {**form(objective), **change}).status_code == 422
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("change", [{"answer": "perhaps"}, {"reasons": ""}, {"reasons": " "}, {"ballot": "7"}])
def test_a_reply_that_is_wrong_is_not_kept(change: dict[str, str], way: Way) -> None:
    address = f"{of(way.recommendation)}way/{way.leg.public_id}/reply/"
    answer = {"answer": "accept", "reasons": "Because.", **change}
    assert signed_in(way.council_chair).post(address, answer).status_code == 422
    assert state_on_page(way) == "awaiting reply"


def state_on_page(way: Way) -> str:
    from cupel_web.recommendations.queries.records import all_recommendations, state_on

    return state_on(all_recommendations().get(pk=way.recommendation.pk), TODAY).value


def test_overdue_shows_in_public(way: Way, visitor: Client) -> None:
    assert 'class="state overdue"' not in page(visitor, LIST)
    with clock.clock_set_to(lambda: LATE):
        assert 'class="state overdue"' in page(visitor, LIST)
        assert way.recommendation.title in page(visitor, f"{LIST}?state=overdue")
        assert 'class="state overdue"' in page(visitor, of(way.recommendation))
        assert 'class="bar listed"' in page(visitor, of(way.recommendation))
        assert 'class="state overdue"' in page(visitor, "/groups/council/")


def test_what_awaits_each_before_and_after_it_is_overdue(
    way: Way, chair: User, member: User, secretary: User, officer: User
) -> None:
    assert acts(way.council_chair) == ["Reply to a recommendation"]
    assert duties_of(way.council_chair, on=TODAY)[0].due == TODAY + 60 * DAY
    assert acts(chair) == acts(member) == acts(secretary) == []
    assert acts(secretary, late=True) == ["See to an overdue reply"]
    assert acts(chair, late=True) == acts(member, late=True) == ["Reply of Council is overdue"]
    assert acts(officer, late=True) == acts(way.board_chair, late=True) == []


def test_sending_on_revising_and_concluding_await_those_who_do_it(way: Way, chair: User, secretary: User) -> None:
    way.advised()
    assert acts(way.council_chair) == acts(secretary) == ["Send a recommendation on"]
    from cupel_web.recommendations.actions import Answer, forward, reply

    forward(way.recommendation, by=None, now=NOON)
    reply(way.leg, Answer(answer=ReplyKind.ACCEPT, reasons="Yes."), by=way.board_chair, now=NOON)
    assert acts(chair) == ["Conclude a recommendation, or add what follows"]
    task = Task(what="Write it.", group=way.scheme.council, due_on=TODAY + DAY)
    add_follow_up(way.recommendation, task, by=None, now=NOON)
    assert acts(chair) == []
    assert acts(way.council_chair) == ["Follow up a recommendation"]


def test_what_is_referred_back_awaits_the_group_s_chair(way: Way, chair: User) -> None:
    way.advised(ReplyKind.REFER_BACK)
    assert acts(chair) == ["Revise a recommendation, or withdraw it"]
    client = signed_in(chair)
    assert client.post(f"{of(way.recommendation)}revise/").status_code == 302
    assert acts(chair) == []


def test_the_secretariat_pauses_a_clock(way: Way, secretary_client: Client, visitor: Client) -> None:
    address = f"{of(way.recommendation)}way/{way.leg.public_id}/"
    assert secretary_client.post(f"{address}pause/", {"reason": "The council is re-seated."}).status_code == 302
    assert "The council is re-seated." in page(visitor, of(way.recommendation))
    assert "Let the clock run again" in page(secretary_client, of(way.recommendation))
    with clock.clock_set_to(lambda: NOON + 5 * DAY):
        secretary_client.post(f"{address}resume/")
    assert way.leg.due_on == TODAY + 64 * DAY


def test_acts_that_do_not_fit_say_so(way: Way, chair_client: Client, secretary_client: Client) -> None:
    address = of(way.recommendation)
    for act in ("submit", "revise", "send-on"):
        assert "That cannot be done" in secretary_client.post(f"{address}{act}/", follow=True).content.decode() or (
            act == "submit"
        )
    assert chair_client.post(f"{address}withdraw/", {"reason": "Overtaken."}).status_code == 302
    assert "Overtaken." in page(chair_client, address)


def test_a_list_is_filtered_by_each_of_its_filters(way: Way, visitor: Client) -> None:
    title = way.recommendation.title
    found = ("?group=working-group", "?element=standard", "?objective=M1", "?state=awaiting+reply", "?q=assessors")
    for query in found:
        assert title in page(visitor, LIST + query)
    nothing = ("?group=board", "?element=fees", "?objective=M9", "?state=declined", "?state=nonsense", "?q=zzz")
    for query in nothing:
        assert "No recommendation is found." in page(visitor, LIST + query), query


def test_a_cycle_lists_reviews_and_recommendations_by_objective(
    way: Way, chair_client: Client, visitor: Client
) -> None:
    review = {
        "title": "Review of training", "findings": "There are gaps.", "element": "training",
        "objective": way.recommendation.objective.code, "cycle": "2025", "concluded_on": "2025-05-01",
    }  # fmt: skip
    assert chair_client.post("/groups/working-group/reviews/new/", {**review, "cycle": ""}).status_code == 422
    assert chair_client.post("/groups/working-group/reviews/new/", review).status_code == 302
    assert Review.objects.count() == 1
    text = page(visitor, "/recommendations/cycles/")
    assert text.index("M1") < text.index("There are gaps.") < text.index(way.recommendation.title)


def test_the_secretariat_keeps_objectives(secretary_client: Client, visitor: Client, db: None) -> None:
    wanted = {"code": "M2", "text": "Shared benefits.", "on": "2025-01-01"}
    assert secretary_client.post("/recommendations/objectives/new/", wanted).status_code == 302
    assert secretary_client.post("/recommendations/objectives/new/", wanted).status_code == 422
    address = f"/recommendations/objectives/{Objective.objects.get().public_id}/"
    assert secretary_client.post(address, {"text": "Benefits for all.", "on": "2025-06-01"}).status_code == 302
    text = page(visitor, "/recommendations/objectives/")
    assert "Benefits for all." in text
    assert "Shared benefits." in text


def test_a_group_s_page_shows_what_it_recommends_and_received(way: Way, visitor: Client, chair_client: Client) -> None:
    assert way.recommendation.title in page(visitor, "/groups/working-group/")
    assert way.recommendation.title in page(visitor, "/groups/council/")
    assert NEW in page(chair_client, "/groups/working-group/")


def test_one_takes_one_s_replies_along(way: Way) -> None:
    way.advised()
    assert exported(way.council_chair)["replies to recommendations"][0]["reasons"] == "Because."


def test_every_state_has_words() -> None:
    from cupel_web.recommendations.templatetags.ways import state_words

    assert all(state_words(each.value) for each in RecommendationState)


def _queries(client: Client, path: str, counting: Any) -> int:
    page(client, path)
    with counting(200) as counted:
        page(client, path)
    return len(counted)


def test_lists_take_as_many_queries_whatever_the_number_of_rows(
    scheme: Scheme, objective: Objective, chair_client: Client, django_assert_max_num_queries: Any
) -> None:
    def more(number: int) -> None:
        for each in range(number):
            words = replace(wording(objective), title=f"Number {each}")
            draft(scheme.group, words, by=None, now=NOON)
            sent = draft(scheme.group, words, by=None, now=NOON)
            submit(sent, by=None, now=NOON)
            pause(sent.legs.get(), reason="Rests.", by=None, now=NOON)

    paths = (LIST, "/recommendations/cycles/", "/groups/working-group/", "/groups/council/", "/")
    more(2)
    few = [_queries(chair_client, path, django_assert_max_num_queries) for path in paths]
    more(12)
    assert [_queries(chair_client, path, django_assert_max_num_queries) for path in paths] == few


def test_follow_ups_take_as_many_queries_whatever_their_number_for_a_visitor(
    way: Way, visitor: Client, django_assert_max_num_queries: Any
) -> None:
    way.decided()
    task = Task(what="Write it.", group=way.scheme.council, due_on=TODAY + DAY)
    add_follow_up(way.recommendation, task, by=None, now=NOON)
    few = _queries(visitor, of(way.recommendation), django_assert_max_num_queries)
    for _each in range(6):
        add_follow_up(way.recommendation, task, by=None, now=NOON)
    assert _queries(visitor, of(way.recommendation), django_assert_max_num_queries) == few


def test_the_search_finds_drafts_for_insiders_alone(
    drafted: Recommendation, way: Way, observer_client: Client, visitor: Client
) -> None:
    assert of(drafted) in page(observer_client, "/search/?q=recycled")
    found = page(visitor, "/search/?q=recycled")
    assert of(drafted) not in found
    assert of(way.recommendation) in found


def test_what_is_sent_and_replied_is_news_of_both_sides(way: Way) -> None:
    from cupel_web.notices.news import news_of

    way.advised()
    for group in (way.scheme.group, way.scheme.council):
        titles = [entry.title for entry in news_of(group, now=NOON, limit=9)]
        assert f"Recommended to Council: {way.recommendation.title}" in titles
        assert f"Reply of Council to {way.recommendation.title}: accept" in titles


@pytest.mark.parametrize("query", ["?q=%00", "?state=%00", "?cycle=%00", "?objective=%27&page=x", "?group=%25"])
def test_lists_take_anything(query: str, way: Way, visitor: Client) -> None:
    for path in (LIST, "/recommendations/cycles/", "/recommendations/objectives/"):
        page(visitor, path + query)
