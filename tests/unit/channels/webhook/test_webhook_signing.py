"""A message is believed only with a signature of one of our keys, and only for five minutes."""

from __future__ import annotations

import base64

import pytest
from whenever import Instant

from console.channels.webhook.protocol.signing import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    TOLERANCE_S,
    NotSigned,
    check,
    keys_of,
    signed,
)
from console.domain.connecting import SettingsError

NOW = Instant.from_utc(2026, 11, 26, 9, 12, 3)
BODY = b'{"type":"call.waiting"}'
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + base64.b64encode(bytes(range(32, 64))).decode()
KEYS = keys_of(SECRET)


def headers(**changes: str) -> dict[str, str]:
    made = signed(KEYS[0], "msg_1", NOW, BODY)
    return {**made, **{name.replace("_", "-"): value for name, value in changes.items()}}


def refused(sent: dict[str, str], body: bytes = BODY, now: Instant = NOW) -> str:
    with pytest.raises(NotSigned) as error:
        check(KEYS, sent, body, now)
    return str(error.value)


def test_the_scheme_is_that_of_standard_webhooks() -> None:
    """The example of the standard's own libraries."""
    (key,) = keys_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = Instant.from_timestamp(1614265330)
    sent = signed(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert sent[SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_of_the_exchange_is_believed() -> None:
    check(KEYS, headers(), BODY, NOW)


def test_one_of_several_signatures_or_keys_is_enough() -> None:
    other = signed(keys_of(OTHER)[0], "msg_1", NOW, BODY)[SIGNATURE]
    check(KEYS, headers(webhook_signature=f"{other} {headers()[SIGNATURE]}"), BODY, NOW)
    check(keys_of(f"{OTHER} {SECRET}"), headers(), BODY, NOW)


@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
def test_without_any_of_its_headers_it_is_not_believed(name: str) -> None:
    sent = headers()
    del sent[name]
    assert refused(sent)


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook_id": "msg_2"},
        {"webhook_id": ""},
        {"webhook_id": "a.1"},
        {"webhook_id": "x" * 201},
        {"webhook_timestamp": str(NOW.timestamp() + 1)},
        {"webhook_timestamp": "-1"},
        {"webhook_timestamp": "1e9"},
        {"webhook_timestamp": "9" * 400},
        {"webhook_timestamp": "١٢٣"},
        {"webhook_signature": ""},
        {"webhook_signature": "v1,"},
        {"webhook_signature": "v1a," + "A" * 43 + "="},
        {"webhook_signature": "v1,æøå"},
    ],
)
def test_whatever_was_changed_it_is_not_believed(changes: dict[str, str]) -> None:
    assert refused(headers(**changes))


def test_a_changed_body_is_not_believed() -> None:
    assert refused(headers(), BODY + b" ")


def test_with_another_key_it_is_not_believed_and_the_key_is_not_told() -> None:
    words = refused(signed(keys_of(OTHER)[0], "msg_1", NOW, BODY))
    assert SECRET.removeprefix("whsec_") not in words


def test_so_many_signatures_are_not_looked_at() -> None:
    right = headers()[SIGNATURE]
    assert refused(headers(webhook_signature=" ".join([*["v1,AAAA"] * 8, right])))


@pytest.mark.parametrize("late_s", [TOLERANCE_S + 1, -TOLERANCE_S - 1])
def test_a_message_of_another_time_is_not_believed(late_s: int) -> None:
    assert "5 minutter" in refused(headers(), now=NOW.add(seconds=late_s))
    check(KEYS, headers(), BODY, NOW.add(seconds=late_s - (1 if late_s > 0 else -1)))


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "hemmelig",
        "whsec_",
        "whsec_!!!",
        SECRET.removeprefix("whsec_"),
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        " ".join([SECRET] * 5),
    ],
)
def test_what_is_no_key_is_told_and_not_repeated(secret: str) -> None:
    with pytest.raises(SettingsError, match="whsec_") as error:
        keys_of(secret)
    assert not secret or len(secret) < 10 or secret not in str(error.value)
