"""Programs that call the interface for somebody."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people_at_work import NOON

from cupel_web.api.actions import issue_token
from cupel_web.kernel.models import User

NEXT_YEAR = NOON.date() + timedelta(days=300)


class Caller:
    """A program with a token of ``person``, or without one."""

    def __init__(self, person: User | None, *, writes: bool = True) -> None:
        self.client, self.secret = Client(), ""
        if person:
            _token, self.secret = issue_token(person, label="Test", writes=writes, expires_on=NEXT_YEAR, now=NOON)

    def __call__(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """Call the operation at ``path`` below ``/api``; ``body`` goes as JSON."""
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        data = "" if body is None else json.dumps(body)
        return self.client.generic(method, f"/api{path}", data, "application/json", headers=headers, **more)

    def send(self, path: str, fields: dict[str, Any]) -> Any:
        """Post ``fields``, files among them, as multipart form data."""
        return self.client.post(f"/api{path}", fields, headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, path: str) -> Any:
        """What it reads, which must be there."""
        response = self("GET", path)
        assert response.status_code == 200, response.content
        return response.json()

    def done(self, method: str, path: str, body: object = None) -> Any:
        """What comes of an act, which must succeed."""
        response = self(method, path, body)
        assert response.status_code in {200, 201}, response.content
        return response.json()


def queries_of(call: Caller, path: str) -> int:
    """How many queries a read takes; that the token was used today is noted before."""
    call.get(path)
    with CaptureQueriesContext(connection) as found:
        call.get(path)
    return len(found)
