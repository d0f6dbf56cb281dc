"""The views, and with Channels the event stream and the WebSocket. Only pages of ALLOWED_HOSTS open a socket."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()  # first: what follows imports models

from django.conf import settings  # noqa: E402

if settings.PUSH:
    from channels.auth import AuthMiddlewareStack
    from channels.routing import ProtocolTypeRouter, URLRouter
    from channels.security.websocket import AllowedHostsOriginValidator
    from django.urls import path, re_path

    from p2p.push import SignalSocket, SignalStream

    streams = [path("api/p2p/<int:chat_id>/events/", AuthMiddlewareStack(SignalStream.as_asgi())), re_path("", application)]
    sockets = [path("ws/p2p/<int:chat_id>/", SignalSocket.as_asgi())]
    application = ProtocolTypeRouter(
        {
            "http": URLRouter(streams),
            "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(sockets))),
        }
    )
