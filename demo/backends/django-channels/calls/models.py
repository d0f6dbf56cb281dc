"""Who talks with whom, who calls whom, and who is there."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

User = settings.AUTH_USER_MODEL


class Conversation(models.Model):
    members = models.ManyToManyField(User, related_name="conversations")

    @classmethod
    def between(cls, a, b):
        found = cls.objects.filter(members=a).filter(members=b).order_by("id").first()
        if found is None:
            found = cls.objects.create()
            found.members.set([a, b])
        return found


class Call(models.Model):
    RINGING, ACTIVE, ENDED = "ringing", "active", "ended"

    caller = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calls_made")
    receiver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calls_received")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="calls")
    call_type = models.CharField(max_length=5, choices=[("voice", "voice"), ("video", "video")])
    status = models.CharField(max_length=7, default=RINGING)
    end_reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def peer_of(self, user_id):
        """The other side's id; None for somebody who is not in this call."""
        return {self.caller_id: self.receiver_id, self.receiver_id: self.caller_id}.get(user_id)

    def answer(self):
        if self.status == self.RINGING:
            self.status, self.answered_at = self.ACTIVE, timezone.now()
            self.save(update_fields=["status", "answered_at"])

    def end(self, reason):
        if self.status != self.ENDED:
            self.status, self.end_reason, self.ended_at = self.ENDED, reason[:40], timezone.now()
            self.save(update_fields=["status", "end_reason", "ended_at"])


class OpenSocket(models.Model):
    """A global socket of somebody. In the database, because a channel layer cannot be asked who is in a group."""

    SEEN_EVERY = 30  # seconds
    GONE_AFTER = timedelta(seconds=90)  # the process that had it died

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    channel = models.CharField(max_length=200, unique=True)
    seen_at = models.DateTimeField()

    @classmethod
    def seen(cls, user_id, channel):
        cls.objects.update_or_create(channel=channel, defaults={"user_id": user_id, "seen_at": timezone.now()})

    @classmethod
    def is_online(cls, user_id):
        return cls.objects.filter(user_id=user_id, seen_at__gt=timezone.now() - cls.GONE_AFTER).exists()
