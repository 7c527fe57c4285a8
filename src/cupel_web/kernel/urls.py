from django.urls import path

from cupel_web.kernel import views

urlpatterns = [
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
    path("metrics", views.measurements, name="metrics"),
    path("theme/", views.theme, name="theme"),
    path("events/", views.events, name="events"),
    path("language/", views.language, name="language"),
]
