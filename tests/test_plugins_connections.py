"""Slow and silent clients: they lose their own connections, and nobody waits for them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from typing import Any

import pytest
import uvicorn

from plugins._connections import PatientProtocol
from plugins.serve_command import listen

ONE = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: "


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer every request with a word."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"words"})


@contextmanager
def served(**settings: float) -> Iterator[int]:
    """Serve the application with some of the protocol's settings changed; yield its port."""
    protocol = type("Protocol", (PatientProtocol,), settings)
    listening, ready = listen("127.0.0.1", 0), threading.Event()
    config = uvicorn.Config(app, http=protocol, log_level="warning", lifespan="off", timeout_keep_alive=300)
    server = uvicorn.Server(config)
    startup = server.startup

    async def tell(sockets: Any = None) -> None:
        await startup(sockets=sockets)
        ready.set()

    server.startup = tell  # type: ignore[method-assign]  # the only way to be told, short of asking again and again
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        assert ready.wait(60)
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(60)
        listening.close()


def dial(port: int, *sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    for part in sent:
        connection.sendall(part)
    return connection


def is_closed(connection: socket.socket) -> bool:
    """True when the other side closed it, waited for as long as that may take."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def until_closed(stream: Any) -> bytes:
    found = b""
    with suppress(ConnectionResetError):
        while more := stream.read(1):
            found += more
    return found


def read(port: int) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/")
    answer = connection.getresponse().read()
    connection.close()
    return answer


@pytest.mark.feature("O6")
@pytest.mark.parametrize("sent", [(), (HALF,), (b"G",)])
def test_a_connection_that_never_asks_is_closed(sent: tuple[bytes, ...]) -> None:
    with served(patience=0.2) as port, dial(port, *sent) as connection:
        assert is_closed(connection)
        assert read(port) == b"words"


@pytest.mark.feature("O6")
def test_the_second_request_of_a_connection_has_to_come_whole_as_well() -> None:
    with served(patience=0.2) as port, dial(port, ONE) as connection, connection.makefile("rb") as stream:
        assert stream.readline() == b"HTTP/1.1 200 OK\r\n"
        connection.sendall(HALF)
        assert until_closed(stream).endswith(b"words")


@pytest.mark.feature("O6")
def test_more_connections_than_there_may_be_keep_nobody_from_reading() -> None:
    with served(most=20, patience=300) as port, ExitStack() as stack:
        slow = [stack.enter_context(dial(port, HALF)) for _ in range(60)]
        assert read(port) == b"words"
        assert all(is_closed(each) for each in slow[:30])
        # what came last is not closed for what came first
        slow[-1].sendall(b"no\r\n\r\n")
        assert slow[-1].recv(15) == b"HTTP/1.1 200 OK"


def test_connections_that_are_answered_are_left_alone() -> None:
    with served(most=1) as port, dial(port, ONE * 3) as connection:
        with connection.makefile("rb") as stream:
            assert b"".join(stream.readline() for _ in range(3)).startswith(b"HTTP/1.1 200 OK")
        assert read(port) == b"words"


@pytest.mark.feature("O9")
def test_who_asks_while_the_server_ends_is_answered_and_told_that_it_closes() -> None:
    """A connection that never asked, and one that was kept; a third that says nothing is closed."""
    asking = ONE
    answers: list[bytes] = []

    def ask_late(port: int, waiting: list[socket.socket]) -> None:
        with suppress(OSError):
            while True:
                # until nobody is taken in any more
                socket.create_connection(("127.0.0.1", port), timeout=60).close()
                time.sleep(0.01)
        for connection in waiting:
            connection.sendall(asking)
            with connection.makefile("rb") as stream:
                answers.append(until_closed(stream))

    with served(farewell=1.0) as port:
        fresh, kept, silent = dial(port), dial(port, asking), dial(port)
        while b"words" not in kept.recv(1000):
            pass
        asker = threading.Thread(target=ask_late, args=(port, [fresh, kept]))
        asker.start()
    asker.join(60)
    assert [answer.count(b"200 OK") for answer in answers] == [1, 1]
    assert all(b"connection: close" in answer.lower() for answer in answers)
    assert is_closed(silent)
    for connection in (fresh, kept, silent):
        connection.close()
