"""Addresses of consultations."""

from django.urls import path, register_converter

from cupel.consultation import GENERAL
from cupel_web.consultations.converters import MoveConverter, TemplateConverter
from cupel_web.consultations.views import commenting, deciding, desk, files, inside, public, running, sending

register_converter(TemplateConverter, "template")
register_converter(MoveConverter, "move")

ONE = "consultations/<ulid:consultation>/"
MINE = "consultations/mine/<str:secret>/"
KEYED = "consultations/keyed/<ulid:submission>/"
COMMENT = "consultations/comments/<ulid:comment>/"

urlpatterns = [
    path("consultations/", public.consultations, name="consultations"),
    path("consultations/keep/", public.keep_text, name="keep_text"),
    path("groups/<slug:slug>/consultations/", public.group_consultations, name="group_consultations"),
    path("groups/<slug:slug>/consultations/new/", running.new_consultation, name="new_consultation"),
    path(ONE, public.consultation, name="consultation"),
    path(f"{ONE}text/", public.text, name="consulted_text"),
    path(f"{ONE}general/", commenting.comment, {"clause": GENERAL}, name="comment_in_general"),
    path(f"{ONE}clauses/<ulid:clause>/", commenting.comment, name="comment_on_clause"),
    path(f"{ONE}template.<template:suffix>", public.template, name="comment_template"),
    path(f"{ONE}upload/", files.first_upload, name="first_upload"),
    path(f"{ONE}feedback/", public.feedback, name="feedback"),
    path(f"{ONE}change/", running.change_consultation, name="change_consultation"),
    path(f"{ONE}questions/new/", running.new_question, name="new_consultation_question"),
    path("consultations/questions/<ulid:question>/drop/", running.drop_question, name="drop_consultation_question"),
    path(f"{ONE}announce/", running.announce, name="announce_consultation"),
    path(f"{ONE}extend/", running.extend, name="extend_consultation"),
    path(f"{ONE}step/", running.take_step, name="step_consultation"),
    path(f"{ONE}comments/", inside.all_comments, name="consultation_comments"),
    path(f"{ONE}key/", inside.key_submission, name="key_submission"),
    path(COMMENT, inside.comment, name="consultation_comment"),
    path(f"{COMMENT}place/", inside.place_comment, name="place_comment"),
    path(f"{COMMENT}propose/", deciding.propose, name="propose_disposition"),
    path(f"{COMMENT}assign/", deciding.assign, name="assign_comment"),
    path(f"{COMMENT}release/", deciding.release, name="release_comment"),
    path(f"{COMMENT}<move:step>/", deciding.move, name="move_comment"),
    path(f"{ONE}decide/", deciding.decide_many, name="decide_many"),
    path(f"{ONE}decide/<move:step>/", deciding.move_many, name="move_many"),
    path("consultations/attachments/<ulid:attachment>/", inside.read_attachment, name="comment_attachment"),
    path("consultations/replies/<str:token>/", deciding.replies, name="comment_replies"),
    path(MINE, desk.my_submission, name="my_submission"),
    path(f"{MINE}who/", desk.my_describe, name="my_describe"),
    path(f"{MINE}comments/new/", desk.my_new_comment, name="my_new_comment"),
    path(f"{MINE}comments/<ulid:draft>/", desk.my_draft, name="my_draft"),
    path(f"{MINE}comments/<ulid:draft>/delete/", desk.my_drop_draft, name="my_drop_draft"),
    path(f"{MINE}sent/<ulid:comment>/change/", desk.my_take_up, name="my_take_up"),
    path(f"{MINE}sent/<ulid:comment>/answer/", deciding.my_answer, name="my_answer"),
    path(f"{MINE}place/", desk.my_place_drafts, name="my_place_drafts"),
    path(f"{MINE}template.<template:suffix>", desk.my_template, name="my_template"),
    path(f"{MINE}export/", desk.my_export, name="my_export"),
    path(f"{MINE}forget/", desk.my_forget_here, name="my_forget_here"),
    path(f"{MINE}upload/", files.my_upload, name="my_upload"),
    path(f"{MINE}files/<ulid:imported>/", files.my_imported, name="my_imported"),
    path(f"{MINE}attach/", files.my_attach, name="my_attach"),
    path(f"{MINE}attachments/<ulid:attachment>/", files.my_attachment, name="my_attachment"),
    path(f"{MINE}attachments/<ulid:attachment>/remove/", files.my_detach, name="my_detach"),
    path(f"{MINE}send/", sending.my_send, name="my_send"),
    path(f"{MINE}confirm/", sending.my_confirm, name="my_confirm"),
    path(f"{MINE}withdraw/", sending.my_withdraw, name="my_withdraw"),
    path(KEYED, desk.keyed_submission, name="keyed_submission"),
    path(f"{KEYED}who/", desk.keyed_describe, name="keyed_describe"),
    path(f"{KEYED}comments/new/", desk.keyed_new_comment, name="keyed_new_comment"),
    path(f"{KEYED}comments/<ulid:draft>/", desk.keyed_draft, name="keyed_draft"),
    path(f"{KEYED}comments/<ulid:draft>/delete/", desk.keyed_drop_draft, name="keyed_drop_draft"),
    path(f"{KEYED}sent/<ulid:comment>/change/", desk.keyed_take_up, name="keyed_take_up"),
    path(f"{KEYED}place/", desk.keyed_place_drafts, name="keyed_place_drafts"),
    path(f"{KEYED}template.<template:suffix>", desk.keyed_template, name="keyed_template"),
    path(f"{KEYED}export/", desk.keyed_export, name="keyed_export"),
    path(f"{KEYED}upload/", files.keyed_upload, name="keyed_upload"),
    path(f"{KEYED}files/<ulid:imported>/", files.keyed_imported, name="keyed_imported"),
    path(f"{KEYED}attach/", files.keyed_attach, name="keyed_attach"),
    path(f"{KEYED}attachments/<ulid:attachment>/", files.keyed_attachment, name="keyed_attachment"),
    path(f"{KEYED}attachments/<ulid:attachment>/remove/", files.keyed_detach, name="keyed_detach"),
    path(f"{KEYED}send/", sending.keyed_send, name="keyed_send"),
]
