"""Fixtures of the workspace's tests: its own folder, a database, and people with names."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from tests.web import loopback  # noqa: F401  (settings for the whole session)
from tests.web.consultations_at_work import held  # noqa: F401
from tests.web.cycles_at_work import cycle  # noqa: F401
from tests.web.databases import django_db_keepdb, django_db_modify_db_settings  # noqa: F401
from tests.web.decisions_at_work import (  # noqa: F401
    ballot,
    council_chair,
    council_chair_client,
    delegate_client,
    objection,
    owning,
    voters,
)
from tests.web.diligence_at_work import run, small_books, spoiled_books, spoiled_version, version  # noqa: F401
from tests.web.drafting_at_work import draft  # noqa: F401
from tests.web.meetings_at_work import alternate, meeting, notice  # noqa: F401
from tests.web.people_at_work import (  # noqa: F401
    company,
    officer,
    officer_client,
    operator,
    operator_client,
    other_company,
    outsider,
    outsider_client,
    reader,
    reader_client,
    secretary,
    secretary_client,
)
from tests.web.post import server  # noqa: F401
from tests.web.publication_at_work import owned_draft, release  # noqa: F401
from tests.web.recommendations_at_work import board_chair_client, drafted, objective, review, way  # noqa: F401
from tests.web.regulations_at_work import alpha  # noqa: F401
from tests.web.scheme_at_work import (  # noqa: F401
    chair,
    chair_client,
    member,
    member_client,
    observer,
    observer_client,
    scheme,
)
from tests.web.work_at_work import sister, sister_client, work  # noqa: F401


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings: Any) -> Path:
    """The workspace's own folder, empty; no sign-in attempt and no language is left from the test before."""
    settings.VAR_DIR = tmp_path / "var"
    settings.AXES_ENABLED = False
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    return tmp_path / "var"


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in."""
    return Client()
