from django.urls import path

from calls import views

urlpatterns = [
    path("calls/initiate/", views.initiate),
    path("login/", views.demo_login),
    path("healthz", views.healthz),
]
