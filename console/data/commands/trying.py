"""Trying the store: a change that changes nothing but the feed."""

from __future__ import annotations

from console.data.transaction import Transaction


def try_the_feed(tx: Transaction) -> None:
    """Appends an event about the store itself; whoever may act at all may do it."""
    tx.record("DoctorTried", "store", "feed")
