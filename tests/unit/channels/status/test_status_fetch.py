"""A status page is asked politely, over a real socket, and nothing it answers takes for ever."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator

import pytest
from fakes.status_pages import summary
from peers.status_server import JSON, Answer, StatusServer, status_server

from console.channels.contract import ChannelDown, ProtocolError
from console.channels.status.answers import Fetched, NotNow, Unchanged
from console.channels.status.fetch import (
    SUMMARY,
    Limits,
    StatusFetch,
    lies_in_a_private_network,
    summary_url,
)
from console.channels.status.summary import MOST_BYTES, read_summary

FETCH = StatusFetch()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def page() -> Iterator[StatusServer]:
    """One that has an incident."""
    with status_server() as server:
        server.answers[SUMMARY] = Answer(summary(), headers={**JSON, "ETag": 'W/"a1"'})
        yield server


def test_what_the_page_says_comes_with_its_mark(page: StatusServer) -> None:
    said = read_summary(summary(), page.address)
    assert FETCH(page.address, "") == Fetched(said, 'W/"a1"')
    (_, headers), *more = page.asked
    assert not more
    assert headers["User-Agent"].startswith("Agentkonsoll (+https://")
    assert "If-None-Match" not in headers
    assert not {"Cookie", "Authorization"} & set(headers)


def test_a_page_that_still_says_the_same_is_not_read_again(page: StatusServer) -> None:
    page.answers[SUMMARY] = Answer(status=304)
    assert FETCH(page.address, 'W/"a1"') == Unchanged()
    assert page.asked[0][1]["If-None-Match"] == 'W/"a1"'


def test_a_page_that_says_unchanged_without_being_asked_so_has_said_nothing(
    page: StatusServer,
) -> None:
    page.answers[SUMMARY] = Answer(status=304)
    with pytest.raises(ChannelDown, match="304"):
        FETCH(page.address, "")


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://status.mystore.no", "https://status.mystore.no/api/v2/summary.json"),
        ("https://drift.example/nå?vis=alt", "https://drift.example/api/v2/summary.json"),
        ("https://drift.example/own/summary.json", "https://drift.example/own/summary.json"),
    ],
)
def test_the_summary_lies_at_its_place_on_the_host(address: str, url: str) -> None:
    assert summary_url(address) == url


@pytest.mark.parametrize("address", ["", "status.mystore.no", "file:///etc/passwd", "https://["])
def test_what_is_no_page_of_the_web_is_not_asked(address: str) -> None:
    with pytest.raises(ProtocolError, match="leder ingen steder"):
        FETCH(address, "")


def test_a_squeezed_answer_is_read(page: StatusServer) -> None:
    squeezed = {**JSON, "Content-Encoding": "gzip"}
    page.answers[SUMMARY] = Answer(gzip.compress(summary()), headers=squeezed)
    assert FETCH(page.address, "") == Fetched(read_summary(summary(), page.address), "")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html>", headers={"Content-Type": "text/html"}),
        Answer(b"<html>"),
        Answer(b"{}"),
        Answer(b" " * (MOST_BYTES + 1)),
        Answer(
            gzip.compress(b" " * (40 * MOST_BYTES)), headers={**JSON, "Content-Encoding": "gzip"}
        ),
        Answer(status=302, headers={}),
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        Answer(status=302, headers={"Location": "https://["}),
        Answer(status=302, headers={"Location": SUMMARY}),
    ],
    ids=["html", "html as json", "empty", "large", "bomb", "nowhere", "a file", "odd", "a ring"],
)
def test_what_is_no_summary_is_not_understood(page: StatusServer, answer: Answer) -> None:
    page.answers[SUMMARY] = answer
    with pytest.raises(ProtocolError):
        FETCH(page.address, "")


@pytest.mark.parametrize("status", [403, 404, 500, 502])
def test_a_page_that_does_not_answer_is_down(page: StatusServer, status: int) -> None:
    page.answers[SUMMARY] = Answer(status=status)
    with pytest.raises(ChannelDown, match=str(status)):
        FETCH(page.address, "")


def test_a_broken_answer_is_down(page: StatusServer) -> None:
    page.answers[SUMMARY] = Answer(b"no gzip", headers={**JSON, "Content-Encoding": "gzip"})
    with pytest.raises(ChannelDown, match="kan ikke hentes"):
        FETCH(page.address, "")


def test_a_port_where_nobody_is_is_down(page: StatusServer) -> None:
    with pytest.raises(ChannelDown, match=r"127\.0\.0\.1 kan ikke nås"):
        FETCH("http://127.0.0.1:1", "")


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "999999999"}, 900),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "soon"}, 0),
        ({}, 0),
    ],
    ids=str,
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_page_that_asks_for_peace_is_left_in_it(
    page: StatusServer, status: int, headers: dict[str, str], wait_s: float
) -> None:
    page.answers[SUMMARY] = Answer(status=status, headers=headers)
    with pytest.raises(NotNow) as error:
        FETCH(page.address, "")
    assert error.value.retry_after_s == wait_s


def test_a_page_that_names_a_time_means_its_own_clock(page: StatusServer) -> None:
    headers = {"Retry-After": "Mon, 23 Nov 2026 08:01:30 GMT"}
    now = {"Date": "Mon, 23 Nov 2026 08:00:00 GMT"}
    page.answers[SUMMARY] = Answer(status=503, headers={**headers, **now})
    with pytest.raises(NotNow) as error:
        FETCH(page.address, "")
    assert error.value.retry_after_s == 90


def test_a_page_that_moved_is_followed(page: StatusServer) -> None:
    page.answers[SUMMARY] = Answer(status=301, headers={"Location": "/ny/summary.json"})
    page.answers["/ny/summary.json"] = Answer(summary())
    assert isinstance(FETCH(page.address, ""), Fetched)
    assert [path for path, _ in page.asked] == [SUMMARY, "/ny/summary.json"]


def test_a_page_of_the_world_cannot_send_us_into_the_house(page: StatusServer) -> None:
    """What is called localhost counts as the house, the page's own host as one of the world's."""
    inside = page.address.replace("127.0.0.1", "localhost") + "/inside.json"
    page.answers[SUMMARY] = Answer(status=302, headers={"Location": inside})
    page.answers["/inside.json"] = Answer(summary())
    with pytest.raises(ProtocolError, match="husets eget nett"):
        StatusFetch(is_private=lambda host: host == "localhost")(page.address, "")
    assert [path for path, _ in page.asked] == [SUMMARY]
    assert isinstance(StatusFetch(is_private=lambda _host: True)(page.address, ""), Fetched)


@pytest.mark.parametrize(
    ("host", "is_private"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("fe80::1", True),
        ("::ffff:10.0.0.1", True),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
    ],
)
def test_the_houses_own_network_is_known(host: str, is_private: bool) -> None:
    assert lies_in_a_private_network(host) is is_private


def test_a_page_that_never_ends_its_answer_is_too_slow(page: StatusServer) -> None:
    over = threading.Event()
    page.answers[SUMMARY] = Answer(summary(), hold=over.wait)
    with pytest.raises(ChannelDown, match="ikke i tide"):
        StatusFetch(Limits(step_s=0.05, all_s=1.0))(page.address, "")
    over.set()


def test_a_page_that_answers_a_bit_at_a_time_is_too_slow(page: StatusServer) -> None:
    """The clock is far on after the first bytes."""
    seconds = iter([0.0, 0.0, *[7.0] * 50])
    page.answers[SUMMARY] = Answer(summary())
    with pytest.raises(ChannelDown, match="ikke i tide"):
        StatusFetch(Limits(step_s=3.0, all_s=6.0), lambda: next(seconds))(page.address, "")
