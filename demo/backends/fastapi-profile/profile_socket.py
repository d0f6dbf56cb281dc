"""The profile socket of <chat-call-modal>: ws://host/ws/{profile_id}/{profile_type}, frames passed on by profile.

Try it:  /usr/bin/python3 profile_socket.py --port 8000
Use it:  app.include_router(profile_socket.router), with your own `identify` and `may_reach`.
"""

import argparse
import asyncio
import json
import logging
import os
import re
from collections import defaultdict
from typing import Any, DefaultDict, Dict, FrozenSet, NamedTuple, Optional, Set
from urllib.parse import urlsplit

import uvicorn
from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

MAX_FRAME_BYTES = 64 * 1024
SEND_SECONDS = 5  # a reader slower than this is gone; its page connects again
MAX_CALLS = 10_000  # remembered, the oldest go first
ORIGINS = set(filter(None, os.environ.get("ORIGINS", "").split(",")))
NAMES = {("tutor", "1"): "Tariq", ("student", "7"): "Sara"}

log = logging.getLogger("calls")
router = APIRouter()


class Profile(NamedTuple):
    """Type and id together: tutor 1 is not student 1."""

    type: str
    id: str


class Call(NamedTuple):
    """The two of a call, and who may answer: the callee; once it has, both, as either may offer anew."""

    members: FrozenSet[Profile]
    may_answer: FrozenSet[Profile]


sockets: DefaultDict[Profile, Set[WebSocket]] = defaultdict(set)
calls: Dict[str, Call] = {}


async def identify(socket: WebSocket, profile: Profile) -> Optional[Dict[str, str]]:
    """Who this is: the `from_*` fields of every frame it sends, or None to refuse it.

    REPLACE THIS: as it stands, it believes the address. Look the profile up by the session cookie or by
    `socket.query_params["token"]`, and return None when it is not the profile of the address.
    """
    known = {"from_profile_id": profile.id, "from_profile_type": profile.type}
    name = NAMES.get(profile)
    return {**known, "from_name": name} if name else known


async def may_reach(sender: Profile, receiver: Profile) -> bool:
    """Your site's rule: blocked, booked, in one course. A stranger cannot tell a refusal from an absence."""
    return sender != receiver


def is_own_page(socket: WebSocket) -> bool:
    """Cookies travel with sockets that foreign pages open, too: only this host's pages and ORIGINS get in."""
    origin = socket.headers.get("origin", "")
    return origin in ORIGINS or (bool(origin) and urlsplit(origin).hostname == socket.url.hostname)


def note(step: str, frame: Dict[str, Any], sender: Profile, **more: Any) -> None:
    """One line a step, to be filtered by its call_id. No descriptions, no texts, and nothing that breaks a line."""
    named = {"call_id": frame.get("call_id"), "type": frame.get("type"), "from": "_".join(sender), **more}
    words = (f"{key}={re.sub(r'[^-.:@+_a-zA-Z0-9]', '?', str(value))[:80]}" for key, value in named.items())
    log.info("[PROFILEWS] %s %s", step, " ".join(words))


async def deliver(socket: WebSocket, text: str) -> bool:
    try:
        await asyncio.wait_for(socket.send_text(text), SEND_SECONDS)
        return True
    except Exception:  # closed in between, in one of the ways a server library has for that
        return False


async def refuse(socket: WebSocket, code: str, frame: Dict[str, Any], sender: Profile) -> None:
    """Tells the sender at once. Silence would be an endless ring."""
    note("error", frame, sender, code=code)
    call_id = {"call_id": frame["call_id"]} if isinstance(frame.get("call_id"), (str, int)) else {}
    await deliver(socket, json.dumps({"type": "error", "code": code, **call_id}))


def refusal(frame: Dict[str, Any], sender: Profile, to: Profile) -> Optional[str]:
    """Why a frame of a call goes no further. A call of others and one that is not there look the same."""
    kind, call_id, both = frame.get("type"), frame.get("call_id"), frozenset((sender, to))
    if call_id is None:
        return None  # an older client: its one call with that profile
    if not isinstance(call_id, (str, int)) or len(str(call_id)) > 255:
        return "invalid"
    call = calls.get(str(call_id))
    if call is None:
        if kind == "call_answer":
            return "not_found"
        if kind == "call_invitation":  # with `purpose` it goes on: this process has been started since it began
            calls[str(call_id)] = Call(both, both if frame.get("purpose") else frozenset((to,)))
            if len(calls) > MAX_CALLS:
                del calls[next(iter(calls))]
        return None
    if call.members != both:
        return "not_found"
    if kind == "call_answer":
        if sender not in call.may_answer:
            return "forbidden"  # by the caller
        calls[str(call_id)] = Call(both, both)
    if kind == "call_invitation" and call.may_answer == {sender}:
        return "forbidden"  # by the callee, before it has answered
    return None


async def forward(socket: WebSocket, sender: Profile, stamp: Dict[str, str], text: str) -> None:
    """One frame to every device of the profile that it names; whatever its type and other fields are, they stay."""
    try:
        frame = json.loads(text)
        if not isinstance(frame, dict):
            raise ValueError
    except (ValueError, RecursionError):
        return await refuse(socket, "invalid", {}, sender)
    if "to_profile_id" not in frame:
        return  # the site's own traffic, or a ping that nobody here answers
    to = Profile(str(frame.get("to_profile_type")), str(frame["to_profile_id"]))
    note("receive", frame, sender, to="_".join(to))
    code = refusal(frame, sender, to)
    if code:
        return await refuse(socket, code, frame, sender)
    if any(frame.get(field) != value for field, value in stamp.items()):
        text = json.dumps({**frame, **stamp})
    targets = list(sockets.get(to, ())) if await may_reach(sender, to) else []
    note("route", frame, sender, to="_".join(to), sockets=len(targets))
    delivered = sum(await asyncio.gather(*(deliver(target, text) for target in targets)))
    if delivered:
        return note("deliver", frame, sender, to="_".join(to), sockets=delivered)
    # an end needs nobody, and a call that looks for its peer again (`purpose`) has a time limit of its own
    if frame.get("type") in ("call_invitation", "call_answer", "chat_message") and not frame.get("purpose"):
        await refuse(socket, "offline", frame, sender)


@router.websocket("/ws/{profile_id}/{profile_type}")
async def profile_socket(socket: WebSocket, profile_id: str, profile_type: str) -> None:
    profile = Profile(profile_type, profile_id)
    stamp = await identify(socket, profile) if is_own_page(socket) else None
    if stamp is None:
        return await socket.close(1008)  # before accept: the browser sees 403
    await socket.accept()
    sockets[profile].add(socket)
    note("open", {}, profile, sockets=len(sockets[profile]))
    try:
        while True:
            text = await socket.receive_text()
            if len(text.encode("utf-8", "replace")) > MAX_FRAME_BYTES:
                return await socket.close(1009)
            await forward(socket, profile, stamp, text)
    except (WebSocketDisconnect, KeyError):
        pass  # KeyError: a binary message, which nobody of ours sends
    finally:
        sockets[profile].discard(socket)  # this one only: another device, or a newer socket, stays
        if not sockets[profile]:
            del sockets[profile]
        note("close", {}, profile)


@router.get("/healthz")
async def healthz() -> Dict[str, Any]:
    return {"ok": True, "profiles": len(sockets), "sockets": sum(map(len, sockets.values()))}


app = FastAPI()
app.include_router(router)

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--port", type=int, default=8000)
    chosen = arguments.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    uvicorn.run(app, host=chosen.host, port=chosen.port, ws_max_size=MAX_FRAME_BYTES, log_level="warning")
