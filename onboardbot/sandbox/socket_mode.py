"""Socket Mode: WebSockets on which payloads go out and acknowledgements come back.

A payload goes to one of the connections, in turn. When its connection ends, or
while there is none, it waits for the next one. An event that was not acknowledged
in time is sent again three times at most; anything else is given up
(docs.slack.dev/apis/events-api/using-socket-mode).
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from starlette.websockets import WebSocket

from onboardbot.sandbox.envelope import Envelope
from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.faults import Armed, Fault, Faults, Kind, Occasion
from onboardbot.sandbox.reading import loads
from onboardbot.sandbox.rules import Rules

MOST_CONNECTIONS = 10
OPENED = Occasion(("connection",))  # what a fault without payloads strikes
WARNING = 10.0  # seconds between a `warning` and the end of the connection


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
    rules: Rules
    faults: Faults
    tickets: set[str] = field(default_factory=set)
    connections: deque[Connection] = field(default_factory=deque)
    waiting: deque[Envelope] = field(default_factory=deque)
    timers: set[asyncio.TimerHandle] = field(default_factory=set)
    given_up: int = 0  # payloads that were never acknowledged

    def issue(self) -> str:
        """Return a ticket that opens one connection, or none where a fault wants an address that stays dead."""
        ticket = token_hex(16)
        if self.faults.strike(Kind.DEAD_URL, Occasion(("apps.connections.open",))) is None:
            self.tickets.add(ticket)
        return ticket

    def send(self, kind: str, payload: JSON, *, accepts_response_payload: bool = True) -> Envelope:
        """Send a payload to one of the connections, or keep it for the next."""
        envelope = Envelope(kind, payload, accepts_response_payload)
        self._put(envelope)
        return envelope

    def is_open(self) -> bool:
        """Tell whether there is anybody to send to."""
        return bool(self.connections)

    def disconnect(self, reason: str) -> int:
        """End all connections; return how many there were.

        `warning` announces it and cuts ten seconds later, `refresh_requested` at once,
        `cut` without a word.
        """
        connections = list(self.connections)
        for connection in connections:
            if reason != "cut":
                connection.frames.put_nowait(_goodbye(reason))
            if reason == "warning":
                self._later(WARNING, connection.frames.put_nowait, None)
            else:
                self._cut(connection)
        return len(connections)

    def struck_at_once(self, armed: Armed) -> None:
        """Cut the connections that there are, where a new fault says so."""
        if armed.fault.kind is Kind.SOCKET_CUT and self.connections and armed.strikes(OPENED):
            self._cut_later(armed.fault, list(self.connections))

    def stop(self) -> None:
        """End everything: the server closes."""
        self.disconnect("cut")
        for timer in self.timers:
            timer.cancel()

    async def serve(self, socket: WebSocket) -> None:
        """Speak with one client until either side ends it."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close()
            return
        self.tickets.discard(ticket)
        await socket.accept()
        if self.rules.request_url or len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_text(_goodbye("link_disabled" if self.rules.request_url else "too_many_websockets"))
            await socket.close()
            return
        await self._serve(Connection(socket))

    async def _serve(self, connection: Connection) -> None:
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
            frame = loads(text)
        except ValueError:
            return  # Slack ignores what is no acknowledgement
        envelope = connection.sent.get(str(frame.get("envelope_id"))) if isinstance(frame, dict) else None
        if envelope is not None and self.faults.strike(Kind.ACK_LOST, envelope.occasion()) is None:
            del connection.sent[envelope.id]
            envelope.acknowledged(frame.get("payload"))

    def _put(self, envelope: Envelope) -> None:
        self.waiting.append(envelope)
        self._flush()

    def _flush(self) -> None:
        while self.waiting and self.connections:
            envelope = self.waiting.popleft()
            connection = self.connections[0]
            self.connections.rotate(-1)
            connection.sent[envelope.id] = envelope
            connection.frames.put_nowait(envelope.frame())
            self._later(self.rules.patience, self._missed, connection, envelope, envelope.id)
            if self.faults.strike(Kind.SOCKET_CUT, envelope.occasion()) is not None:
                self._cut(connection)

    def _missed(self, connection: Connection, envelope: Envelope, sent_as: str) -> None:
        """Send an event again that was not acknowledged in time; what is no event is given up."""
        if connection.sent.pop(sent_as, None) is None:
            return
        if envelope.is_event and envelope.attempt < len(self.rules.retry_pauses):
            pause = self.rules.retry_pauses[envelope.attempt]
            envelope.again("timeout")
            self._later(pause, self._put, envelope)
        else:
            self.given_up += 1

    def _drop(self, connection: Connection) -> None:
        """Give what a connection that ends has not acknowledged to another one."""
        if connection not in self.connections:
            return
        self.connections.remove(connection)
        lost = list(connection.sent.values())
        connection.sent.clear()
        for envelope in reversed(lost):
            envelope.again("timeout")
            self.waiting.appendleft(envelope)
        self._flush()

    def _cut(self, connection: Connection) -> None:
        connection.frames.put_nowait(None)
        self._drop(connection)

    def _cut_later(self, fault: Fault, connections: list[Connection]) -> None:
        for connection in connections:
            self._later(fault.seconds, self._cut, connection)

    def _later(self, seconds: float, do: Callable[..., object], *given: Any) -> None:
        def done() -> None:
            self.timers.discard(timer)
            do(*given)

        timer = asyncio.get_running_loop().call_later(seconds, done)
        self.timers.add(timer)


def _goodbye(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
