"""Tables, two people to try with, and a server: /usr/bin/python3 serve.py --port 8000"""

import argparse
import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

from p2p.models import Chat  # noqa: E402

arguments = argparse.ArgumentParser()
arguments.add_argument("--host", default="127.0.0.1")
arguments.add_argument("--port", default="8000")
chosen = arguments.parse_args()


def pair(names):
    people = [get_user_model().objects.get_or_create(id=id, defaults={"username": name})[0] for id, name in names]
    if not Chat.objects.filter(participants=people[0]).filter(participants=people[1]).exists():
        Chat.objects.create().participants.set(people)


call_command("migrate", verbosity=0)
if settings.DEMO_LOGIN:
    pair([(1, "Tariq"), (7, "Sara")])
    if os.environ.get("DEMO_GUEST") == "1":  # a chat of three
        guest, _ = get_user_model().objects.get_or_create(id=9, defaults={"username": "Guest"})
        Chat.objects.get(participants=7).participants.add(guest)
    # a chat and two people each, for load.py: user 1001 and 1002 are in chat 2, and so on
    for n in range(int(os.environ.get("DEMO_PAIRS", "0"))):
        pair([(1001 + 2 * n, f"user{1001 + 2 * n}"), (1002 + 2 * n, f"user{1002 + 2 * n}")])

cleanup = threading.Thread(target=call_command, args=["cleanup_signals"], kwargs={"every": 60}, daemon=True)
cleanup.start()

if settings.PUSH:
    from daphne.cli import CommandLineInterface

    CommandLineInterface().run(["-b", chosen.host, "-p", chosen.port, "-v", "0", "config.asgi:application"])
else:
    call_command("runserver", f"{chosen.host}:{chosen.port}", "--noreload")
