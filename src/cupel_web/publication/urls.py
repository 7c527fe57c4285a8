"""Addresses of publication; those of editions are permanent."""

from django.urls import path

from cupel_web.publication.views import archive, publishing

DRAFT = "drafts/<ulid:draft>/"
EDITION = "standards/<slug:standard>/<str:edition>/publication/"

urlpatterns = [
    path(f"{DRAFT}final/", publishing.final_draft, name="final_draft"),
    path(f"{DRAFT}final/<slug:document>/", publishing.final_document, name="final_document"),
    path(f"{DRAFT}ask/", publishing.ask_owners, name="ask_owners"),
    path(f"{DRAFT}publish/", publishing.publish_edition, name="publish_edition"),
    path("standards/publications/", archive.publications, name="publications"),
    path("standards/publications.atom", archive.publications_feed, name="publications_feed"),
    path(EDITION, archive.publication, name="publication"),
    path(f"{EDITION}<slug:document>/", archive.published_file, name="published_file"),
]
