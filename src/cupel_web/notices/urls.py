from django.urls import path

from cupel_web.notices import views

urlpatterns = [path("me/mail/", views.my_mail, name="my_mail")]
