"""
Optional: needs Channels. Server-sent events in place of polling, and a WebSocket beside it. Both only bring sooner what
stands in the table; with a Redis channel layer a signal reaches readers on every node without anybody asking the table.
"""

import asyncio
import json
import re

from asgiref.sync import async_to_sync
from django.conf import settings

from p2p import store
from p2p.log import log

PUSH = getattr(settings, "PUSH", False)
if PUSH:
    from channels.db import database_sync_to_async
    from channels.exceptions import StopConsumer
    from channels.generic.http import AsyncHttpConsumer
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.layers import get_channel_layer
else:
    AsyncHttpConsumer = AsyncWebsocketConsumer = object

PING_SECONDS = 15


def group_of(user_id, chat_id):
    return f"p2p_{chat_id}_{user_id}"


def knock(signals):
    """Every send is stored; this says so to those who listen. It never fails the send."""
    if not PUSH:
        return
    layer = get_channel_layer()
    for signal in signals:
        try:
            async_to_sync(layer.group_send)(group_of(signal.receiver_id, signal.chat_id), {"type": "signal.stored"})
        except Exception as error:  # a layer that is down: polling brings it
            # told to stop while it stored this: the readers are on their way to the next process, and fetch it there
            is_going = isinstance(error, RuntimeError) and re.search("shutdown|closed", str(error))
            step = "Stopping, so not pushed" if is_going else "Not pushed"
            log("P2P_PUSH", step, signal.call_id, error=type(error).__name__)


class Reader:
    """Reads the table in order from a cursor, so that whoever listens misses nothing and gets nothing twice."""

    async def enter(self, after):
        chat_id = self.scope["url_route"]["kwargs"]["chat_id"]
        self.user, self.chat_id, self.knocked = self.scope["user"], chat_id, asyncio.Event()
        if not self.user.is_authenticated:
            raise store.Refused(401, "forbidden", "signed_out")
        await database_sync_to_async(store.chat_of)(self.user, chat_id)
        self.after = after
        self.group = group_of(self.user.id, chat_id)
        await self.channel_layer.group_add(self.group, self.channel_name)

    async def leave(self):
        if getattr(self, "group", None):
            await self.channel_layer.group_discard(self.group, self.channel_name)
        if getattr(self, "task", None):
            self.task.cancel()

    async def signal_stored(self, event):
        self.knocked.set()

    async def listen(self):
        try:
            await self.run()
        except Exception as error:  # put out of the chat, or the database is down: the page asks again, and is told
            log("P2P_PUSH", "Ended", None, error=type(error).__name__, user=self.user.id, chat=self.chat_id)
            await self.channel_layer.group_discard(self.group, self.channel_name)
            await self.end()

    async def run(self):
        while True:
            self.knocked.clear()
            for signal in await database_sync_to_async(self.next_signals)():
                await self.say(signal)
            try:
                await asyncio.wait_for(self.knocked.wait(), PING_SECONDS)
            except asyncio.TimeoutError:
                await self.ping()

    def next_signals(self):
        signals, more = store.fetch(self.user, self.chat_id, self.after)
        wire = []
        for signal in signals:
            if signal.id > self.after:
                wire.append(signal.to_wire(previous=self.after))
                self.after = signal.id
        if more:
            self.knocked.set()
        return wire


class SignalStream(Reader, AsyncHttpConsumer):
    """GET /api/p2p/<chat_id>/events/?after=<cursor>"""

    async def http_request(self, message):
        query = dict(part.split("=", 1) for part in self.scope["query_string"].decode().split("&") if "=" in part)
        try:
            await self.enter(store.number(query.get("after")) or 0)
        except store.Refused as refusal:
            body = json.dumps({"success": False, "error": refusal.error, "why": refusal.why}).encode()
            await self.send_headers(status=refusal.status, headers=[(b"content-type", b"application/json")])
            await self.send_body(body)
            raise StopConsumer()
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
        await self.send_headers(headers=headers)
        await self.event("ready", "")
        self.task = asyncio.ensure_future(self.listen())

    async def http_disconnect(self, message):
        await self.leave()
        raise StopConsumer()

    async def event(self, name, data):
        await self.send_body(f"event: {name}\ndata: {data}\n\n".encode(), more_body=True)

    async def say(self, signal):
        await self.send_body(f"id: {signal['id']}\ndata: {json.dumps(signal)}\n\n".encode(), more_body=True)

    async def ping(self):
        await self.event("ping", "")

    async def end(self):
        await self.send_body(b"")


class SignalSocket(Reader, AsyncWebsocketConsumer):
    """/ws/p2p/<chat_id>/: tells from now on. What it says is in the table too."""

    async def connect(self):
        await self.accept()
        try:
            await self.enter(0)
        except store.Refused as refusal:
            return await self.close(4401 if refusal.status == 401 else 4403)  # daphne takes 1000 and 3000 to 4999
        self.after = await database_sync_to_async(store.cursor_of)(self.user, self.chat_id)
        self.task = asyncio.ensure_future(self.listen())

    async def disconnect(self, code):
        await self.leave()

    async def say(self, signal):
        await self.send(json.dumps(signal))

    async def ping(self):
        await self.send("{}")

    async def end(self):
        await self.close(4500)
