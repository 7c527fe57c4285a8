"""The demo's watch list, screened against the parties of its books: hits to review, one decided."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db.models import QuerySet

from cupel.chain import open_snapshot
from cupel.screening.screen import THRESHOLD
from cupel_web.conf.demo_list import EARLIER, LATER, Row, as_csv, versions
from cupel_web.conf.demo_work import done, worked
from cupel_web.diligence.folders import snapshot_of
from cupel_web.diligence.models import Version
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.screening.actions import (
    AboutList,
    Verdict,
    Wanted,
    change_rhythm,
    decide,
    import_list,
    screen_again,
    start_screening,
)
from cupel_web.screening.models import ListVersion, Screening, WatchList
from cupel_web.screening.queries.reviews import hits_in, open_hits

LIST = "example-list"
PUBLISHED = {EARLIER: timedelta(days=40), LATER: timedelta(days=12)}
"""How long before the demo's first start each version counts as published."""

EXPECTED_DAYS = 7
"""The list's rhythm, which its newest version no longer keeps."""

HOLDS = timedelta(days=28)
"""For how long the decided hit stays decided."""


def screened(data: Version, officer: User, say: Callable[[str], None]) -> Screening:
    """The newest screening of the books: made, with its list, at the first start."""
    company = data.data_set.company
    known = Screening.objects.filter(company=company, data__data_set=data.data_set)
    if not known.exists():
        say(f"Screening their parties against {LIST} ...")
        books = open_snapshot(snapshot_of(data)).books()
        rows = versions(books.tables["party"], books.tables["ownership"])
        listed = _imported(data, EARLIER, rows[EARLIER], officer)
        change_rhythm(listed.watch_list, days=EXPECTED_DAYS, by=officer, now=clock.now())
        first = worked(start_screening(company, wanted=_wanted(data, listed), by=officer, now=clock.now()))
        _decide_one(first, officer)
        newer = _imported(data, LATER, rows[LATER], officer)
        worked(screen_again(first, wanted=_wanted(data, newer), by=officer, now=clock.now()))
    return done(known.latest("started_at"))


def summary(screening: Screening) -> str:
    """What the list and the screening hold, hit by hit."""
    today = clock.today()
    hits = list(hits_in(screening))
    to_review = open_hits(screening, on=today).count()
    counted = screening.summary or {}
    held = ", ".join(f"{LIST}@{version.label} ({version.kept} entries)" for version in _versions(screening))
    lines = [
        "",
        f"Screening against {held}:",
        f"  {counted['parties']:,} parties, {len(hits)} hits, {to_review} to review",
        *(f"  {hit.score:.3f}  {hit.subject_name} / {hit.listed_name}: {hit.state}" for hit in hits),
        "",
    ]
    return "\n".join(lines)


def _versions(screening: Screening) -> QuerySet[ListVersion]:
    used = WatchList.objects.filter(versions__screenings=screening)
    return ListVersion.objects.filter(watch_list__in=used).order_by("number")


def _imported(data: Version, label: str, rows: Sequence[Row], officer: User) -> ListVersion:
    content = as_csv(rows)
    file = Entry(name=f"{LIST}-{label}.csv", size=len(content), chunks=lambda: [content])
    about = AboutList(
        list_id=LIST, label=label, published_on=clock.today() - PUBLISHED[label], licence="Invented, for the demo only."
    )
    version = import_list(data.data_set.company, files=[file], about=about, by=officer, now=clock.now())
    return worked(version)


def _wanted(data: Version, listed: ListVersion) -> Wanted:
    return Wanted(lists=[listed], threshold=THRESHOLD, data=data)


def _decide_one(screening: Screening, officer: User) -> None:
    """Say of an owner, else of the first hit, that it is the listed party."""
    hits = open_hits(screening, on=clock.today())
    owner = hits.filter(entity_id__startswith="XL-3").first() or hits.first()
    if owner is not None:
        verdict = Verdict(verdict="match", note="Same register number on paper.", expires_on=clock.today() + HOLDS)
        decide(owner, verdict=verdict, by=officer, now=clock.now())
