"""What the mail connector promises of waiting for news, held against a real Dovecot."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from peers.accounts import SECRET, settings_for, written_mail
from peers.dovecot import PASSWORD, Dovecot, Mailbox
from peers.waiting import until

from console.channels.contract import ChannelDown
from console.channels.mail.connector import Limits, MailConnector
from console.channels.mail.listen import Rhythm


class _Listener:
    """A thread that listens, counting how often it was woken."""

    def __init__(self, connector: MailConnector) -> None:
        self.connector = connector
        self.stop = threading.Event()
        self.wakes = 0
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name="listener")
        self.thread.start()

    def _run(self) -> None:
        try:
            self.connector.listen(self._wake, self.stop)
        except ChannelDown as error:
            self.failure = error

    def _wake(self) -> None:
        self.wakes += 1

    def end(self) -> None:
        self.stop.set()
        self.thread.join(20)
        assert not self.thread.is_alive()


@pytest.fixture
def listener(mailbox: Mailbox) -> Iterator[_Listener]:
    connector = MailConnector(
        settings_for(mailbox),
        PASSWORD,
        SECRET,
        limits=Limits(rhythm=Rhythm(look_s=0.1, renew_s=600)),
    )
    made = _Listener(connector)
    until(lambda: made.wakes, "the listener to stand")
    yield made
    made.end()
    connector.close()


def test_new_mail_wakes_at_once(mailbox: Mailbox, listener: _Listener) -> None:
    before = listener.wakes
    mailbox.append(written_mail("ny"))
    until(lambda: listener.wakes > before, "a wake for the new mail")


def test_it_wakes_when_it_begins_so_that_nothing_falls_between(listener: _Listener) -> None:
    assert listener.wakes == 1


def test_it_ends_soon_after_it_is_told_to(listener: _Listener) -> None:
    listener.stop.set()
    listener.thread.join(5)
    assert not listener.thread.is_alive()
    assert listener.failure is None


def test_it_wakes_at_every_renewal(mailbox: Mailbox) -> None:
    connector = MailConnector(
        settings_for(mailbox),
        PASSWORD,
        SECRET,
        limits=Limits(rhythm=Rhythm(look_s=0.05, renew_s=0.1)),
    )
    listener = _Listener(connector)
    until(lambda: listener.wakes >= 4, "renewals")
    listener.end()
    connector.close()
    assert listener.failure is None


def test_pulling_goes_on_while_it_listens(mailbox: Mailbox, listener: _Listener) -> None:
    mailbox.append(written_mail("ny"))
    assert len(listener.connector.pull(None, 10).mails) == 1


def test_a_server_that_goes_away_ends_the_listening_with_an_error(own_dovecot: Dovecot) -> None:
    mailbox = own_dovecot.mailbox("desk@mystore.no")
    connector = MailConnector(
        settings_for(mailbox),
        PASSWORD,
        SECRET,
        limits=Limits(rhythm=Rhythm(look_s=0.1, renew_s=600)),
    )
    listener = _Listener(connector)
    until(lambda: listener.wakes, "the listener to stand")
    own_dovecot.stop()
    until(lambda: listener.failure is not None, "the listener to notice")
    listener.end()
    connector.close()


def test_closing_ends_the_listening(mailbox: Mailbox) -> None:
    connector = MailConnector(
        settings_for(mailbox),
        PASSWORD,
        SECRET,
        limits=Limits(rhythm=Rhythm(look_s=0.1, renew_s=600)),
    )
    listener = _Listener(connector)
    until(lambda: listener.wakes, "the listener to stand")
    connector.close()
    until(lambda: listener.failure is not None, "the listener to end")
    listener.end()
