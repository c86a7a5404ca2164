"""What a message tells is read with every field checked; what is wrong is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from console.channels.webhook.protocol.fields import NotJson, NotUnderstood
from console.channels.webhook.protocol.reading import (
    CallTold,
    MemberTold,
    QueueTold,
    read_message,
)
from console.domain.calls import CallState, Ending, MemberState

NOW = Instant.from_utc(2026, 11, 26, 9, 12, 3)
AT = "2026-11-26T09:12:03Z"


def message(kind: str, **data: Any) -> bytes:
    return json.dumps({"type": kind, "timestamp": AT, "data": data}).encode()


def test_a_new_call_with_all_that_can_be_told_of_it() -> None:
    told = read_message(
        message(
            "call.waiting",
            call="a81",
            queue="kundeservice",
            **{"from": "+4722000001"},
            name="Kari Nordmann",
            store="12001",
            said="valgte «kasse»",
            pos=True,
            priority=10,
            place=1,
            began_at="2026-11-26T10:12:00.5+01:00",
        ),
        NOW,
    )
    assert told == CallTold(
        at=NOW,
        call="a81",
        state=CallState.WAITING,
        began_at=Instant.parse_iso("2026-11-26T09:12:00.5Z"),
        changes={
            "number": "+4722000001",
            "name": "Kari Nordmann",
            "shop": "12001",
            "said": "valgte «kasse»",
            "queue": "kundeservice",
            "is_pos": True,
            "priority": 10,
            "place": 1,
        },
    )


def test_an_answer_and_an_end() -> None:
    answered = read_message(message("call.answered", call="a81", telephone="PJSIP/21"), NOW)
    ended = read_message(message("call.ended", call="a81", how="left"), NOW)
    assert answered == CallTold(NOW, "a81", CallState.TALKING, "PJSIP/21")
    assert ended == CallTold(NOW, "a81", CallState.ENDED, how=Ending.LEFT)


def test_a_telephone_and_one_that_has_left() -> None:
    paused = message("member", telephone="PJSIP/21", queue="salg", state="paused", reason="lunsj")
    gone = message("member", telephone="PJSIP/21", state="gone")
    assert read_message(paused, NOW) == MemberTold(
        NOW, "PJSIP/21", "salg", MemberState.PAUSED, "lunsj"
    )
    assert read_message(gone, NOW) == MemberTold(NOW, "PJSIP/21", "", None)


def test_the_whole_queue() -> None:
    calls = [
        {"call": "a", "state": "waiting"},
        {"call": "b", "state": "answered", "telephone": "PJSIP/21"},
    ]
    told = read_message(message("queue", calls=calls, members=[]), NOW)
    assert told == QueueTold(
        NOW,
        (CallTold(NOW, "a", CallState.WAITING), CallTold(NOW, "b", CallState.TALKING, "PJSIP/21")),
        (),
    )


def test_kinds_and_fields_of_a_later_day_do_no_harm() -> None:
    assert read_message(message("call.recorded", call="a"), NOW) is None
    told = read_message(message("call.ended", call="a", mood={"x": [1]}), NOW)
    assert told == CallTold(NOW, "a", CallState.ENDED)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"call": None}, "data.call"),
        ({"call": ""}, "data.call"),
        ({"call": 7}, "data.call"),
        ({"call": "x" * 201}, "data.call"),
        ({"call": "a\r\nb"}, "data.call"),
        ({"call": "a\x00"}, "data.call"),
        ({"call": " a"}, "data.call"),
        ({"call": "\ud800"}, "data.call"),
        ({"queue": ["a"]}, "data.queue"),
        ({"from": 4722000001}, "data.from"),
        ({"from": "1" * 65}, "data.from"),
        ({"name": {"a": 1}}, "data.name"),
        ({"name": "x" * 201}, "data.name"),
        ({"store": "1" * 65}, "data.store"),
        ({"said": 1.5}, "data.said"),
        ({"pos": "true"}, "data.pos"),
        ({"pos": 1}, "data.pos"),
        ({"priority": 1.0}, "data.priority"),
        ({"priority": True}, "data.priority"),
        ({"priority": 10**30}, "data.priority"),
        ({"place": 0}, "data.place"),
        ({"began_at": "i går"}, "data.began_at"),
        ({"began_at": "2026-11-26T09:12:03"}, "data.began_at"),
        ({"began_at": 1764148323}, "data.began_at"),
        ({"how": "eksplodert"}, "data.how"),
        ({"how": ["left"]}, "data.how"),
    ],
)
def test_a_wrong_field_is_named(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_message(message("call.waiting", **{"call": "a", **wrong}), NOW)
    assert str(error.value).startswith(f"{field} ")


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("call.ringing", {"call": "a"}, "data.telephone"),
        ("call.answered", {"call": "a", "telephone": ""}, "data.telephone"),
        ("member", {"telephone": "x", "state": "sover"}, "data.state"),
        ("member", {"state": "ready"}, "data.telephone"),
        ("queue", {"calls": "a"}, "data.calls"),
        ("queue", {"calls": ["a"]}, "data.calls[0]"),
        ("queue", {"calls": [{"call": "a", "state": "ended"}]}, "data.calls[0].state"),
        ("queue", {"calls": [{"call": "a", "state": "waiting"}] * 501}, "data.calls"),
        ("queue", {"members": [{}]}, "data.members[0].telephone"),
    ],
)
def test_what_is_missing_is_named(kind: str, data: dict[str, Any], field: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_message(message(kind, **data), NOW)
    assert str(error.value).startswith(f"{field} ")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hei",
        b"\xff\xfe",
        b'{"type": "call.ended"',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"type": NaN}',
        b'{"type": Infinity}',
        b'{"place": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_json_is_told(body: bytes) -> None:
    with pytest.raises(NotJson):
        read_message(body, NOW)


@pytest.mark.parametrize("body", [b"[]", b"7", b'"hei"', b"null", b"{}", b'{"type": "call.ended"}'])
def test_what_is_no_message_is_told(body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        read_message(body, NOW)


def test_what_is_to_happen_has_not_happened() -> None:
    with pytest.raises(NotUnderstood, match="frem i tid"):
        read_message(message("call.ended", call="a"), NOW.subtract(seconds=301))


def test_words_of_the_exchange_are_plain_text() -> None:
    told = read_message(
        message("call.waiting", call="a", name="Kari\r\n\u202e<b>\x00", said="  \t "), NOW
    )
    assert isinstance(told, CallTold)
    assert told.changes == {"name": "Kari <b>", "said": ""}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
_KINDS = ("call.waiting", "call.ringing", "call.answered", "call.ended", "member", "queue")
_NAMES = ("call", "queue", "from", "telephone", "state", "calls", "members", "place", "how")


@given(st.sampled_from(_KINDS), st.dictionaries(st.sampled_from(_NAMES), _JSON), st.binary())
def test_whatever_comes_is_read_or_told_in_words(
    kind: str, data: dict[str, Any], noise: bytes
) -> None:
    for body in (message(kind, **data), noise):
        try:
            read_message(body, NOW)
        except NotUnderstood as error:
            words = str(error)
        else:
            words = "lest"
        assert words
