"""How fresh the desk is, and each of its sources, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.data.queries.serve_life import SILENT_S
from console.data.queries.wire import ConnectorStatus, Sources
from console.desk.mailbox import KEY as MAILBOX
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.wording import ago, clock_time, delay, since_label

BEHIND_FROM_S = 5.0
"""The feed is read every few seconds even when nothing happens; older than this is behind."""

STALE_FROM_S = 300.0
"""Mail is looked for every two minutes, and at once when the server says so."""

LIVE_FROM_S = 20.0
"""Chats and calls are looked for every two seconds; that nothing came is told every ten."""


class Lamp(StrEnum):
    """What a lamp means; the words beside it say the same. away: the store that tells of it is."""

    LIVE = "live"
    POLLED = "polled"
    BEHIND = "behind"
    OFF = "off"
    AWAY = "away"


class Remedy(StrEnum):
    """What brings a store back that is away."""

    WAIT = "wait"
    SIGN_IN = "sign_in"
    UPGRADE = "upgrade"


@dataclass(frozen=True)
class Absence:
    """Since when the store is away, why, and what brings it back. `kept_at` is when this machine
    last knew it, where the window was opened without it.
    """

    since: Instant
    reason: str
    remedy: Remedy
    kept_at: Instant | None = None


@dataclass(frozen=True)
class Freshness:
    lamp: Lamp
    text: str


def feed_freshness(
    read_at: Instant,
    lost_since: Instant | None,
    delay_s: float | None,
    now: Instant,
    held: str = "",
    pace: float = 1.0,
) -> Freshness:
    """The store, as this window sees it: when it was last read, and how long the last change took
    from its commit to this screen (None before there was one). `held` tells why it takes no
    changes; `pace` how many seconds of the clock pass in a real one (as everywhere here).
    """
    if lost_since is not None:
        return Freshness(Lamp.OFF, tr("frakoblet siden {time}", time=clock_time(lost_since)))
    age_s = max(0.0, seconds_between(read_at, now) / pace)
    if age_s >= BEHIND_FROM_S:
        return Freshness(Lamp.BEHIND, tr("{seconds} s bak", seconds=round(age_s)))
    if held:
        return Freshness(Lamp.BEHIND, tr("direkte, men endringer venter"))
    if delay_s is None:
        return Freshness(Lamp.LIVE, tr("direkte"))
    if delay_s >= BEHIND_FROM_S:
        return Freshness(Lamp.BEHIND, tr("{seconds} s bak", seconds=round(delay_s)))
    return Freshness(Lamp.LIVE, tr("direkte · {delay}", delay=delay(delay_s)))


def mail_freshness(
    status: ConnectorStatus | None, has_account: bool, now: Instant, pace: float = 1.0
) -> Freshness:
    """The mailbox, as `serve` last saw it."""
    if not has_account:
        return Freshness(Lamp.OFF, tr("ingen postkasse lagt inn"))
    if status is None or (status.pulled_at is None and not status.problem):
        return Freshness(Lamp.BEHIND, tr("henter e-post for første gang"))
    if status.problem and status.failing_since is not None:
        since = clock_time(status.failing_since)
        return Freshness(Lamp.OFF, tr("henter ikke e-post siden {time}", time=since))
    age_s = 0.0 if status.pulled_at is None else seconds_between(status.pulled_at, now) / pace
    lamp = Lamp.BEHIND if age_s >= STALE_FROM_S else Lamp.POLLED
    return Freshness(lamp, tr("e-post hentet {ago}", ago=ago(age_s)))


def live_freshness(status: ConnectorStatus, now: Instant, pace: float = 1.0) -> Freshness:
    """What brings chats or calls, as `serve` last saw it."""
    if status.problem and status.failing_since is not None:
        since = clock_time(status.failing_since)
        return Freshness(Lamp.OFF, tr("svarer ikke siden {time}", time=since))
    if status.pulled_at is None:
        return Freshness(Lamp.BEHIND, tr("kobler til"))
    age_s = seconds_between(status.pulled_at, now) / pace
    if age_s < LIVE_FROM_S:
        return Freshness(Lamp.LIVE, tr("direkte"))
    return Freshness(Lamp.BEHIND, tr("hentet {ago}", ago=ago(age_s)))


@dataclass(frozen=True)
class SourceState:
    """How fresh a source is, and what is wrong, empty for nothing. `lost_since`: from then on it
    has told nothing, and what it told before stands as it was.
    """

    freshness: Freshness
    problem: str
    lost_since: Instant | None = None


def live_state(
    sources: Sources,
    name: str,
    missing: str,
    own_serve_since: Instant | None,
    now: Instant,
    pace: float = 1.0,
) -> SourceState:
    """The source of chats or calls; `missing` says that there is none."""
    status = _status(sources, name)
    if status is None or status.tried_at is None:
        return SourceState(Freshness(Lamp.OFF, missing), "")
    silent_since = _silent_since(sources, own_serve_since, now, pace)
    if silent_since is None:
        lost_since = status.failing_since if status.problem else None
        return SourceState(live_freshness(status, now, pace), status.problem, lost_since)
    since = since_label(silent_since, now)
    problem = tr(
        "serve har ikke vist livstegn siden {time}. Det som skjer nå, kommer ikke hit før den "
        "kjører igjen. Be en administrator starte den; på ditt eget lager holder det å starte "
        "programmet på nytt.",
        time=since,
    )
    return SourceState(
        Freshness(Lamp.OFF, tr("serve kjører ikke siden {time}", time=since)),
        problem,
        silent_since,
    )


def mail_state(
    sources: Sources,
    has_account: bool,
    own_serve_since: Instant | None,
    now: Instant,
    pace: float = 1.0,
) -> SourceState:
    """The mailbox; where `serve` is silent, what it saw before counts no longer.

    `own_serve_since` tells since when this window runs a `serve` of its own: before that there
    need not have been one.
    """
    status = _status(sources, MAILBOX)
    silent_since = _silent_since(sources, own_serve_since, now, pace) if has_account else None
    if silent_since is None:
        problem = "" if status is None else status.problem
        return SourceState(mail_freshness(status, has_account, now, pace), problem)
    since = since_label(silent_since, now)
    problem = tr(
        "serve har ikke vist livstegn siden {time}. E-post hentes ikke, og svar venter i lageret "
        "til den kjører igjen. Be en administrator starte den; på ditt eget lager holder det å "
        "starte programmet på nytt.",
        time=since,
    )
    words = tr("serve kjører ikke siden {time}", time=since)
    return SourceState(Freshness(Lamp.OFF, words), problem)


def _status(sources: Sources, name: str) -> ConnectorStatus | None:
    return next((each for each in sources.connectors if each.name == name), None)


def _silent_since(
    sources: Sources, own_serve_since: Instant | None, now: Instant, pace: float
) -> Instant | None:
    """Since when `serve` is silent; None where it is not, or never was one."""
    seen_at = sources.serve_seen_at
    if seen_at is None:
        return None
    if own_serve_since is not None:
        seen_at = max(seen_at, own_serve_since)
    return seen_at if seconds_between(seen_at, now) / pace >= SILENT_S else None
