"""Who is in which chat, what waits for whom, and which calls there are."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

User = settings.AUTH_USER_MODEL


class Chat(models.Model):
    participants = models.ManyToManyField(User, related_name="p2p_chats")


class P2PCall(models.Model):
    """What is needed to know who may say what, and to whom it goes. The call itself lives in the browsers."""

    RINGING, ACTIVE, ENDED = "ringing", "active", "ended"

    call_id = models.CharField(max_length=255, unique=True)
    chat = models.ForeignKey(Chat, on_delete=models.CASCADE)
    caller = models.ForeignKey(User, on_delete=models.CASCADE, related_name="p2p_calls_made")
    # none where the caller's page does not say whom it calls: then all of the chat
    callee = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="p2p_calls_received")
    status = models.CharField(max_length=7, default=RINGING)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)


class P2PReader(models.Model):
    """Somebody who fetches a chat's signals, or listens for them: whom it is worth ringing for."""

    # pages in the background fetch once a minute
    GONE_AFTER = timedelta(seconds=90)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="p2p_reads")
    chat = models.ForeignKey(Chat, on_delete=models.CASCADE)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "chat"], name="p2p_reader_once")]

    @classmethod
    def seen(cls, user_id, chat_id):
        now = timezone.now()
        if not cls.objects.filter(user_id=user_id, chat_id=chat_id).update(seen_at=now):
            cls.objects.get_or_create(user_id=user_id, chat_id=chat_id, defaults={"seen_at": now})

    @classmethod
    def here(cls, chat):
        return cls.objects.filter(chat=chat, seen_at__gt=timezone.now() - cls.GONE_AFTER)


class P2PSignal(models.Model):
    """One row for each receiver, so that nobody consumes what another has not seen."""

    DELIVERED_FOR = timedelta(seconds=30)
    # A transaction with a smaller id may end after one with a greater id was fetched.
    LATE = timedelta(seconds=5)
    CONSUMED_KEPT = timedelta(minutes=1)
    STALE_KEPT = timedelta(minutes=5)
    CALLS_KEPT = timedelta(days=1)
    PAGE = 50

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE)
    sender = models.ForeignKey(User, on_delete=models.CASCADE, related_name="p2p_sent")
    receiver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="p2p_received")
    type = models.CharField(max_length=32)
    call_id = models.CharField(max_length=255, blank=True)
    payload = models.JSONField()
    signal_id = models.CharField(max_length=64)
    is_consumed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    consumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # a send that is tried again is stored once
            models.UniqueConstraint(fields=["sender", "signal_id", "receiver"], name="p2p_signal_once"),
        ]
        indexes = [
            models.Index(fields=["receiver", "chat", "id"], name="p2p_signal_fetch"),
            models.Index(fields=["call_id"], name="p2p_signal_call"),
        ]

    @classmethod
    def waiting(cls, receiver_id, chat_id, after):
        """
        After a page's own cursor: everything, also what another page of the same person has confirmed. For a page that
        comes anew (`after` is None): what nobody has confirmed.
        """
        now = timezone.now()
        fresh = cls.objects.filter(receiver_id=receiver_id, chat_id=chat_id, created_at__gt=now - cls.DELIVERED_FOR)
        if after is None:
            return fresh.filter(is_consumed=False).order_by("id")
        return fresh.filter(id__gt=after).order_by("id")

    @classmethod
    def late(cls, receiver_id, chat_id, after):
        """What was stored while the page fetched what came after it. Pages count each signal once, so a few may come twice."""
        recent = Q(is_consumed=False, created_at__gt=timezone.now() - cls.LATE, id__lte=after)
        return cls.objects.filter(recent, receiver_id=receiver_id, chat_id=chat_id).order_by("id")

    @classmethod
    def settle(cls, **which):
        """Over and done with: pages that come anew do not ring for it. Those that are here fetch on in order."""
        cls.objects.filter(is_consumed=False, **which).update(is_consumed=True, consumed_at=timezone.now())

    @classmethod
    def cleanup(cls):
        now = timezone.now()
        consumed = Q(is_consumed=True, consumed_at__lt=now - cls.CONSUMED_KEPT)
        stale = Q(created_at__lt=now - cls.STALE_KEPT)
        count, _ = cls.objects.filter(consumed | stale).delete()
        P2PCall.objects.filter(created_at__lt=now - cls.CALLS_KEPT).delete()
        return count

    def to_wire(self, previous=None):
        about = {} if previous is None else {"previous": previous}
        return {
            "id": self.id,
            **about,
            "type": self.type,
            "payload": self.payload,
            "sender_id": str(self.sender_id),
            "sender_name": self.sender.get_username(),
            "created_at": self.created_at.isoformat(),
        }
