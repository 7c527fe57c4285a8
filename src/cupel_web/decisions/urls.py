"""Addresses of decisions."""

from django.urls import path

from cupel_web.decisions.views import ballots, matrices, objections, positions

GROUP = "groups/<slug:slug>/decisions/"
OBJECTION = f"{GROUP}objections/<ulid:objection>/"

urlpatterns = [
    path(GROUP, ballots.ballots, name="ballots"),
    path(f"{GROUP}new/", ballots.new_ballot, name="new_ballot"),
    path(f"{GROUP}<ulid:ballot>/", ballots.ballot, name="ballot"),
    path(f"{GROUP}<ulid:ballot>/close/", ballots.close_ballot, name="close_ballot"),
    path(f"{GROUP}<ulid:ballot>/void/", ballots.void_ballot, name="void_ballot"),
    path(f"{GROUP}seats/<ulid:elector>/", positions.take_position, name="take_position"),
    path(f"{GROUP}seats/<ulid:elector>/recuse/", positions.recuse_seat, name="recuse_seat"),
    path(OBJECTION, objections.objection, name="objection"),
    path(f"{OBJECTION}propose/", objections.propose_resolution, name="propose_resolution"),
    path(f"{OBJECTION}answer/", objections.answer_resolution, name="answer_resolution"),
    path(f"{OBJECTION}withdraw/", objections.withdraw_objection, name="withdraw_objection"),
    path(f"{OBJECTION}overrule/", objections.overrule_objection, name="overrule_objection"),
    path(f"{OBJECTION}pause/", objections.pause_objection, name="pause_objection"),
    path(f"{OBJECTION}resume/", objections.resume_objection, name="resume_objection"),
    path(f"{OBJECTION}appeal/", objections.appeal_objection, name="appeal_objection"),
    path(f"{OBJECTION}appeal/decide/", objections.decide_appeal, name="decide_appeal"),
    path("approvals/", matrices.matrices, name="matrices"),
    path("approvals/new/", matrices.new_matrix, name="new_matrix"),
    path("approvals/<ulid:matrix>/", matrices.matrix, name="matrix"),
    path("approvals/<ulid:matrix>/content/", matrices.set_content, name="set_content"),
    path("approvals/<ulid:matrix>/effective/", matrices.set_effective, name="set_effective"),
    path("approvals/<ulid:matrix>/owners/<ulid:owner>/", matrices.give_word, name="give_word"),
    path("approvals/<ulid:matrix>/owners/<ulid:owner>/procedure/", matrices.describe_procedure, name="own_procedure"),
]
