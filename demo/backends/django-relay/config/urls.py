from django.urls import path

from p2p import views

urlpatterns = [
    path("api/p2p/send-signal/", views.send_signal),
    path("api/p2p/<int:chat_id>/signals/", views.get_signals),
    path("api/p2p/<int:chat_id>/ack/", views.ack),
    path("login/", views.demo_login),
    path("healthz", views.healthz),
]
