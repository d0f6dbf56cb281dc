"""What may be stored, for whom, and what is fetched. The back end's own records decide, not what a signal says of itself."""

import json
import time

from django.db import IntegrityError, transaction
from django.utils import timezone

from p2p.log import log
from p2p.models import Chat, P2PCall, P2PReader, P2PSignal

OFFER, ANSWER, ICE, END = TYPES = ("webrtc.offer", "webrtc.answer", "webrtc.ice", "webrtc.end")
MAX_PAYLOAD_BYTES = 64 * 1024


class Refused(Exception):
    """Told to the sender by name, never by silence."""

    def __init__(self, status, error, why):
        super().__init__(error)
        self.status, self.error, self.why = status, error, why


def chat_of(user, chat_id):
    try:
        chat = Chat.objects.filter(id=int(chat_id), participants=user).first()
    except (TypeError, ValueError, OverflowError):
        raise Refused(404, "not_found", "chat")
    if chat is not None:
        return chat
    if Chat.objects.filter(id=int(chat_id)).exists():
        raise Refused(403, "forbidden", "not_participant")
    raise Refused(404, "not_found", "chat")


def check(data):
    kind, payload, signal_id = data.get("type"), data.get("payload"), data.get("signal_id")
    if kind not in TYPES:
        raise Refused(400, "invalid", "type")
    if not isinstance(payload, dict):
        raise Refused(400, "invalid", "payload")
    if not isinstance(signal_id, str) or not 0 < len(signal_id) <= 64:
        raise Refused(400, "invalid", "signal_id")
    if len(json.dumps(payload)) > MAX_PAYLOAD_BYTES:
        raise Refused(413, "too_large", "payload")
    return kind, payload, signal_id


def may(user, chat, kind, payload):
    """Before the answer only the caller offers and only others answer; in a call both may offer anew."""
    call_id = payload.get("call_id")
    if not isinstance(call_id, str) or not 0 < len(call_id) <= 255:
        return  # an older client
    if kind == OFFER and not payload.get("purpose"):
        call, _ = P2PCall.objects.get_or_create(call_id=call_id, defaults={"chat": chat, "caller": user})
    else:
        call = P2PCall.objects.filter(call_id=call_id).first()
    if call is None or call.chat_id != chat.id:
        raise Refused(404, "not_found", "call")
    if kind == END:
        # others of the same person hear that it was answered or declined: no end of the call
        if not str(payload.get("reason", "")).endswith("_elsewhere"):
            P2PCall.objects.filter(id=call.id).update(status=P2PCall.ENDED)
            P2PSignal.settle(call_id=call_id)
        return
    if call.status == P2PCall.ENDED:
        raise Refused(410, "expired", "call")
    is_caller = call.caller_id == user.id
    if call.status == P2PCall.RINGING and kind in (OFFER, ANSWER) and is_caller != (kind == OFFER):
        raise Refused(403, "forbidden", "role")
    if kind == ANSWER and not is_caller and payload.get("answer"):
        P2PCall.objects.filter(id=call.id, status=P2PCall.RINGING).update(status=P2PCall.ACTIVE)
        P2PSignal.settle(call_id=call_id, receiver=user, type=OFFER)


def send(user, data):
    """Stores a row for each receiver. A second time with the same signal_id it is the same signal."""
    chat = chat_of(user, data.get("chat_id"))
    kind, payload, signal_id = check(data)
    may(user, chat, kind, payload)
    receivers = chat.participants.exclude(id=user.id)
    to = payload.get("to_profile_id")
    if to is not None:
        receivers = receivers.filter(id=to) if str(to).isdigit() else receivers.none()
    if kind == OFFER and not payload.get("purpose"):  # in a call the other side may be changing pages
        receivers = receivers.filter(id__in=P2PReader.here(chat).values("user"))
    signals = [store(user, receiver, chat, kind, payload, signal_id) for receiver in receivers]
    fields = {"signal": kind, "sender": user.id, "chat": chat.id, "stored_for": len(signals)}
    log("P2P_SEND", "Signal stored", payload.get("call_id"), **fields)
    return signals


def store(user, receiver, chat, kind, payload, signal_id):
    key = {"sender": user, "receiver": receiver, "signal_id": signal_id}
    try:
        with transaction.atomic():
            call_id = payload.get("call_id")
            known = call_id if isinstance(call_id, str) else ""
            return P2PSignal.objects.create(chat=chat, type=kind, payload=payload, call_id=known[:255], **key)
    except IntegrityError:
        return P2PSignal.objects.get(**key)


SEEN_EVERY = 20  # seconds: not a row written for each poll
seen_at = {}


def seen(user, chat, is_new):
    key, now = (user.id, chat.id), time.monotonic()
    if not is_new and now - seen_at.get(key, -SEEN_EVERY) < SEEN_EVERY:
        return
    seen_at[key] = now
    P2PReader.seen(*key)


def fetch(user, chat_id, after):
    """At most PAGE signals, and whether there are more."""
    chat = chat_of(user, chat_id)
    seen(user, chat, after is None)
    waiting = P2PSignal.waiting(user.id, chat.id, after).select_related("sender")
    found = list(waiting[: P2PSignal.PAGE + 1])
    signals, more = found[: P2PSignal.PAGE], len(found) > P2PSignal.PAGE
    if after is not None:
        signals = list(P2PSignal.late(user.id, chat.id, after).select_related("sender")[: P2PSignal.PAGE]) + signals
    for signal in signals:
        about = {"signal": signal.type, "user": user.id, "chat": chat.id}
        log("P2P_GET", "Retrieved", signal.payload.get("call_id"), **about)
    return signals, more


def cursor_of(user, chat_id):
    """The last signal of this reader that there is: what a page that comes anew has not missed."""
    newest = P2PSignal.objects.filter(receiver=user, chat_id=chat_id).order_by("-id")
    return newest.values_list("id", flat=True).first() or 0


def acknowledge(user, chat_id, ids):
    if not isinstance(ids, list) or len(ids) > 500 or not all(isinstance(id, int) for id in ids):
        raise Refused(400, "invalid", "ids")
    chat = chat_of(user, chat_id)
    mine = P2PSignal.objects.filter(id__in=ids, receiver=user, chat=chat, is_consumed=False)
    return mine.update(is_consumed=True, consumed_at=timezone.now())


def number(text):
    """A cursor as it stands in an address; None: the page has none yet."""
    if text is None or text == "":
        return None
    if not text.isdigit() or len(text) > 18:
        raise Refused(400, "invalid", "after")
    return int(text)
