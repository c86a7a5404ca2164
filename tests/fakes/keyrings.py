"""Keyrings: one that keeps in memory, one that refuses."""

from __future__ import annotations


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
