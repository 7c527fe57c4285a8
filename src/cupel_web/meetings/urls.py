"""Addresses of meetings, calendars and the feed."""

from django.urls import path

from cupel_web.meetings.views import agenda, attending, calendars, keeping, reading, writing

GROUP = "groups/<slug:slug>/"
MEETING = f"{GROUP}meetings/<ulid:meeting>/"
ITEM = f"{MEETING}items/<ulid:item>/"
MINUTES = f"{MEETING}minutes/<ulid:minutes>/"

urlpatterns = [
    path(f"{GROUP}feed.atom", reading.group_feed, name="group_feed"),
    path(f"{GROUP}meetings/", reading.meetings, name="meetings"),
    path(f"{GROUP}meetings.ics", reading.group_calendar, name="group_calendar"),
    path(f"{GROUP}meetings/new/", keeping.convene_meeting, name="convene_meeting"),
    path(MEETING, reading.meeting, name="meeting"),
    path(f"{MEETING}meeting.ics", reading.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}move/", keeping.move_meeting, name="move_meeting"),
    path(f"{MEETING}cancel/", keeping.cancel_meeting, name="cancel_meeting"),
    path(f"{MEETING}answer/", attending.answer_invitation, name="answer_invitation"),
    path(f"{MEETING}attendance/", attending.attendance, name="attendance"),
    path(f"{MEETING}notice/", attending.give_notice, name="give_notice"),
    path(f"{MEETING}agenda/", agenda.order_agenda, name="order_agenda"),
    path(f"{MEETING}items/new/", agenda.new_item, name="new_item"),
    path(f"{ITEM}edit/", agenda.edit_item, name="edit_item"),
    path(f"{ITEM}remove/", agenda.remove_item, name="remove_item"),
    path(f"{ITEM}take-up/", agenda.take_up_item, name="take_up_item"),
    path(f"{ITEM}declare/", agenda.declare_in_item, name="declare_in_item"),
    path(f"{ITEM}decide/", attending.decide_item, name="decide_item"),
    path(f"{ITEM}take-on/", attending.take_on, name="take_on"),
    path(f"{MEETING}minutes/new/", writing.new_minutes, name="new_minutes"),
    path(MINUTES, reading.minutes, name="minutes"),
    path(f"{MINUTES}items/<ulid:item>/", writing.write_minutes, name="write_minutes"),
    path(f"{MINUTES}circulate/", writing.circulate_minutes, name="circulate_minutes"),
    path(f"{MINUTES}comment/", writing.comment_minutes, name="comment_minutes"),
    path(f"{MINUTES}approve/", writing.approve_minutes, name="approve_minutes"),
    path("competition-notice/", reading.competition_notice, name="competition_notice"),
    path("competition-notice/new/", keeping.publish_competition_notice, name="publish_competition_notice"),
    path("me/calendar/", calendars.my_calendar, name="my_calendar"),
    path("calendars/<str:secret>.ics", calendars.personal_calendar, name="personal_calendar"),
]
