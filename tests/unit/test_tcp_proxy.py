"""The proxy that other tests lean on: what it delays, holds, cuts and loses."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from peers.tcp_proxy import TcpProxy
from peers.waiting import until


class Echo:
    """Says back what it hears, on one connection after another."""

    def __init__(self) -> None:
        self.heard = b""
        self.ended = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                try:
                    while said := line.recv(4096):
                        self.heard += said
                        line.sendall(said)
                except ConnectionError:
                    pass
            self.ended += 1


@pytest.fixture
def echo() -> Iterator[Echo]:
    there = Echo()
    yield there
    there.stop()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[TcpProxy]:
    line = TcpProxy(echo.port).start()
    yield line
    line.stop()


@pytest.fixture
def client(proxy: TcpProxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as connected:
        yield connected


def _ask(client: socket.socket, words: bytes) -> bytes:
    client.sendall(words)
    return client.recv(4096)


def test_words_pass_both_ways(client: socket.socket) -> None:
    assert [_ask(client, b"hei"), _ask(client, b"ja")] == [b"hei", b"ja"]


def test_a_round_trip_takes_as_long_as_is_said(proxy: TcpProxy, client: socket.socket) -> None:
    _ask(client, b"hei")
    proxy.to_server_s = proxy.to_client_s = 0.01
    began = time.monotonic()
    for _ in range(5):
        _ask(client, b"hei")
    assert time.monotonic() - began >= 5 * 0.018


def test_nothing_passes_a_frozen_line_until_it_thaws(
    proxy: TcpProxy, client: socket.socket
) -> None:
    _ask(client, b"hei")
    proxy.freeze()
    client.sendall(b"er du der?")
    client.settimeout(0.1)
    with pytest.raises(TimeoutError):
        client.recv(4096)
    client.settimeout(10)
    proxy.thaw()
    assert client.recv(4096) == b"er du der?"


def test_a_cut_ends_both_sides(proxy: TcpProxy, client: socket.socket, echo: Echo) -> None:
    _ask(client, b"hei")
    assert proxy.cut() == 1
    assert client.recv(4096) == b""
    until(lambda: echo.ended, "the other side has ended")
    assert proxy.cut() == 0


def test_an_answer_is_lost_once_the_word_was_heard(
    proxy: TcpProxy, client: socket.socket, echo: Echo
) -> None:
    proxy.lose_answer(b"KJOR")
    assert _ask(client, b"vent") == b"vent"
    assert _ask(client, b"KJOR") == b""
    assert (echo.heard, proxy.sprung) == (b"ventKJOR", 1)


def test_a_word_is_lost_before_it_was_heard(
    proxy: TcpProxy, client: socket.socket, echo: Echo
) -> None:
    proxy.lose_word(b"KJOR")
    assert _ask(client, b"vent") == b"vent"
    assert _ask(client, b"KJOR") == b""
    until(lambda: echo.ended, "the other side has ended")
    assert echo.heard == b"vent"


def test_a_word_held_back_is_heard_when_it_is_released(
    proxy: TcpProxy, client: socket.socket, echo: Echo
) -> None:
    proxy.hold_back(b"KJOR")
    assert _ask(client, b"KJOR") == b""
    assert (echo.heard, echo.ended) == (b"", 0)
    proxy.release()
    until(lambda: echo.ended, "the other side has ended")
    assert echo.heard == b"KJOR"


def test_a_server_that_does_not_listen_is_told_to_the_client(echo: Echo) -> None:
    nobody = TcpProxy(1).start()
    with socket.create_connection(("127.0.0.1", nobody.port), timeout=10) as client:
        assert client.recv(4096) == b""
    nobody.stop()
