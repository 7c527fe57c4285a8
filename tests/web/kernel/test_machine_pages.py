"""Health, metrics, appearance, safety headers."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_process_says_that_it_lives(visitor: Client) -> None:
    assert visitor.get("/health/live").json() == {"live": True}


def test_it_is_ready_when_database_and_files_can_be_used(visitor: Client) -> None:
    assert visitor.get("/health/ready").json() == {"database": True, "files": True}


def test_metrics_are_hidden_without_the_token(visitor: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert visitor.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "right"
    assert visitor.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404


def test_metrics_count_requests_by_page(visitor: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "right"
    visitor.get("/health/live")
    text = visitor.get("/metrics", headers={"Authorization": "Bearer right"}).content.decode()
    assert 'cupel_requests_total{method="GET",page="health_live",status="200"}' in text


def test_the_content_policy_allows_no_inline_code_and_no_other_site(visitor: Client) -> None:
    policy = visitor.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("page", ["/", "/sign-in/", "/standards/"])
def test_pages_hold_no_inline_script_or_style(visitor: Client, page: str) -> None:
    text = visitor.get(page).content.decode()
    assert "style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
    assert "<script>" not in text


def test_the_colour_scheme_is_remembered_and_leads_back(visitor: Client) -> None:
    response = visitor.post("/theme/", {"theme": "dark", "next": "/standards/"})
    assert response["Location"] == "/standards/"
    assert b'data-theme="dark"' in visitor.get("/standards/").content


def test_the_way_back_never_leads_to_another_site(visitor: Client) -> None:
    assert visitor.post("/theme/", {"theme": "dark", "next": "https://example.org/"})["Location"] == "/"


def test_pages_of_people_signed_in_are_not_kept_by_caches(officer_client: Client) -> None:
    assert "no-store" in officer_client.get("/")["Cache-Control"]


def test_an_unknown_address_answers_in_the_workspace_s_own_page(visitor: Client) -> None:
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_a_form_without_its_page_s_token_is_refused_in_plain_words(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "load the page anew" in response.content.decode()
