from django.urls import include, path, register_converter

from cupel_web.kernel.converters import UlidConverter

register_converter(UlidConverter, "ulid")

urlpatterns = [
    path("", include("cupel_web.kernel.urls")),
    path("", include("cupel_web.notices.urls")),
    path("", include("cupel_web.people.urls")),
    path("", include("cupel_web.groups.urls")),
    path("", include("cupel_web.publication.urls")),
    path("", include("cupel_web.standards.urls")),
    path("", include("cupel_web.drafting.urls")),
    path("", include("cupel_web.regulations.urls")),
    path("", include("cupel_web.work.urls")),
    path("", include("cupel_web.meetings.urls")),
    path("", include("cupel_web.diligence.urls")),
    path("", include("cupel_web.screening.urls")),
    path("", include("cupel_web.decisions.urls")),
    path("", include("cupel_web.consultations.urls")),
    path("", include("cupel_web.recommendations.urls")),
    path("", include("cupel_web.portal.urls")),
    path("", include("cupel_web.api.urls")),
]
handler403 = "cupel_web.kernel.views.permission_denied"
handler404 = "cupel_web.kernel.views.page_not_found"
handler500 = "cupel_web.kernel.views.server_error"
