"""What a client may say about a call, and what its other side hears. The back end's own record decides, not the message."""

import json

from calls.models import Call

MAX_EXTRA_BYTES = 2048
MAX_CANDIDATES = 100  # of a call


class Refused(Exception):
    """Told to the sender by name, never by silence."""

    def __init__(self, code, call=None):
        super().__init__(code)
        self.code, self.call = code, call


def call_of(user, message):
    """Unknown calls and those of others look the same."""
    try:
        call = Call.objects.get(id=int(message.get("call_id")))
    except (Call.DoesNotExist, TypeError, ValueError, OverflowError):
        raise Refused("not_found")
    if call.peer_of(user.id) is None:
        raise Refused("not_found")
    return call


def about(call, message, name, **fields):
    """Ids are strings, and the conversation is the call's own, whatever the message says or leaves out."""
    extra = message.get("extra")
    kept = {"extra": extra} if isinstance(extra, dict) and len(json.dumps(extra)) <= MAX_EXTRA_BYTES else {}
    return {"type": name, "call_id": str(call.id), "conversation_id": str(call.conversation_id), **fields, **kept}


def description(message, key):
    value = message.get(key)
    if not isinstance(value, dict) or value.get("type") != key or not isinstance(value.get("sdp"), str):
        raise Refused("invalid")
    return {"type": key, "sdp": value["sdp"]}


def may(user, call, first):
    """Before the answer only the caller offers and only the receiver answers; in a call both may offer anew."""
    if call.status == Call.ENDED:
        raise Refused("expired", call)
    if call.status == Call.RINGING and user.id != first:
        raise Refused("forbidden")


def offer(user, message):
    call = call_of(user, message)
    may(user, call, call.caller_id)
    event = about(
        call,
        message,
        "call.offer",
        caller_id=str(user.id),
        caller_username=user.get_username(),
        receiver_id=str(call.peer_of(user.id)),
        call_type=call.call_type,
        offer=description(message, "offer"),
    )
    # in a call the other side may be changing pages, and the call has a time limit for that
    return call, event, call.status == Call.RINGING


def answer(user, message):
    call = call_of(user, message)
    may(user, call, call.receiver_id)
    given = None if message.get("answer") is None else description(message, "answer")
    wanted = call.status == Call.RINGING
    if given:
        call.answer()
    return call, about(call, message, "call.answer", answer=given, receiver_id=str(user.id)), wanted


def words(text):
    """What a database stores and a socket sends."""
    return text[:200].encode("utf-8", "ignore").decode().replace("\0", "")


def ice(user, message):
    call = call_of(user, message)
    if call.status == Call.ENDED:
        raise Refused("expired", call)
    candidates = message.get("candidates", [message.get("candidate")])
    if not isinstance(candidates, list) or len(candidates) > MAX_CANDIDATES:
        raise Refused("invalid")
    return call, about(call, message, "call.ice", candidates=candidates, sender_id=str(user.id)), False


def end(user, message):
    """Also of a call that is over: the other side's copy may have been lost."""
    call = call_of(user, message)
    said = {key: words(message[key]) for key in ("reason", "message") if isinstance(message.get(key), str)}
    call.end(said.get("reason", ""))
    return call, about(call, message, "call.end", sender_id=str(user.id), **said), False


def ending(call):
    """How a call went that is over, for whoever has not heard."""
    return about(call, {}, "call.end", reason=call.end_reason)


ROUTES = {"call.offer": offer, "call.answer": answer, "call.ice": ice, "call.end": end}
