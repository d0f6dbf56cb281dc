"""What is in the table: manage.py inspect_signals [--user 7] [--call <call_id>]. Never what a signal says."""

from django.core.management.base import BaseCommand
from django.db.models import Count, Q
from django.utils import timezone

from p2p.models import P2PReader, P2PSignal


class Command(BaseCommand):
    help = "Counts stored signals, in all and for each reader, and lists those of one reader or one call."

    def add_arguments(self, parser):
        parser.add_argument("--user", type=int, help="list the signals for this reader")
        parser.add_argument("--call", help="list the signals of this call")

    def handle(self, *args, user=None, call=None, **options):
        fresh = Q(created_at__gt=timezone.now() - P2PSignal.DELIVERED_FOR)
        counts = {
            "total": Count("id"),
            "recent": Count("id", filter=fresh),
            "unconsumed": Count("id", filter=Q(is_consumed=False)),
            "waiting": Count("id", filter=fresh & Q(is_consumed=False)),
        }
        signals = P2PSignal.objects.order_by("id")
        self.line("all", **signals.aggregate(**counts))
        for row in signals.order_by("receiver").values("receiver").annotate(**counts):
            seen = P2PReader.objects.filter(user=row["receiver"]).order_by("-seen_at").first()
            row["fetched"] = f"{age(seen.seen_at)} s ago" if seen else "never"
            self.line("reader", **row)
        if user is not None or call is not None:
            chosen = {"receiver": user} if call is None else {"call_id": call}
            for signal in signals.filter(**chosen):
                about = {"type": signal.type, "call_id": signal.call_id, "chat": signal.chat_id}
                ends = {"sender": signal.sender_id, "reader": signal.receiver_id}
                self.line("signal", id=signal.id, **about, **ends, age=f"{age(signal.created_at)} s", consumed=signal.is_consumed)

    def line(self, what, **fields):
        self.stdout.write(" ".join([what, *(f"{name}={ascii(value) if isinstance(value, str) else value}" for name, value in fields.items())]))


def age(moment):
    return int((timezone.now() - moment).total_seconds())
