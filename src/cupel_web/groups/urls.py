"""Addresses of groups."""

from django.urls import path

from cupel_web.groups.views import applications, clocks, keeping, public, seats

urlpatterns = [
    path("groups/", public.groups, name="groups"),
    path("groups/new/", keeping.new_group, name="new_group"),
    path("groups/<slug:slug>/", public.group, name="group"),
    path("groups/<slug:slug>/rules/", public.rules, name="rules"),
    path("groups/<slug:slug>/clocks/", clocks.clocks, name="clocks"),
    path("clocks/", clocks.all_clocks, name="all_clocks"),
    path("groups/<slug:slug>/apply/", public.apply, name="apply"),
    path("groups/<slug:slug>/edit/", keeping.edit_group, name="edit_group"),
    path("groups/<slug:slug>/move/", keeping.move_group, name="move_group"),
    path("groups/<slug:slug>/terms/new/", keeping.new_terms, name="new_terms"),
    path("groups/<slug:slug>/terms/<ulid:terms>/", public.terms, name="terms"),
    path("groups/<slug:slug>/terms/<ulid:terms>/edit/", keeping.edit_terms, name="edit_terms"),
    path("groups/<slug:slug>/terms/<ulid:terms>/approve/", keeping.approve_terms, name="approve_terms"),
    path("groups/<slug:slug>/seats/", seats.seats, name="seats"),
    path("groups/<slug:slug>/seats/new/", seats.new_seat, name="new_seat"),
    path("groups/<slug:slug>/seats/<ulid:seat>/fill/", seats.fill_seat, name="fill_seat"),
    path("groups/<slug:slug>/seats/<ulid:seat>/close/", seats.close_seat, name="close_seat"),
    path("groups/<slug:slug>/tenures/<ulid:tenure>/renew/", seats.renew_tenure, name="renew_tenure"),
    path("groups/<slug:slug>/tenures/<ulid:tenure>/end/", seats.end_tenure, name="end_tenure"),
    path("groups/<slug:slug>/access/", seats.grant_access, name="grant_access"),
    path("groups/<slug:slug>/access/<ulid:access>/end/", seats.end_access, name="end_access"),
    path("groups/<slug:slug>/applications/", applications.applications, name="applications"),
    path("groups/<slug:slug>/applications/<ulid:application>/", applications.application, name="application"),
    path("applications/<str:secret>/", public.my_application, name="my_application"),
]
