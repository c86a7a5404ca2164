"""Mail servers for tests, as fixtures; a missing server fails with the line to type."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from .dovecot import Dovecot, DovecotMissing, Mailbox
from .smtp_sink import SmtpSink


def _started() -> Dovecot:
    server = Dovecot()
    try:
        server.start()
    except DovecotMissing as missing:
        server.remove()
        pytest.fail(str(missing), pytrace=False)
    return server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A mail server for the whole run; each test takes a mailbox of its own."""
    server = _started()
    yield server
    server.remove()


@pytest.fixture
def own_dovecot() -> Iterator[Dovecot]:
    """A mail server for one test, which may stop and start it."""
    server = _started()
    yield server
    server.remove()


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """An empty mailbox nobody else uses."""
    return dovecot.mailbox(f"desk-{uuid.uuid4().hex[:12]}@mystore.no")


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A submission server that does as it is told."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()
