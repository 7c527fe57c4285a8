"""The interface: all rooms together, with its description (OpenAPI)."""

from typing import Any, cast

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from cupel_web.api.access import ByToken, room_of
from cupel_web.api.edits import named, with_edits
from cupel_web.api.problems import PROBLEM_RESPONSE, answer_problems, problem_schemas
from cupel_web.api.rooms import (
    agenda,
    clocks,
    consultations,
    decisions,
    drafts,
    events,
    groups,
    me,
    meetings,
    minutes,
    people,
    recommendations,
    records,
    regulations,
    standards,
    work,
)

VERSION = "1"


class Interface(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Room and verb, such as ``groups_open_seat``: what generated clients call the operation."""
        return f"{room_of(operation)}_{operation.view_func.__name__}"

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The description; every operation says that it may answer with a problem."""
        described = super().get_openapi_schema(*args, **kwargs)
        described = cast("OpenAPISchema", named(described))
        known = described["components"]["schemas"]
        described["components"]["schemas"] = with_edits({**known, **problem_schemas()})
        for methods in described["paths"].values():
            for told in methods.values():
                told["responses"]["4XX"] = PROBLEM_RESPONSE
        return described


api = Interface(
    title="Cupel",
    version=VERSION,
    description=(
        "Read and write what the pages of the workspace show and do, under the same policies. Public records need no "
        "token; for the others send `Authorization: Bearer` with a token from your own page. Days are ISO 8601, "
        "moments are in UTC, records are named by their permanent ids. Problems come as RFC 9457."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=ByToken(),
)
answer_problems(api)
ROOMS = (
    me, people, groups, meetings, agenda, minutes, clocks, recommendations, regulations, standards, records, events,
)  # fmt: skip
LARGE = (consultations, decisions, drafts, work)
"""Rooms in several parts."""
for router in (*(room.router for room in ROOMS), *(each for room in LARGE for each in room.routers)):
    api.add_router("", router)
