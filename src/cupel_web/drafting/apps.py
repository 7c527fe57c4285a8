from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "cupel_web.drafting"

    def ready(self) -> None:
        from cupel_web.drafting import holdings, kept, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.drafting.panels import drafts_of_cycle, drafts_of_group
        from cupel_web.groups.boards import GROUPS
        from cupel_web.standards.boards import CYCLES

        holdings.declare()
        kept.declare()
        GROUPS.add(drafts_of_group)
        CYCLES.add(drafts_of_cycle)
