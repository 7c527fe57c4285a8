from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "cupel_web.consultations"

    def ready(self) -> None:
        from cupel_web.consultations import holdings, kept, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.consultations.clocks import clocks
        from cupel_web.consultations.duties import duties
        from cupel_web.consultations.panels import (
            comments_on_clause,
            consultations_of_cycle,
            consultations_of_group,
            proposals_in_ballot,
        )
        from cupel_web.consultations.queries.links import origins
        from cupel_web.consultations.queries.searching import add_to_search
        from cupel_web.decisions.boards import BALLOTS
        from cupel_web.drafting.origins import ORIGINS
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.groups.places import Room, groups_have
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.standards.boards import CLAUSES, CYCLES
        from cupel_web.work.boards import SEARCH

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        GROUPS.add(consultations_of_group)
        CLAUSES.add(comments_on_clause)
        CYCLES.add(consultations_of_cycle)
        ORIGINS.add(origins)
        BALLOTS.add(proposals_in_ballot)
        add_to_search(SEARCH)
        groups_have(Room(page="group_consultations", label=_("Consultations")))
