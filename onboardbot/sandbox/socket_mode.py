"""Socket Mode: WebSockets on which payloads go out and acknowledgements come back.

A payload goes to one of the connections, in turn. It is kept until it is
acknowledged: when its connection ends, or while there is none, it waits for
the next one (docs.slack.dev/apis/events-api/using-socket-mode).
"""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket

from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.faults import Armed, Fault, Faults, Kind, Occasion

MOST_CONNECTIONS = 10
OPENED = Occasion(("connection",))  # what a fault without payloads strikes
WARNING = 10.0  # seconds between a `warning` and the end of the connection


@dataclass
class Envelope:
    type: str
    payload: JSON
    accepts_response_payload: bool
    answer: asyncio.Future[JSON | None]  # what the acknowledgement carried
    id: str = field(default_factory=lambda: str(uuid4()))
    attempt: int = 0

    def occasion(self) -> Occasion:
        """Return what a fault has to know of it: its names, who did it, and where."""
        inner = self.payload.get("event") or self.payload
        names = (self.type, *([str(inner["type"])] if "type" in inner else []))
        person, channel = (_id(inner.get(name, inner.get(f"{name}_id"))) for name in ("user", "channel"))
        return Occasion(names, frozenset({person}), channel)

    def frame(self) -> str:
        frame: JSON = {
            "envelope_id": self.id,
            "type": self.type,
            "accepts_response_payload": self.accepts_response_payload,
            "payload": self.payload,
        }
        if self.type == "events_api":
            frame |= {"retry_attempt": self.attempt, "retry_reason": "timeout" if self.attempt else ""}
        return json.dumps(frame)


def _id(given: Any) -> str:
    """Return an id that stands alone or in an object."""
    return str((given.get("id") if isinstance(given, dict) else given) or "")


@dataclass
class Connection:
    socket: WebSocket
    frames: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)  # None ends the connection
    sent: dict[str, Envelope] = field(default_factory=dict)  # not yet acknowledged

    async def write(self) -> None:
        while (frame := await self.frames.get()) is not None:
            await self.socket.send_text(frame)
        await self.socket.close()


@dataclass
class SocketMode:
    app_id: str
    faults: Faults
    tickets: set[str] = field(default_factory=set)
    connections: deque[Connection] = field(default_factory=deque)
    waiting: deque[Envelope] = field(default_factory=deque)
    timers: set[asyncio.TimerHandle] = field(default_factory=set)

    def issue(self) -> str:
        """Return a ticket that opens one connection, or none where a fault wants an address that stays dead."""
        ticket = token_hex(16)
        if self.faults.strike(Kind.DEAD_URL, Occasion(("apps.connections.open",))) is None:
            self.tickets.add(ticket)
        return ticket

    def send(self, kind: str, payload: JSON, *, accepts_response_payload: bool = True) -> Envelope:
        """Send a payload to one of the connections, or keep it for the next."""
        envelope = Envelope(kind, payload, accepts_response_payload, asyncio.get_running_loop().create_future())
        self.waiting.append(envelope)
        self._flush()
        return envelope

    def disconnect(self, reason: str) -> int:
        """End all connections; return how many there were.

        `warning` announces it and cuts ten seconds later, `refresh_requested` at once,
        `cut` without a word.
        """
        count = len(self.connections)
        for connection in list(self.connections):
            if reason != "cut":
                frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
                connection.frames.put_nowait(json.dumps(frame))
            if reason == "warning":
                loop = asyncio.get_running_loop()
                self.timers.add(loop.call_later(WARNING, connection.frames.put_nowait, None))
            else:
                self._drop(connection)
                connection.frames.put_nowait(None)
        return count

    def struck_at_once(self, armed: Armed) -> None:
        """Cut the connections that there are, where a new fault says so."""
        if armed.fault.kind is Kind.SOCKET_CUT and self.connections and armed.strikes(OPENED):
            self._cut_later(armed.fault, list(self.connections))

    def _cut_later(self, fault: Fault, connections: list[Connection]) -> None:
        loop = asyncio.get_running_loop()
        for connection in connections:
            self.timers.add(loop.call_later(fault.seconds, self._cut, connection))

    def _cut(self, connection: Connection) -> None:
        connection.frames.put_nowait(None)
        self._drop(connection)

    def stop(self) -> None:
        """End everything: the server closes."""
        for timer in self.timers:
            timer.cancel()
        self.disconnect("cut")

    async def serve(self, socket: WebSocket) -> None:
        """Speak with one client until either side ends it."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets or len(self.connections) >= MOST_CONNECTIONS:
            await socket.close()
            return
        self.tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        self._greet(connection)
        writer = asyncio.create_task(connection.write())
        try:
            await self._read(connection)
        finally:
            writer.cancel()
            self._drop(connection)

    def _greet(self, connection: Connection) -> None:
        self.connections.append(connection)
        started = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3]
        debug = {"host": "sandbox", "started": started, "build_number": 1, "approximate_connection_time": 18060}
        hello = {
            "type": "hello", "num_connections": len(self.connections),
            "debug_info": debug, "connection_info": {"app_id": self.app_id},
        }  # fmt: skip
        connection.frames.put_nowait(json.dumps(hello))
        if (fault := self.faults.strike(Kind.SOCKET_CUT, OPENED)) is not None:
            self._cut_later(fault, [connection])
        self._flush()

    async def _read(self, connection: Connection) -> None:
        while (message := await connection.socket.receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            self._acknowledge(connection, text if text is not None else message["bytes"])

    def _acknowledge(self, connection: Connection, text: str | bytes) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            return  # Slack ignores what is no acknowledgement
        envelope = connection.sent.get(str(frame.get("envelope_id"))) if isinstance(frame, dict) else None
        if envelope is None or self.faults.strike(Kind.ACK_LOST, envelope.occasion()) is not None:
            return
        del connection.sent[envelope.id]
        if not envelope.answer.done():
            envelope.answer.set_result(frame.get("payload"))

    def _flush(self) -> None:
        while self.waiting and self.connections:
            envelope = self.waiting.popleft()
            connection = self.connections[0]
            self.connections.rotate(-1)
            connection.sent[envelope.id] = envelope
            connection.frames.put_nowait(envelope.frame())
            if self.faults.strike(Kind.SOCKET_CUT, envelope.occasion()) is not None:
                self._cut(connection)

    def _drop(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.remove(connection)
        for envelope in reversed(connection.sent.values()):
            envelope.attempt += 1
            self.waiting.appendleft(envelope)
        self._flush()
