"""Plain views: they run under any WSGI server. What is pushed besides is only quicker."""

import json
from functools import wraps

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from p2p import push, store
from p2p.log import log
from p2p.models import P2PSignal
from p2p.queries import count_queries


def refused(status, error, why):
    return JsonResponse({"success": False, "error": error, "why": why}, status=status)


def csrf_failure(request, reason=""):
    log("P2P_SEND", "Refused: no CSRF token", None)
    return refused(403, "forbidden", "csrf")


def by_name(view):
    """Each refusal has a status and two words; nothing is answered with an empty list."""

    @wraps(view)
    def wrapped(request, **kwargs):
        if not request.user.is_authenticated:
            return refused(401, "forbidden", "signed_out")
        try:
            return view(request, **kwargs)
        except store.Refused as refusal:
            log("P2P", "Refused", None, error=refusal.error, why=refusal.why, user=request.user.id)
            return refused(refusal.status, refusal.error, refusal.why)

    return wrapped


def body_of(request):
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise store.Refused(400, "invalid", "json")
    if not isinstance(data, dict):
        raise store.Refused(400, "invalid", "json")
    return data


@require_POST
@by_name
def send_signal(request):
    signals = store.send(request.user, body_of(request))
    push.knock(signals)
    answer = {"success": True, "id": signals[0].id if signals else None, "stored_for": len(signals)}
    return JsonResponse(answer, status=201)


@require_GET
@by_name
def get_signals(request, chat_id):
    after = store.number(request.GET.get("after"))
    signals, more = store.fetch(request.user, chat_id, after)
    last = max([after or 0, *(signal.id for signal in signals)])
    if after is None and not more:
        last = store.cursor_of(request.user, chat_id)  # what others have confirmed already is not fetched again
    answer = {"success": True, "signals": [signal.to_wire() for signal in signals], "cursor": last, "more": more}
    return JsonResponse(answer)


@require_POST
@by_name
def ack(request, chat_id):
    return JsonResponse({"success": True, "consumed": store.acknowledge(request.user, chat_id, body_of(request).get("ids"))})


@ensure_csrf_cookie
def demo_login(request):
    """Signs in without a password, where DEMO_LOGIN=1. Your site has a login of its own."""
    if not getattr(settings, "DEMO_LOGIN", False):
        raise Http404
    user_id = request.GET.get("user", "")
    users = get_user_model().objects
    user = users.filter(id=user_id).first() if user_id.isdecimal() and len(user_id) < 19 else None
    if user is None:
        raise Http404
    login(request, user)
    after = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(after, {request.get_host()}):
        return HttpResponseRedirect(after)
    return JsonResponse({"id": str(user.id), "username": user.get_username()})


def healthz(request):
    return JsonResponse({"ok": True, "signals": P2PSignal.objects.count(), "queries": count_queries.total})
