"""Fixtures of screening."""

from tests.web.owned_at_work import owned, owner_list  # noqa: F401
from tests.web.screening_at_work import colleague, colleague_client, own_list, screening, shared_list  # noqa: F401
