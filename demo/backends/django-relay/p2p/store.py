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
    if not isinstance(signal_id, str) or not 0 < len(signal_id) <= 64 or not signal_id.isprintable():
        raise Refused(400, "invalid", "signal_id")
    try:
        text = json.dumps(payload, allow_nan=False)
    except ValueError:
        raise Refused(400, "invalid", "payload")
    if "\\u0000" in text:  # which not every database stores
        raise Refused(400, "invalid", "payload")
    if len(text) > MAX_PAYLOAD_BYTES:
        raise Refused(413, "too_large", "payload")
    return kind, payload, signal_id


def call_id_of(payload):
    """As text, however it came; `""` where an older client names no call."""
    call_id = payload.get("call_id")
    if call_id is None:
        return ""
    if not isinstance(call_id, (str, int)) or len(str(call_id)) > 255 or not str(call_id).isprintable():
        raise Refused(400, "invalid", "call_id")
    return str(call_id)


def others_of(user, chat, payload):
    """Whom it is for: the one that it names, else all others of the chat."""
    to = payload.get("to_profile_id")
    others = chat.participants.exclude(id=user.id)
    if to is None:
        return others
    return others.filter(id=to) if str(to).isdecimal() and len(str(to)) < 19 else others.none()


def call_of(user, chat, kind, payload, call_id):
    """The call's record, which an invitation makes. Others of the chat than its two have no part in it."""
    if kind == OFFER and not payload.get("purpose"):
        named = payload.get("to_profile_id") is not None
        callee = others_of(user, chat, payload).first() if named else None
        fields = {"chat": chat, "caller": user, "callee": callee}
        call, _ = P2PCall.objects.get_or_create(call_id=call_id, defaults=fields)
    else:
        call = P2PCall.objects.filter(call_id=call_id).first()
    if call is None or call.chat_id != chat.id:
        raise Refused(404, "not_found", "call")
    if call.callee_id and user.id not in (call.caller_id, call.callee_id):
        raise Refused(404, "not_found", "call")
    return call


def check_role(user, call, kind, payload):
    """Before the answer only the caller offers and only the callee answers; in a call both may offer anew."""
    call_id = call.call_id
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
    call_id = call_id_of(payload)
    receivers = others_of(user, chat, payload)
    if call_id:
        call = call_of(user, chat, kind, payload, call_id)
        check_role(user, call, kind, payload)
        if call.callee_id:  # whatever the signal says of it
            receivers = chat.participants.filter(id=call.callee_id if user.id == call.caller_id else call.caller_id)
    if kind == OFFER and not payload.get("purpose"):  # in a call the other side may be changing pages
        receivers = receivers.filter(id__in=P2PReader.here(chat).values("user"))
    about = {"chat": chat, "type": kind, "call_id": call_id, "payload": payload}
    signals = [store({"sender": user, "receiver": receiver, "signal_id": signal_id}, about) for receiver in receivers]
    fields = {"signal": kind, "sender": user.id, "chat": chat.id, "stored_for": len(signals)}
    log("P2P_SEND", "Signal stored", call_id or None, **fields)
    return signals


def store(key, about):
    try:
        with transaction.atomic():
            return P2PSignal.objects.create(**key, **about)
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
        log("P2P_GET", "Retrieved", signal.call_id or None, **about)
    return signals, more


def cursor_of(user, chat_id):
    """The last signal of this reader that there is: what a page that comes anew has not missed."""
    newest = P2PSignal.objects.filter(receiver=user, chat_id=chat_id).order_by("-id")
    return newest.values_list("id", flat=True).first() or 0


def acknowledge(user, chat_id, ids):
    if not isinstance(ids, list) or len(ids) > 500 or not all(isinstance(id, int) and abs(id) < 2**63 for id in ids):
        raise Refused(400, "invalid", "ids")
    chat = chat_of(user, chat_id)
    mine = P2PSignal.objects.filter(id__in=ids, receiver=user, chat=chat, is_consumed=False)
    return mine.update(is_consumed=True, consumed_at=timezone.now())


def number(text):
    """A cursor as it stands in an address; None: the page has none yet."""
    if text is None or text == "":
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Refused(400, "invalid", "after")
    return int(text)
