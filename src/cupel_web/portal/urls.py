from django.urls import path

from cupel_web.portal import views

urlpatterns = [path("", views.home, name="home")]
