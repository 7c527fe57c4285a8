from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "cupel_web.work"

    def ready(self) -> None:
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.groups.places import Room, groups_have
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.regulations.boards import INSTRUMENTS, TAKEN_UP
        from cupel_web.standards.boards import CLAUSES
        from cupel_web.work import holdings, kept, panels, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.work.boards import SEARCH, SUBJECTS
        from cupel_web.work.clocks import clocks
        from cupel_web.work.duties import duties
        from cupel_web.work.queries import finding, talk
        from cupel_web.work.queries.instruments import taken_up

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        groups_have(
            Room(
                page="programme",
                label=_("Work programme"),
                folders=("deliverables", "editors", "marks", "milestones", "needs", "parts", "reviews"),
            ),
            Room(page="papers", label=_("Papers")),
            Room(page="threads", label=_("Threads")),
            Room(page="action_items", label=_("Action items"), permission="groups.enter"),
        )
        GROUPS.add(panels.work_of_group)
        CLAUSES.add(panels.work_on_clause)
        INSTRUMENTS.add(panels.issues_about_instrument)
        TAKEN_UP.add(taken_up)
        finding.add_to(SEARCH)
        talk.add_to(SUBJECTS)
