"""The protocol as it is written down is the one that the door speaks."""

from __future__ import annotations

import re
from pathlib import Path

from open_web_door import OpenDoor

from console.channels.web import sniffing

ROOT = Path(__file__).parents[4]
WRITTEN = (ROOT / "docs" / "web-chat-protocol.md").read_text("utf-8")
SOURCES = sorted((ROOT / "console" / "channels" / "web").glob("*.py"))


def test_every_route_is_written_down() -> None:
    spoken = {
        route
        for path in SOURCES
        for route in re.findall(r'Route\("(/[a-z]+)', path.read_text("utf-8"))
        if not route.startswith("/w")
    }
    assert {"/visits", "/transcript"} <= spoken
    assert [route for route in sorted(spoken) if route not in WRITTEN] == []


def test_every_refusal_is_written_down() -> None:
    refusals = {
        refusal
        for path in SOURCES
        for refusal in re.findall(r'Refusal\((\d+), "([a-z]+)"', path.read_text("utf-8"))
    }
    told = re.search(r"A refusal is .*", WRITTEN)
    assert told is not None
    by_status = {
        status: set(re.findall(r"`([a-z]+)`", codes))
        for status, codes in re.findall(r"(\d{3}) ((?:`[a-z]+`(?:, )?)+)", told[0])
    }
    assert len(refusals) > 12
    missing = [
        f"{status} {code}" for status, code in refusals if code not in by_status.get(status, ())
    ]
    assert missing == []


def test_the_limits_are_those_that_are_written_down(opened: OpenDoor) -> None:
    limits = opened.ask("GET", "config?site=mystore").json()["limits"]
    assert f"a text {limits['text']} characters" in WRITTEN
    megabytes = limits["file_bytes"] // (1024 * 1024)
    assert f"a file {megabytes} MB and {limits['files']} a line" in WRITTEN
    assert limits["types"] == list(sniffing.TYPES)
