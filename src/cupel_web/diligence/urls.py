from django.urls import path

from cupel_web.diligence import views

COMPANY = "companies/<ulid:company>/"
RUN = f"{COMPANY}runs/<ulid:run>/"

urlpatterns = [
    path(f"{COMPANY}data/", views.data_sets, name="data_sets"),
    path(f"{COMPANY}data/upload/", views.upload, name="upload"),
    path(f"{COMPANY}data/<ulid:data_set>/", views.data_set, name="data_set"),
    path(f"{COMPANY}data/<ulid:data_set>/replace/", views.replace, name="replace"),
    path(f"{COMPANY}versions/<ulid:version>/", views.version, name="version"),
    path(f"{COMPANY}versions/<ulid:version>/progress/", views.version_progress, name="version_progress"),
    path(f"{COMPANY}versions/<ulid:version>/quarantine/", views.quarantine, name="quarantine"),
    path(f"{COMPANY}versions/<ulid:version>/correct/", views.correct, name="correct"),
    path(f"{COMPANY}versions/<ulid:version>/run/", views.start_run, name="start_run"),
    path(f"{COMPANY}runs/", views.runs, name="runs"),
    path(f"{COMPANY}compare/", views.compare, name="compare"),
    path(RUN, views.run, name="run"),
    path(f"{RUN}progress/", views.run_progress, name="run_progress"),
    path(f"{RUN}flags/", views.findings, name="findings"),
    path(f"{RUN}flags/<str:finding>/", views.finding, name="finding"),
    path(f"{RUN}origins/", views.origins, name="origins"),
    path(f"{RUN}unknowns/", views.unknowns, name="unknowns"),
    path(f"{RUN}report/", views.report, name="report"),
    path(f"{RUN}files/<str:output>", views.download, name="download"),
]
