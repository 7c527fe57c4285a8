"""Addresses of recommendations."""

from django.urls import path

from cupel_web.recommendations.views import keeping, objectives, public, replies

ONE = "recommendations/<ulid:recommendation>/"
LEG = f"{ONE}way/<ulid:leg>/"

urlpatterns = [
    path("recommendations/", public.recommendations, name="recommendations"),
    path("recommendations/cycles/", public.cycles, name="cycles"),
    path("recommendations/objectives/", objectives.objectives, name="objectives"),
    path("recommendations/objectives/new/", objectives.new_objective, name="new_objective"),
    path("recommendations/objectives/<ulid:objective>/", objectives.reword_objective, name="reword_objective"),
    path("groups/<slug:slug>/recommendations/new/", keeping.new_recommendation, name="new_recommendation"),
    path("groups/<slug:slug>/reviews/new/", keeping.new_review, name="new_review"),
    path(ONE, public.recommendation, name="recommendation"),
    path(f"{ONE}edit/", keeping.edit_recommendation, name="edit_recommendation"),
    path(f"{ONE}submit/", keeping.submit_recommendation, name="submit_recommendation"),
    path(f"{ONE}withdraw/", keeping.withdraw_recommendation, name="withdraw_recommendation"),
    path(f"{ONE}revise/", keeping.revise_recommendation, name="revise_recommendation"),
    path(f"{ONE}send-on/", replies.forward_recommendation, name="forward_recommendation"),
    path(f"{LEG}reply/", replies.reply_recommendation, name="reply_recommendation"),
    path(f"{LEG}pause/", replies.pause_clock, name="pause_clock"),
    path(f"{LEG}resume/", replies.resume_clock, name="resume_clock"),
    path(f"{ONE}follow-ups/new/", keeping.new_follow_up, name="new_follow_up"),
    path(f"{ONE}follow-ups/<ulid:follow_up>/", keeping.finish_follow_up, name="finish_follow_up"),
    path(f"{ONE}conclude/", keeping.conclude_recommendation, name="conclude_recommendation"),
]
