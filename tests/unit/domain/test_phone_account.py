"""The setting of an exchange: what cannot work is refused in words, what is stored is read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.connecting import SettingsError
from console.domain.phone_account import (
    LONGEST_WRAP_UP_S,
    PhoneKind,
    PhoneSettings,
    QueueOrder,
    from_json,
    to_json,
)

AMI: dict[str, Any] = {
    "kind": PhoneKind.AMI,
    "queues": ("kundeservice",),
    "host": "sentral.mystore.no",
    "port": 5039,
    "is_tls": True,
    "user": "konsoll",
}
WEBHOOK: dict[str, Any] = {"kind": PhoneKind.WEBHOOK, "queues": ("salg",), "listen_port": 8455}


def test_an_exchange_over_the_net_with_tls_is_a_setting() -> None:
    made = PhoneSettings(**AMI)
    assert (made.number, made.order) == ("21 98 24 74", QueueOrder.EXCHANGE)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_without_tls_it_may_be_on_this_machine(host: str) -> None:
    assert not PhoneSettings(**{**AMI, "host": host, "is_tls": False}).is_tls


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"is_tls": False}, "ubeskyttet"),
        ({"host": ""}, "servernavn"),
        ({"host": "sentral firma"}, "servernavn"),
        ({"host": "sentral\r\nAction: Command"}, "servernavn"),
        ({"port": 0}, "Port 0"),
        ({"port": 65536}, "Port 65536"),
        ({"user": ""}, "Brukernavnet"),
        ({"user": "konsoll\r\nSecret: x"}, "Brukernavnet"),
        ({"queues": ()}, "Ingen kø"),
        ({"queues": ("",)}, "navnet på en kø"),
        ({"queues": ("a,b",)}, "navnet på en kø"),
        ({"queues": ("kundeservice\n",)}, "navnet på en kø"),
        ({"queues": ("salg", "salg")}, "to ganger"),
        ({"take_context": "ta imot"}, "kontekst"),
        ({"take_context": "a\r\nb"}, "kontekst"),
        ({"take_context": "a\n"}, "kontekst"),
        ({"shop_variable": "STORE-ID"}, "kanalvariabel"),
        ({"priority_variable": "1X"}, "kanalvariabel"),
        ({"dial_prefix": "+47"}, "Prefikset"),
        ({"pos_priority": 0}, "kasse"),
        ({"wrap_up_s": -1}, "Etterarbeid"),
        ({"wrap_up_s": LONGEST_WRAP_UP_S + 1}, "Etterarbeid"),
        ({"number": "2" * 41}, "Nummeret"),
    ],
)
def test_what_cannot_work_is_refused_in_words(wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        PhoneSettings(**{**AMI, **wrong})


def test_a_webhook_is_heard_on_this_machine_only() -> None:
    assert PhoneSettings(**WEBHOOK).listen_host == "127.0.0.1"
    with pytest.raises(SettingsError, match="omvendt proxy"):
        PhoneSettings(**{**WEBHOOK, "listen_host": "0.0.0.0"})


@pytest.mark.parametrize(
    "url", ["https://sentral.firma.no/ordre", "http://127.0.0.1:9000", "http://localhost/x"]
)
def test_orders_go_protected_or_stay_on_this_machine(url: str) -> None:
    assert PhoneSettings(**{**WEBHOOK, "act_url": url}).act_url == url


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://sentral.firma.no", "ubeskyttet"),
        ("ftp://sentral.firma.no", "adresse"),
        ("https://", "adresse"),
        ("https://[x", "adresse"),
        ("https://a:b/", "adresse"),
        ("https://kari:hemmelig@sentral.firma.no", "adresse"),
        ("https://sentral.firma.no/\r\nX: y", "adresse"),
        ("https://sentral.firma.no/" + "x" * 500, "adresse"),
    ],
)
def test_orders_go_nowhere_else(url: str, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        PhoneSettings(**{**WEBHOOK, "act_url": url})


def test_what_a_webhook_does_not_need_is_not_asked_of_it() -> None:
    assert PhoneSettings(**WEBHOOK).host == ""


def test_a_stored_setting_is_read_back() -> None:
    made = PhoneSettings(
        **{**AMI, "queues": ("kundeservice", "kø 2"), "order": QueueOrder.CONSOLE, "wrap_up_s": 90}
    )
    assert from_json(to_json(made)) == made


def test_what_a_later_program_has_added_is_left_out() -> None:
    stored = {**json.loads(to_json(PhoneSettings(**AMI))), "hologram": True}
    assert from_json(json.dumps(stored)) == PhoneSettings(**AMI)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "gyldig JSON"),
        ("[]", "JSON-objekt"),
        ("{}", "«kind»"),
        ('{"kind": "ami"}', "«queues»"),
        ('{"kind": "isdn", "queues": ["a"]}', "«kind»"),
        ('{"kind": ["ami"], "queues": ["a"]}', "«kind»"),
        ('{"kind": "ami", "queues": "abc"}', "«queues»"),
        ('{"kind": "ami", "queues": [1]}', "«queues»"),
        ('{"kind": "ami", "queues": ["a"], "port": "5038"}', "«port»"),
        ('{"kind": "ami", "queues": ["a"], "wrap_up_s": true}', "«wrap_up_s»"),
        ('{"kind": "ami", "queues": ["a"], "is_tls": 1}', "«is_tls»"),
        ('{"kind": "ami", "queues": ["a"], "order": null}', "«order»"),
    ],
)
def test_a_broken_setting_names_what_is_wrong(text: str, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        from_json(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from([*AMI, "order", "number", "listen_host", "wrap_up_s", "x"]), _JSON
    )
)
def test_whatever_is_stored_it_is_a_setting_or_told_in_words(stored: dict[str, Any]) -> None:
    found = _read_or_told(json.dumps(stored))
    assert found
    if isinstance(found, PhoneSettings):
        assert from_json(to_json(found)) == found


def _read_or_told(text: str) -> PhoneSettings | str:
    try:
        return from_json(text)
    except SettingsError as error:
        return str(error)
