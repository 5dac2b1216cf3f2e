"""Connections of the web server, so that those who send nothing, or very slowly, keep nobody from reading.

uvicorn gives a new connection all the time in the world to say what it wants, and its own limit turns everybody away
once there are many. Here one that has not asked for anything in time is closed, and when there are too many, so is the
one that has waited longest without having asked. And when the server ends, uvicorn closes at once what it has accepted
and not heard from, while the request is perhaps under way; here it is answered. Seen with uvicorn 0.54; a test holds
what is relied upon.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """HTTP for one connection. `patience` is the seconds in which it has to ask; `most` how many are open at once.

    `farewell` is the seconds in which it may still ask once the server ends.
    """

    patience: float = 20.0
    farewell: float = 0.5
    _is_leaving = False
    most: int = 4096
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for what it asks; where there are too many by now, make room."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Read on; with a whole request the waiting ends."""
        super().data_received(data)
        if self._is_answering():
            self._wait_no_more()
            if self._is_leaving:
                self._answer_and_close()

    def shutdown(self) -> None:
        """Let what is asked, or about to be, be answered; then close. Whoever is answered is told so."""
        self._is_leaving = True
        if self._is_answering():
            self._answer_and_close()
        else:
            self._wait(self.farewell)

    def _answer_and_close(self) -> None:
        # by this uvicorn knows that it says so in its answer
        self.cycle.scope["headers"] = [*self.cycle.scope["headers"], CLOSE_HEADER]
        self.cycle.keep_alive = False

    def on_response_complete(self) -> None:
        """Wait for the next request, which has as long to come as the first."""
        super().on_response_complete()
        if not self._is_answering():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self, seconds: float | None = None) -> None:
        self._wait_no_more()
        self._waiting = self.loop.call_later(self.patience if seconds is None else seconds, self._give_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._wait_no_more()
        if self._is_leaving:
            self.transport.close()
            return
        # at once, and not after what could still be written to somebody who does not read
        self.transport.abort()

    def _make_room(self) -> None:
        """Close the connections that have waited longest without asking for anything; this may be one of them."""
        # those given up are taken off the list a moment later
        there = [each for each in self.connections if not each.transport.is_closing()]
        idle = [each for each in there if isinstance(each, PatientProtocol) and each._waiting is not None]
        for each in sorted(idle, key=_since)[: max(len(there) - self.most, 0)]:
            each._give_up()


def _since(connection: PatientProtocol) -> float:
    # the one that is given up first began to wait first
    return connection._waiting.when() if connection._waiting is not None else 0.0
