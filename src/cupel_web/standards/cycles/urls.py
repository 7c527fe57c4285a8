"""Addresses of revision cycles; read before those of editions."""

from django.urls import path

from cupel_web.standards.cycles import keeping, reading

CYCLE = "standards/cycles/<ulid:cycle>/"
ROUND = f"{CYCLE}rounds/<int:number>/"

urlpatterns = [
    path("standards/cycles/", reading.revision_cycles, name="revision_cycles"),
    path(CYCLE, reading.revision_cycle, name="revision_cycle"),
    path(f"{CYCLE}stages/<slug:stage>/<slug:kind>/", keeping.record_stage, name="record_stage"),
    path(ROUND, keeping.set_round, name="set_round"),
    path(f"{ROUND}answers/", keeping.record_answers, name="record_answers"),
    path(f"{CYCLE}waive/<slug:profile>/<slug:rule>/", keeping.waive_rule, name="waive_rule"),
    path("groups/<slug:slug>/cycles/open/", keeping.open_cycle, name="open_cycle"),
    path("groups/<slug:slug>/cycles/reviewed/", keeping.record_review, name="record_review"),
]
