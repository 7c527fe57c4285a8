from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "cupel_web.groups"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from cupel_web.groups import holdings, kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.groups.clocks import clocks_come_from, clocks_here
        from cupel_web.groups.duties import duties
        from cupel_web.groups.places import Room, groups_have
        from cupel_web.kernel.duties import duties_come_from

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks_here)
        groups_have(
            Room(page="group", label=_("Overview")), Room(page="clocks", label=_("Clocks"), permission="groups.enter")
        )
