"""POST /calls/initiate/ names the call and rings; the rest travels on the sockets."""

import json

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from calls.log import log
from calls.models import Call, Conversation, OpenSocket

User = get_user_model()


def refused(code, status):
    return JsonResponse({"error": code}, status=status)


def csrf_failure(request, reason=""):
    log("CALL", "Refused: no CSRF token", None, reason=reason)
    return refused("forbidden", 403)


def body_of(request):
    """JSON or a form. Ids come as strings or as numbers; one that no row can have is invalid."""
    data = json.loads(request.body) if request.content_type == "application/json" else request.POST.dict()
    conversation = data.get("conversation_id")
    ids = int(data["receiver_id"]), int(conversation) if conversation else None
    if any(id and not 0 < id < 2**63 for id in ids):
        raise ValueError
    return ids[0], data["call_type"], ids[1]


@require_POST
def initiate(request):
    if not request.user.is_authenticated:
        return refused("forbidden", 401)
    try:
        receiver_id, call_type, conversation_id = body_of(request)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return refused("invalid", 400)
    if call_type not in ("voice", "video") or receiver_id == request.user.id:
        return refused("invalid", 400)
    receiver = User.objects.filter(id=receiver_id, is_active=True).first()
    if receiver is None:
        return refused("not_found", 404)
    if conversation_id is None:
        conversation = Conversation.between(request.user, receiver)
    else:
        conversation = Conversation.objects.filter(id=conversation_id, members=request.user).first()
        if conversation is None or not conversation.members.filter(id=receiver_id).exists():
            return refused("forbidden", 403)
    return ring(Call.objects.create(
        caller=request.user, receiver=receiver, call_type=call_type, conversation=conversation
    ))


def ring(call):
    if not OpenSocket.is_online(call.receiver_id):
        call.end("offline")
        log("CALL", "Receiver is offline", call.id, receiver=call.receiver_id)
        return refused("offline", 409)
    group = f"user_{call.receiver_id}_notifications"
    about = {
        "call_id": str(call.id),
        "caller_id": str(call.caller_id),
        "caller_username": call.caller.get_username(),
        "receiver_id": str(call.receiver_id),
        "call_type": call.call_type,
        "conversation_id": str(call.conversation_id),
    }
    log("CALL", f"Sending call.incoming to notification group: {group}", call.id)
    send = async_to_sync(get_channel_layer().group_send)
    send(group, {"type": "call.incoming", **about, "offer": None})
    verb = f"incoming_{call.call_type}_call"
    send(group, {"type": "notification.created", "payload": {"verb": verb, **about}})
    return JsonResponse(
        {"id": call.id, "conversation": {"id": call.conversation_id}, "call_type": call.call_type}, status=201
    )


@ensure_csrf_cookie
def demo_login(request):
    """Signs in without a password, where DEMO_LOGIN=1. Your site has a login of its own."""
    if not getattr(settings, "DEMO_LOGIN", False):
        raise Http404
    user_id = request.GET.get("user", "")
    user = User.objects.filter(id=user_id).first() if user_id.isdecimal() and len(user_id) < 19 else None
    if user is None:
        raise Http404
    login(request, user)
    after = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(after, {request.get_host()}):
        return HttpResponseRedirect(after)
    return JsonResponse({"id": str(user.id), "username": user.get_username()})


def healthz(request):
    return JsonResponse({"ok": True, "sockets": OpenSocket.objects.count()})
