"""A page may be fetched ahead of time; whoever asks gets just what the mailbox would have given."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from fakes.mailbox import FakeMailbox, down
from fakes.mails import mail

from console.channels.contract import ChannelDown
from console.service.page_ahead import LET_GO_S, PageAhead


@pytest.fixture
def pages(outside: FakeMailbox) -> Iterator[PageAhead]:
    outside.mails = [mail(f"m{n}") for n in range(6)]
    made = PageAhead(outside, 2)
    yield made
    made.drop(LET_GO_S)


def test_what_was_begun_is_fetched_once(pages: PageAhead, outside: FakeMailbox) -> None:
    pages.begin(b"2")
    assert pages.page(b"2").mails == tuple(outside.mails[2:4])
    assert outside.steps == ["pull"]


def test_it_is_fetched_while_nobody_asks(pages: PageAhead, outside: FakeMailbox) -> None:
    fetched = threading.Event()
    outside.during["pull"] = fetched.set
    pages.begin(b"2")
    assert fetched.wait(5)


def test_another_place_than_was_begun_is_fetched_anew(
    pages: PageAhead, outside: FakeMailbox
) -> None:
    pages.begin(b"2")
    assert pages.page(b"4").mails == tuple(outside.mails[4:])
    assert outside.steps == ["pull", "pull"]


def test_without_a_beginning_it_is_fetched_when_asked_for(
    pages: PageAhead, outside: FakeMailbox
) -> None:
    assert pages.page(None).mails == tuple(outside.mails[:2])


def test_what_went_wrong_is_told_to_whoever_asks_and_once(
    pages: PageAhead, outside: FakeMailbox
) -> None:
    outside.trouble["pull"] = down()
    pages.begin(b"2")
    with pytest.raises(ChannelDown):
        pages.page(b"2")
    outside.trouble.clear()
    assert pages.page(b"2").mails == tuple(outside.mails[2:4])


def test_what_was_begun_and_dropped_leaves_no_thread(
    pages: PageAhead, outside: FakeMailbox
) -> None:
    release = threading.Event()
    outside.during["pull"] = release.wait
    pages.begin(b"2")
    release.set()
    pages.drop(LET_GO_S)
    assert "mail.ahead" not in {thread.name for thread in threading.enumerate()}
