"""The demo's organisations, people, books, runs and screening."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.management import call_command

from cupel_web.conf import (
    demo_consultations,
    demo_cycles,
    demo_drafts,
    demo_life,
    demo_publication,
    demo_regulations,
    demo_scheme,
    demo_screening,
    demo_word_file,
)
from cupel_web.conf.demo_work import done, worked
from cupel_web.diligence.actions import start_run, upload_books
from cupel_web.diligence.models import DataSet, Run, Version
from cupel_web.diligence.queries import tallies
from cupel_web.diligence.templatetags.findings import kind_words
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel import clock
from cupel_web.kernel.files import chunks_of
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
from cupel_web.people.models import Organisation, OrganisationKind, Role

COMPANY, OTHER, SECRETARIAT = "Example Smelter", "Other Example Smelter", "Example Secretariat"
PEOPLE = (
    (COMPANY, OrganisationKind.PRODUCER, "officer@example.org", "Example officer", Role.OFFICER),
    (COMPANY, OrganisationKind.PRODUCER, "reader@example.org", "Example reader", Role.READER),
    (OTHER, OrganisationKind.PRODUCER, "outsider@example.org", "Officer of the other smelter", Role.OFFICER),
    (SECRETARIAT, OrganisationKind.SECRETARIAT, "secretariat@example.org", "Example secretariat", Role.SECRETARIAT),
)
BOOKS = "Example books"
SHOWN_KINDS = 8


def prepare(*, books: Path, editions: Sequence[str], say: Callable[[str], None]) -> str:
    """Set up database, people, runs and a screening as far as they are not there yet; gives the summary to print."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    password = secrets.token_urlsafe(12)
    officer = _people(password)
    scheme = demo_scheme.prepared(password=password, now=clock.now())
    demo_life.lived(scheme, now=clock.now())
    demo_regulations.watched(scheme, now=clock.now())
    demo_cycles.revised(scheme, now=clock.now())
    demo_drafts.drafted(scheme, now=clock.now())
    secretary = User.objects.get(email=PEOPLE[-1][2])
    demo_consultations.consulted(scheme, secretary, now=clock.now())
    demo_word_file.came(scheme, now=clock.now())
    demo_publication.published(scheme, secretary, now=clock.now())
    company = Organisation.objects.get(name=COMPANY)
    version = _checked(company, books, officer, say)
    runs = [_finished(version, edition, officer, say) for edition in editions]
    screening = demo_screening.screened(version, officer, say)
    return _summary(version, runs[-1]) + demo_screening.summary(screening) + _sign_in(password)


def _people(password: str) -> User:
    for organisation_name, kind, email, name, role in PEOPLE:
        organisation = Organisation.objects.filter(name=organisation_name).first() or found_organisation(
            NewOrganisation(name=organisation_name, kind=kind), by=None, now=clock.now()
        )
        member = NewMember(email=email, name=name, role=role)
        person = add_member(organisation, person=member, by=None, now=clock.now()).person
        person.set_password(password)
        person.save()
    return User.objects.get(email=PEOPLE[0][2])


def _checked(company: Organisation, books: Path, officer: User, say: Callable[[str], None]) -> Version:
    if not DataSet.objects.filter(company=company, name=BOOKS).exists():
        say("Checking the example books ...")
        worked(upload_books(company, name=BOOKS, files=_entries(books), by=officer, now=clock.now()))
    return done(Version.objects.filter(data_set__company=company, data_set__name=BOOKS).latest("number"))


def _finished(version: Version, edition: str, officer: User, say: Callable[[str], None]) -> Run:
    runs = Run.objects.filter(version=version, edition=edition)
    if not runs.exists():
        say(f"Running mdd@{edition} over them ...")
        worked(start_run(version, standard="mdd", edition=edition, by=officer, now=clock.now()))
    return done(runs.latest("started_at"))


def _entries(folder: Path) -> list[Entry]:
    """The files of the books; the generator's answers stay out, as a company has none."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    named = [(file, file.relative_to(folder)) for file in files]
    return [_entry(file, str(name)) for file, name in named if name.parts[0] != "truth"]


def _entry(file: Path, name: str) -> Entry:
    return Entry(name=name, size=file.stat().st_size, chunks=lambda: chunks_of(file))


def _summary(version: Version, run: Run) -> str:
    severities = ", ".join(f"{number:,} {severity}" for severity, number in tallies.flagged_by_severity(run))
    kinds = sorted(tallies.kinds(run), key=lambda kind: -kind[1])[:SHOWN_KINDS]
    lines = [
        "",
        f"{version.data_set.name}: {version.rows:,} good rows, {version.rejected:,} in quarantine",
        f"{run.standard}@{run.edition}: {tallies.flagged(run):,} flags ({severities})",
        f"{' ' * len(run.standard + run.edition)}   {tallies.unknown(run):,} unknown",
        *(f"  {number:>8,}  {kind_words(kind)}" for kind, number in kinds),
        "",
    ]
    return "\n".join(lines)


def _sign_in(password: str) -> str:
    company = ", ".join(email for _organisation, _kind, email, _name, _role in PEOPLE)
    scheme = ", ".join(demo_scheme.addresses())
    lines = ["Sign in as one of", f"  {company}", f"  {scheme}", f"Password (new at each start): {password}", ""]
    return "\n".join(lines)
