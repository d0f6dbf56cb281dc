"""manage.py cleanup_signals: every minute from cron, or with --every 60 as a service."""

import time

from django.core.management.base import BaseCommand

from p2p.models import P2PSignal


class Command(BaseCommand):
    help = "Deletes consumed signals after a minute and stale ones after five."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, default=0, help="seconds; 0: once")

    def handle(self, *args, every, **options):
        while True:
            self.stdout.write(f"[P2P_CLEANUP] deleted {P2PSignal.cleanup()}")
            if not every:
                return
            time.sleep(every)
