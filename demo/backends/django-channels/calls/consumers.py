"""Both sockets speak the same messages; each call message reaches the other side on both of its sockets.

Handlers have underscores (Channels turns the dots of a type into them), the wire has dots.
"""

import asyncio
import json

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from calls.log import log
from calls.models import Call, Conversation, OpenSocket
from calls.routes import ROUTES, Refused, ending

MAX_FRAME_BYTES = 64 * 1024


class CallConsumer(AsyncWebsocketConsumer):
    prefix = ""

    async def connect(self):
        self.user = self.scope["user"]
        self.groups_joined = []
        self.keeper = None
        await self.accept()
        if not self.user.is_authenticated:
            return await self.close(4401)  # after accept: a refused handshake has no code
        await self.enter()

    async def join(self, group):
        await self.channel_layer.group_add(group, self.channel_name)
        self.groups_joined.append(group)

    async def disconnect(self, code):
        for group in self.groups_joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        if text_data is None:
            return await self.refuse("invalid", None)
        if len(text_data.encode("utf-8", "replace")) > MAX_FRAME_BYTES:
            return await self.refuse("too_large", None)  # daphne closes with no code below 3000 but 1000
        try:
            message = json.loads(text_data)
            name = str(message["type"]).replace("_", ".")
        except (ValueError, TypeError, KeyError, RecursionError):
            return await self.refuse("invalid", None)
        route = ROUTES.get(name)
        if route is None:
            return  # the site's own messages: typing, chat, …
        log(self.prefix, f"Received {name} from client", message.get("call_id"), user=self.user.id)
        try:
            call, event, wanted = await database_sync_to_async(route)(self.user, message)
        except Refused as refusal:
            if refusal.call:  # its end, with the reason, may still be on its way
                await self.send_event(ending(refusal.call))
            return await self.refuse(refusal.code, message.get("call_id"), name)
        await self.pass_on(call, event)
        if wanted and not await database_sync_to_async(OpenSocket.is_online)(call.peer_of(self.user.id)):
            await self.refuse("offline", message.get("call_id"), name)

    async def pass_on(self, call, event):
        peer = f"user_{call.peer_of(self.user.id)}_notifications"
        log(self.prefix, f"Routing {event['type']} to receiver's notification group: {peer}", call.id)
        groups = [peer, f"chat_{call.conversation_id}"]
        if event["type"] == "call.answer":
            groups.append(f"user_{self.user.id}_notifications")  # this person's other devices stop ringing
        for group in groups:
            await self.channel_layer.group_send(group, event)

    async def refuse(self, code, call_id, name="message"):
        log(self.prefix, f"Error routing {name}", call_id, code=code)
        about = {"call_id": str(call_id)} if isinstance(call_id, (str, int)) else {}
        await self.send(json.dumps({"type": "error", "code": code, **about}))

    async def send_event(self, event):
        about = event.get("payload", event)
        log(self.prefix, f"Sending {event['type']} to client", about.get("call_id"), user=self.user.id)
        try:
            await self.send(json.dumps(event))
        except Exception as gone:  # the page has just left: each server has an error of its own for that
            log(self.prefix, f"Client is gone: {type(gone).__name__}", about.get("call_id"), user=self.user.id)

    call_incoming = call_offer = call_answer = call_ice = call_end = notification_created = send_event


class NotificationConsumer(CallConsumer):
    """/ws/notifications/: one for each page of the site, whatever it shows."""

    prefix = "NotificationWS"

    async def enter(self):
        await self.join(f"user_{self.user.id}_notifications")
        await self.seen()
        self.keeper = asyncio.ensure_future(self.keep_seen())
        features = ["call.ice"] if getattr(settings, "CALL_ICE", False) else []
        await self.send(json.dumps({"type": "connection.ack", "features": features}))

    async def seen(self):
        await database_sync_to_async(OpenSocket.seen)(self.user.id, self.channel_name)

    async def keep_seen(self):
        while True:
            await asyncio.sleep(OpenSocket.SEEN_EVERY)
            await self.seen()

    async def disconnect(self, code):
        if self.keeper:
            self.keeper.cancel()
        await super().disconnect(code)
        await database_sync_to_async(OpenSocket.objects.filter(channel=self.channel_name).delete)()


class ChatConsumer(CallConsumer):
    """/ws/chat/<conversation_id>/: while the conversation is on the screen, and for its members only."""

    prefix = "CHATWS"

    async def enter(self):
        conversation_id = self.scope["url_route"]["kwargs"]["conversation_id"]
        mine = Conversation.objects.filter(id=conversation_id, members=self.user)
        if conversation_id >= 2**63 or not await database_sync_to_async(mine.exists)():
            return await self.close(4403)
        await self.join(f"chat_{conversation_id}")
        await self.send(json.dumps({"type": "connection.ack"}))
