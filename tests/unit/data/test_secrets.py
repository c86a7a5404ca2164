"""Passwords lie only where the operating system guards them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from fakes.keyrings import MemoryRing, SystemRing
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from console.data.secrets import (
    CREDENTIALS_VARIABLE,
    SecretStore,
    SecretsUnavailable,
    credential_file,
    credentials_folder,
    mail_password_name,
)

NAME = mail_password_name("kundeservice@mystore.no")


class PlaintextKeyring(MemoryRing):
    """A ring that would write passwords into a file."""


@pytest.fixture(autouse=True)
def _ring_of_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def guarded() -> MemoryRing:
    ring = SystemRing()
    keyring.set_keyring(ring)
    return ring


def test_a_password_is_kept_under_the_programs_name_and_forgotten(guarded: MemoryRing) -> None:
    secrets = SecretStore()
    assert secrets.get(NAME) is None
    secrets.set(NAME, "hemmelig")
    assert secrets.get(NAME) == "hemmelig"
    assert guarded.kept == {("agent-console", "mail:kundeservice@mystore.no"): "hemmelig"}
    secrets.delete(NAME)
    secrets.delete(NAME)
    assert secrets.get(NAME) is None


@pytest.mark.parametrize(
    "ring", [fail.Keyring(), null.Keyring(), PlaintextKeyring()], ids=["fail", "null", "plaintext"]
)
def test_a_ring_that_guards_nothing_is_refused_with_what_to_install(ring: KeyringBackend) -> None:
    keyring.set_keyring(ring)
    for ask in (
        lambda: SecretStore().get(NAME),
        lambda: SecretStore().set(NAME, "hemmelig"),
        lambda: SecretStore().describe(),
    ):
        with pytest.raises(SecretsUnavailable, match="gnome-keyring"):
            ask()
    assert not getattr(ring, "kept", {})


def test_a_chain_is_only_as_good_as_its_worst_ring(
    guarded: MemoryRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = ChainerBackend()
    monkeypatch.setattr(ChainerBackend, "backends", [guarded])
    keyring.set_keyring(chain)
    SecretStore().set(NAME, "hemmelig")
    monkeypatch.setattr(ChainerBackend, "backends", [guarded, PlaintextKeyring()])
    with pytest.raises(SecretsUnavailable):
        SecretStore().get(NAME)
    monkeypatch.setattr(ChainerBackend, "backends", [])
    with pytest.raises(SecretsUnavailable):
        SecretStore().get(NAME)


def test_a_locked_ring_says_that_it_wants_to_be_unlocked(guarded: MemoryRing) -> None:
    guarded.is_locked = True
    with pytest.raises(SecretsUnavailable, match="Lås den opp"):
        SecretStore().get(NAME)


def test_a_service_reads_its_password_from_the_file_that_systemd_hands_it(tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    (tmp_path / "mail-kundeservice@mystore.no").write_text("hemmelig æøå\n", "utf-8")
    assert SecretStore(tmp_path).get(NAME) == "hemmelig æøå"


def test_what_systemd_did_not_hand_over_is_asked_of_the_ring(
    tmp_path: Path, guarded: MemoryRing
) -> None:
    SecretStore().set(NAME, "hemmelig")
    assert SecretStore(tmp_path).get(NAME) == "hemmelig"


def test_a_credential_that_cannot_be_read_is_told_by_its_file(tmp_path: Path) -> None:
    (tmp_path / credential_file(NAME)).write_bytes(b"\xff\xfe")
    with pytest.raises(SecretsUnavailable, match=r"mail-kundeservice@mystore\.no"):
        SecretStore(tmp_path).get(NAME)


def test_no_address_reaches_out_of_the_folder_of_credentials() -> None:
    assert "/" not in credential_file(mail_password_name("../../etc/passwd@x.no"))


def test_the_folder_is_where_systemd_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CREDENTIALS_VARIABLE, raising=False)
    assert credentials_folder() is None
    monkeypatch.setenv(CREDENTIALS_VARIABLE, "/run/credentials/x")
    assert credentials_folder() == Path("/run/credentials/x")


def test_asking_nothing_loads_no_keyring() -> None:
    code = "import sys, console.data.secrets; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
