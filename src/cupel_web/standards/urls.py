from django.urls import include, path

from cupel_web.standards import views

EDITION = "standards/<slug:standard>/<str:edition>/"

urlpatterns = [
    path("", include("cupel_web.standards.cycles.urls")),
    path("standards/", views.standards, name="standards"),
    path("standards/<slug:standard>/redline/<str:old>/<str:new>/", views.redline, name="redline"),
    path(EDITION, views.edition, name="edition"),
    path(f"{EDITION}clauses/<ulid:clause>/", views.clause, name="clause"),
]
