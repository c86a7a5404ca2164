"""A mailbox's settings: what cannot work is refused in words, with what to write instead."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from console.domain.mail_account import (
    MailSettings,
    Security,
    Server,
    SettingsError,
    from_json,
    guess,
    to_json,
)

SETTINGS = replace(guess("kundeservice@mystore.no"), display_name="Mystore æøå")


def test_settings_survive_json() -> None:
    changed = replace(SETTINGS, plus_addressing=False, folder="Innboks", server_files_sent=True)
    assert from_json(to_json(changed)) == changed


@pytest.mark.parametrize(
    ("address", "imap", "smtp"),
    [
        ("a@gmail.com", "imap.gmail.com", "smtp.gmail.com"),
        ("a@hotmail.com", "outlook.office365.com", "smtp.office365.com"),
        ("a@firma.onmicrosoft.com", "outlook.office365.com", "smtp.office365.com"),
        ("a@one.com", "imap.one.com", "send.one.com"),
        ("a@domeneshop.no", "imap.domeneshop.no", "smtp.domeneshop.no"),
        (" post@MYSTORE.no ", "imap.mystore.no", "smtp.mystore.no"),
    ],
)
def test_an_address_is_enough_for_a_first_guess(address: str, imap: str, smtp: str) -> None:
    guessed = guess(address)
    assert (guessed.imap.host, guessed.smtp.host) == (imap, smtp)
    assert Security.NONE not in (guessed.imap.security, guessed.smtp.security)
    assert guessed.user == address.strip()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_without_protection_only_on_this_machine(host: str) -> None:
    assert Server(host, 143, Security.NONE).security is Security.NONE


@pytest.mark.parametrize("host", ["imap.mystore.no", "10.0.0.5", "localhost.ond.no", "0.0.0.0"])
def test_a_password_never_goes_in_the_clear_over_a_net(host: str) -> None:
    with pytest.raises(SettingsError, match="ubeskyttet"):
        Server(host, 143, Security.NONE)


@pytest.mark.parametrize("host", ["", "imap mystore.no", "imap.mystore.no/x", "a@b", "a\nb"])
def test_a_host_is_a_name(host: str) -> None:
    with pytest.raises(SettingsError):
        Server(host, 993)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_exists(port: int) -> None:
    with pytest.raises(SettingsError, match="Port"):
        Server("imap.mystore.no", port)


@pytest.mark.parametrize(
    "address", ["", "kundeservice", "a@", "@b.no", "a b@c.no", "a@b.no\n", "å@b.no"]
)
def test_an_address_is_an_address(address: str) -> None:
    with pytest.raises(SettingsError):
        replace(SETTINGS, address=address)
    with pytest.raises(SettingsError):
        guess(address if address.strip() == address else "x")


@pytest.mark.parametrize("change", [{"user": ""}, {"user": "a\r\nb"}, {"folder": ""}])
def test_user_and_folder_are_there(change: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        replace(SETTINGS, **change)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("address",), None, "address"),
        (("user",), 5, "user"),
        (("imap",), "x", "imap"),
        (("imap", "host"), None, "host"),
        (("imap", "port"), "993", "port"),
        (("imap", "port"), True, "port"),
        (("smtp", "security"), "ssl", "smtp"),
        (("plus_addressing",), "ja", "plus_addressing"),
    ],
)
def test_a_broken_field_is_named(path: tuple[str, ...], value: object, named: str) -> None:
    fields = json.loads(to_json(SETTINGS))
    inner = fields
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(SettingsError, match=named):
        from_json(json.dumps(fields))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1"])
def test_what_is_no_settings_at_all_is_said_so(text: str) -> None:
    with pytest.raises(SettingsError):
        from_json(text)


def test_settings_hold_no_secret() -> None:
    assert {"password", "secret"}.isdisjoint(MailSettings.__dataclass_fields__)
