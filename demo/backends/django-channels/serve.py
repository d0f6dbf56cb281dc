"""Tables, two people to try with, and daphne: /usr/bin/python3 serve.py --port 8000"""

import argparse
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from daphne.cli import CommandLineInterface  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

from calls.models import Conversation, OpenSocket  # noqa: E402

arguments = argparse.ArgumentParser()
arguments.add_argument("--host", default="127.0.0.1")
arguments.add_argument("--port", default="8000")
chosen = arguments.parse_args()

call_command("migrate", verbosity=0)
if not settings.REDIS_URL:
    OpenSocket.objects.all().delete()  # of the process before this one; those of other nodes stay
if settings.DEMO_LOGIN:
    users = get_user_model().objects
    people = [users.get_or_create(id=id, defaults={"username": name})[0] for id, name in [(1, "Tariq"), (7, "Sara")]]
    Conversation.between(*people)
    if os.environ.get("DEMO_GUEST") == "1":
        users.get_or_create(id=9, defaults={"username": "Guest"})
CommandLineInterface().run(["-b", chosen.host, "-p", chosen.port, "-v", "0", "config.asgi:application"])
