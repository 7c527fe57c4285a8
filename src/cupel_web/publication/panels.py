"""What pages of drafts, cycles and editions show of publication."""

from cupel_web.drafting.models import Draft
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.publication.queries import asked_of, is_as_asked, publications, published_since, standing_on
from cupel_web.standards.models import Cycle


def approval_of_draft(person: User | None, draft: Draft) -> Panel:
    """How the owners' approval of the draft stands, with the next act."""
    asked = asked_of(draft)
    context = {
        "draft": draft,
        "asked": asked,
        "standing": standing_on(asked) if asked else None,
        "as_asked": asked is not None and is_as_asked(asked),
        "publication": getattr(asked, "publication", None),
        "since": published_since(draft),
        "may_ask": person is not None and person.has_perm("publication.ask", draft),
        "may_publish": person is not None and person.has_perm("publication.publish", draft),
    }
    return Panel(template="publication/parts/draft_panel.html", context=context)


def publication_of_cycle(_person: User | None, cycle: Cycle) -> Panel | None:
    """The edition that the cycle ended with."""
    found = publications().filter(cycle=cycle).first()
    return Panel(template="publication/parts/publication_panel.html", context={"publication": found}) if found else None


def publication_of_edition(_person: User | None, edition: tuple[str, str]) -> Panel | None:
    """Where an edition that was published here has its files."""
    standard, name = edition
    found = publications().filter(edition__text__standard=standard, edition__text__edition=name).first()
    return Panel(template="publication/parts/publication_panel.html", context={"publication": found}) if found else None
