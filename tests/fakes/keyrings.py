"""Keyrings: such as the desk is handed, and such as the keyring library finds on a machine."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Ring:
    """Keeps passwords in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value


class LockedRing:
    """Nobody has unlocked it."""

    def get(self, name: str) -> str | None:
        raise RuntimeError(f"nøkkelringen er låst ({name})")

    def set(self, name: str, value: str) -> None:
        del value
        raise RuntimeError(f"nøkkelringen er låst ({name})")


class MemoryRing(KeyringBackend):
    """A ring in memory."""

    priority = -1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class SystemRing(MemoryRing):
    """One that passes for a ring that the system guards."""

    __module__ = "keyring.backends.SecretService"
    __qualname__ = "Keyring"
