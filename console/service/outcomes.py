"""What one try to reach the outside came to: never an exception, and written harder than usual."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, assert_never

from console.channels.contract import (
    AuthFailed,
    ChannelError,
    Deferred,
    Refused,
    Sent,
    Unknown,
)
from console.data.errors import StoreBusy, StoreFull, StoreUnavailable
from console.domain.cases import DeliveryState
from console.domain.language import tr
from console.domain.receipts import kept_receipt
from console.service.bell import Bell
from console.service.hold import AUTH_S, Growth
from console.service.leading_store import LeadingStore, Term

SETTLE_TRIES = 5
"""How often the outcome is tried to be written when the store is busy or away."""

STORE_AWAY = (StoreBusy, StoreFull, StoreUnavailable)

Outcome = Sent | Refused | Deferred | Unknown
HandOver = Callable[[Callable[[], bool]], Outcome]
"""Hands something over once; asks first whether it may go on."""


def one_try(term: Term, hand_over: HandOver, log: logging.Logger) -> Outcome:
    """Hands something over, unless somebody else leads by now."""
    (outcome,) = one_try_of_all(term, lambda may_go_on: (hand_over(may_go_on),), 1, log)
    return outcome


def one_try_of_all(
    term: Term,
    hand_over: Callable[[Callable[[], bool]], Sequence[Outcome]],
    count: int,
    log: logging.Logger,
) -> Sequence[Outcome]:
    """As `one_try`, of so many together, an outcome each: what befalls the call befalls all."""
    if not term.holds():
        return [Deferred(tr("en annen tjeneste overtar"), retry_after_s=0.0)] * count
    try:
        return hand_over(term.holds)
    except ChannelError as error:
        # By the contract it raises only before anything was handed over.
        return [Deferred(str(error), AUTH_S if isinstance(error, AuthFailed) else None)] * count
    except Exception as error:
        log.exception("handing over failed in an unforeseen way")
        return [Unknown(tr("uventet feil ({kind})", kind=type(error).__name__))] * count


def as_state(outcome: Outcome, retry_s: float) -> tuple[DeliveryState, str, float]:
    """State, words, and in how many seconds to try again: `retry_s` if the other side said none."""
    match outcome:
        case Sent():
            words = kept_receipt(outcome.receipt, outcome.refused_recipients)
            return DeliveryState.ACCEPTED, words, 0.0
        case Refused():
            return DeliveryState.REFUSED, outcome.reason, 0.0
        case Unknown():
            return DeliveryState.UNKNOWN, outcome.reason, 0.0
        case Deferred():
            said_s = outcome.retry_after_s
            return DeliveryState.DEFERRED, outcome.reason, retry_s if said_s is None else said_s
        case _:
            assert_never(outcome)


def write_hard(desk: LeadingStore, bell: Bell, command: Callable[..., Any], *args: object) -> None:
    """Writes an outcome; tries harder than usual, for what is lost here is unknown.

    Raises StoreError.
    """
    act, growth = desk.new_act(), Growth()
    for failures in range(1, SETTLE_TRIES + 1):
        try:
            desk.perform_once(act, command, *args)
        except STORE_AWAY:
            if failures == SETTLE_TRIES or bell.is_stopped():
                raise
            bell.stopped.wait(growth.delay_s(failures))
        else:
            return
