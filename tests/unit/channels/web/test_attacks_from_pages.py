"""Attacks from other people's pages, and on other paths: turned away before anything is read."""

from __future__ import annotations

import socket

import pytest
from open_web_door import SETTINGS, Line, OpenDoor, refused
from websockets.exceptions import InvalidStatus

from console.channels.web.origins import Origins, page_of, policy
from console.domain.web_chat import Site, WebChatSettings

SITE = SETTINGS.sites[0]

FOREIGN = {
    "another page": {"Origin": "https://evil.no"},
    "a page that hides where it is": {"Origin": "null"},
    "nobody's page": {"Origin": "-"},
    "a name that begins as ours": {"Origin": "{own}.evil.no"},
    "ours in another scheme": {"Origin": "https://127.0.0.1:{port}"},
    "another port of this machine": {"Origin": "http://127.0.0.1:1"},
    "two origins in one": {"Origin": "{own}, https://evil.no"},
    "a site's page beside the frame": {"Origin": "https://www.mystore.no"},
    "a request that crosses sites": {"Sec_Fetch_Site": "cross-site"},
    "a request of a neighbouring site": {"Sec_Fetch_Site": "same-site"},
    "a name that was let point here": {"Host": "evil.no", "Origin": "http://evil.no"},
    "a name that ends as a number": {"Host": "x.127.0.0.1", "Origin": "http://x.127.0.0.1"},
}


@pytest.mark.parametrize("attack", FOREIGN)
def test_nothing_is_changed_from_elsewhere(attacked: OpenDoor, attack: str) -> None:
    port = str(attacked.door.port)
    headers = {
        name: words.replace("{own}", attacked.own).replace("{port}", port)
        for name, words in FOREIGN[attack].items()
    }
    said = {"site": "mystore", "client_id": "0199d8f0-0000-7000-8000-000000000001"}
    assert refused(attacked.ask("POST", "visits", body=said, **headers), 403, "origin")
    assert attacked.stays() == []


def test_what_was_refused_is_told_to_the_log_by_its_kind(
    attacked: OpenDoor, caplog: pytest.LogCaptureFixture
) -> None:
    attacked.ask("POST", "visits", body={}, Origin="https://evil.no")
    told = [one.getMessage() for one in caplog.records if one.name == "console.web"]
    assert told == ["a visitor was answered with 403 (origin)"]


@pytest.mark.parametrize("origin", ["https://evil.no", "", "null", "https://www.mystore.no"])
def test_no_other_page_hears_the_line(attacked: OpenDoor, origin: str) -> None:
    with pytest.raises(InvalidStatus) as denied:
        Line(attacked, Origin=origin)
    assert denied.value.response.status_code == 403


def test_no_browser_is_told_that_it_may_ask_from_elsewhere(attacked: OpenDoor) -> None:
    asked = {"Access_Control_Request_Method": "POST", "Origin": "https://evil.no"}
    assert refused(attacked.ask("OPTIONS", "visits", **asked), 403, "origin")


@pytest.mark.parametrize(
    "path",
    [
        "/w/../pyproject.toml",
        "/w/%2e%2e/%2e%2e/pyproject.toml",
        "/w/..%2f..%2fpyproject.toml",
        "/w/widget.html/../../../etc/passwd",
        "/w/\\..\\..\\etc\\passwd",
        "/w//etc/passwd",
        "/w/v1/files/../config",
        "/w/v1",
        "/w/",
        "/",
        "/docs",
        "/w/widget.py",
    ],
)
def test_there_is_nothing_behind_the_door(attacked: OpenDoor, path: str) -> None:
    with socket.create_connection(("127.0.0.1", attacked.door.port), 5) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        )
        assert line.recv(200).startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_no_other_word_is_known(attacked: OpenDoor, method: str) -> None:
    assert refused(attacked.ask(method, "messages"), 405, "route")


def test_the_frame_is_shown_by_its_sites_pages_alone(attacked: OpenDoor) -> None:
    shown = attacked.ask("GET", "/w/widget?site=mystore")
    told = shown.headers["Content-Security-Policy"]
    assert "frame-ancestors https://www.mystore.no http://localhost:8080;" in told
    assert refused(attacked.ask("GET", "/w/widget?site=evil"), 404, "site")
    assert refused(attacked.ask("GET", "/w/widget"), 404, "site")


def test_the_frame_runs_nothing_but_its_own(attacked: OpenDoor) -> None:
    told = policy(SITE, "https://chat.mystore.no")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in told
    assert "connect-src 'self' wss://chat.mystore.no;" in told
    assert "unsafe" not in told
    assert "*" not in told


def test_an_origin_that_was_typed_in_cannot_write_the_policy() -> None:
    wicked = Site("x", "X", ("https://a.no;script-src", "https://b.no"))
    assert "frame-ancestors https://b.no;" in policy(wicked, "")


def test_a_page_is_a_sites_or_none() -> None:
    assert page_of("https://www.mystore.no/pris?token=1#2", SITE) == "https://www.mystore.no/pris"
    for wicked in ("javascript:alert(1)", "https://evil.no/", "data:text/html,x", "//x", "[", ""):
        assert page_of(wicked, SITE) == ""


def test_behind_a_proxy_the_public_address_is_ours_and_no_other() -> None:
    from starlette.datastructures import Headers

    origins = Origins(WebChatSettings(sites=(SITE,), public_url="https://Chat.mystore.no:443/"))
    for origin, may in [
        ("https://chat.mystore.no", True),
        ("http://chat.mystore.no", False),
        ("https://chat.mystore.no.evil.no", False),
    ]:
        headers = Headers({"origin": origin, "host": "127.0.0.1:8750"})
        assert origins.may_speak(headers) is may


def test_a_proxy_that_does_not_say_for_whom_it_asks_is_seen() -> None:
    from starlette.datastructures import Headers

    origins = Origins(WebChatSettings(sites=(SITE,), public_url="https://chat.mystore.no"))
    assert origins.is_blind("127.0.0.1", Headers({}))
    assert not origins.is_blind("127.0.0.1", Headers({"x-forwarded-for": "203.0.113.9"}))
    assert not origins.is_blind("203.0.113.9", Headers({}))
    assert not Origins(SETTINGS).is_blind("127.0.0.1", Headers({})), "without a proxy"


@pytest.mark.parametrize(
    ("peer", "told", "counted"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("127.0.0.1", "2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_who_is_counted_is_said_by_proxies_that_are_ours(
    peer: str, told: str, counted: str
) -> None:
    from starlette.datastructures import Headers

    headers = Headers({"x-forwarded-for": told} if told else {})
    assert Origins(SETTINGS).address(peer, headers) == counted
