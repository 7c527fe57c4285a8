"""Reads about papers and threads."""

from django.db.models import Count, Max, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.standards import queries as standards
from cupel_web.work.boards import SUBJECTS, Subject, SubjectBoard
from cupel_web.work.models import EmergingIssue, Paper, PaperVersion, Post, Recusal, Thread
from cupel_web.work.queries.reading import Reader, issues_read_by, papers_read_by, threads_read_by

CLAUSE = "clause"


def library(group: Group, reader: Reader, *, text: str = "", visibility: str = "") -> QuerySet[Paper]:
    """Papers of the group that the person may read, newest first: ``current`` holds the newest version alone,
    ``number`` counts versions and ``talk`` threads.
    """
    found = papers_read_by(reader).filter(group=group, title__icontains=text)
    if visibility:
        found = found.filter(visibility=visibility)
    newest = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number").values("pk")[:1]
    current = PaperVersion.objects.filter(pk=Subquery(newest)).select_related("stored").defer("text")
    counted = found.select_related("group").annotate(talk=_number_of(Thread), number=_number_of(PaperVersion))
    return counted.prefetch_related(Prefetch("versions", queryset=current, to_attr="current")).order_by(
        "-filed_at", "-pk"
    )


def _number_of(rows: type[Thread] | type[PaperVersion]) -> Coalesce:
    """How many of these a paper has."""
    found = rows._default_manager.filter(paper=OuterRef("pk")).order_by().values("paper")
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def versions_of(paper: Paper) -> QuerySet[PaperVersion]:
    """Versions of a paper, newest first, without the text kept for search."""
    return paper.versions.select_related("stored", "added_by__profile").defer("text").order_by("-number", "-pk")


def paper_read_by(reader: Reader, slug: str, paper: str) -> Paper:
    """A paper of the group if the person may read it; else 404."""
    return get_object_or_404(
        papers_read_by(reader).select_related("group", "filed_by__profile"), group__slug=slug, public_id=paper
    )


def paper_of(user: User, slug: str, paper: str) -> Paper:
    """A paper of the group for those who may read it; else 404."""
    found = get_object_or_404(Paper.objects.select_related("group"), group__slug=slug, public_id=paper)
    if not user.has_perm("work.read_paper", found):
        raise Http404
    return found


def version_read_by(reader: Reader, slug: str, paper: str, version: str) -> PaperVersion:
    """A version of a paper of the group if the person may read it; else 404."""
    papers = papers_read_by(reader).filter(group__slug=slug, public_id=paper)
    return get_object_or_404(PaperVersion.objects.select_related("stored"), paper__in=papers, public_id=version)


def recusal_from(paper: Paper, recusal: str) -> Recusal:
    """A recusal from the paper that stands; else 404."""
    found = Recusal.objects.select_related("paper__group", "person")
    return get_object_or_404(found, paper=paper, public_id=recusal, ended_at=None)


def threads_of(group: Group, reader: Reader, *, text: str = "") -> QuerySet[Thread]:
    """Threads of the group that the person may read, those with the newest post first."""
    return with_posts(threads_read_by(reader).filter(group=group, title__icontains=text))


def threads_about(subject: str, reader: Reader) -> QuerySet[Thread]:
    """Threads on a record or clause that the person may read."""
    return with_posts(threads_read_by(reader).filter(subject=subject))


def with_posts(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Threads with ``number`` of posts and the moment of the ``latest``, newest first."""
    counted = threads.select_related("group", "paper").annotate(number=Count("posts"), latest=Max("posts__posted_at"))
    return counted.order_by("-latest", "-pk")


def thread_read_by(reader: Reader, thread: str) -> Thread:
    """A thread if the person may read it; else 404."""
    return get_object_or_404(with_posts(threads_read_by(reader)), public_id=thread)


def posts_of(thread: Thread) -> QuerySet[Post]:
    """What was said in a thread, in order, each post with its author."""
    return thread.posts.select_related("author__profile").order_by("number")


def follows(person: User | None, thread: Thread) -> bool:
    """Whether the person gets a mail for each post."""
    return person is not None and thread.follows.filter(person=person, ended_at=None).exists()


def thread_of(user: User, thread: str) -> Thread:
    """A thread for those who may read it; else 404."""
    found = get_object_or_404(Thread.objects.select_related("group", "paper"), public_id=thread)
    if not user.has_perm("work.read_thread", found):
        raise Http404
    return found


def post_of(user: User, thread: str, post: str) -> Post:
    """A post of a thread for those who may read it; else 404."""
    return get_object_or_404(thread_of(user, thread).posts.select_related("thread__group"), public_id=post)


def subject_of(thread: Thread, reader: Reader) -> Subject | None:
    """What the thread is about, as far as this person may read it."""
    if thread.subject_type == CLAUSE:
        key, _at, edition = thread.edition.partition("@")
        return clause_named(key, edition, thread.subject)
    look = SUBJECTS.kinds.get(thread.subject_type)
    return look(reader, thread.subject) if look else None


def clause_named(standard: str, edition: str, uid: str) -> Subject | None:
    """A clause of an edition, if it prints one with this uid."""
    try:
        printed = standards.clause_in(standards.edition_named(standard, edition), uid)
    except Http404:
        return None
    path = reverse("clause", kwargs={"standard": standard, "edition": edition, "clause": uid})
    return Subject(title=f"{standard.upper()} {edition}, {printed.label} {printed.title}", path=path)


def look_for_paper(reader: Reader, public_id: str) -> Subject | None:
    """A paper the person may read."""
    paper = papers_read_by(reader).filter(public_id=public_id).select_related("group").first()
    if paper is None:
        return None
    path = reverse("paper", kwargs={"slug": paper.group.slug, "paper": paper.public_id})
    return Subject(title=paper.title, path=path, record=paper)


def look_for_issue(reader: Reader, public_id: str) -> Subject | None:
    """An emerging issue the person may read."""
    issue = issues_read_by(reader).filter(public_id=public_id).first()
    if issue is None:
        return None
    return Subject(title=issue.title, path=reverse("issue", kwargs={"issue": issue.public_id}), record=issue)


def add_to(board: SubjectBoard) -> None:
    """Let threads be about this room's records."""
    board.add(Paper._meta.label_lower, look_for_paper)
    board.add(EmergingIssue._meta.label_lower, look_for_issue)


def newest_version() -> Subquery:
    """For papers: the row number of the current version."""
    return Subquery(PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-number").values("pk")[:1])
