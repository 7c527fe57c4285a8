"""The interface: all rooms together, with its description (OpenAPI)."""

from ninja import NinjaAPI
from ninja.operation import Operation

from cupel_web.api.access import ByToken
from cupel_web.api.problems import answer_problems
from cupel_web.api.rooms import events, groups, me, people

VERSION = "1"


class Interface(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Room and verb, such as ``groups_open_seat``: what generated clients call the operation."""
        act = operation.view_func
        return f"{act.__module__.rpartition('.')[2]}_{act.__name__}"


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
for room in (me, people, groups, events):
    api.add_router("", room.router)
