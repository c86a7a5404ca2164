"""Everything that a basis rests on, as values and as the plain values of a snapshot, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from whenever import Instant

from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_from_json, policy_to_json
from console.domain.billing.work import Cause, Source, Work, WorkInterval, WorkKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.stored_hours import hours_from_json, hours_to_json


@dataclass(frozen=True, slots=True)
class Subject:
    """What the work was about, and for whom; `customer_number` is "" where no shop is known."""

    incident: str
    number: int
    title: str
    product: str
    shop_name: str
    customer_number: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict that counts. `by` is a login."""

    verdict: str
    reason: str
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Reduction:
    """To so many hours, at discretion. `by` is a login."""

    hours: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Credited:
    """The basis that a credit takes back, by its number and the sums it bore."""

    number: int
    snapshot_sha256: str
    export_sha256: str
    invoice_number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it. `revision` counts the bases of one incident, credits too: 1, 2, …

    `work` has what earlier bases billed as locked; `free` is work that nobody pays for. `log` are
    the entries it follows from, by id and sum; `people` are names by login; `seller` is the firm as
    it told of itself then; `versions` are those of the time zones and of what knows Easter.
    """

    revision: int
    subject: Subject
    judged: Judged
    work: Work
    free: tuple[WorkInterval, ...]
    log: Mapping[str, str]
    policy: Policy
    hours: OpeningHours
    people: Mapping[str, str]
    seller: Mapping[str, str]
    versions: Mapping[str, str]
    reduction: Reduction | None = None
    credits: Credited | None = None

    @property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar(self.hours)

    @property
    def reduced_policy(self) -> Policy:
        """The firm's policy with this basis's reduction, if any."""
        hours = None if self.reduction is None else self.reduction.hours
        return replace(self.policy, discretionary_hours=hours)

    @property
    def logins(self) -> frozenset[str]:
        """Everybody who is named in it; nobody else's name belongs in a basis."""
        worked = {each.technician for each in (*self.work.intervals, *self.free)}
        reduced_by = set() if self.reduction is None else {self.reduction.by}
        return frozenset({*worked, self.judged.by, *reduced_by} - {""})

    def with_people(self, names: Mapping[str, str]) -> Facts:
        """The same with the names, by login, of those who are named in it."""
        return replace(self, people={one: names[one] for one in self.logins if one in names})

    @property
    def own_intervals(self) -> tuple[WorkInterval, ...]:
        """The work that this basis bills itself."""
        return tuple(each for each in self.work.intervals if not each.is_locked)


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Plain values; `facts_from_json` reads the same facts back."""
    subject, judged = facts.subject, facts.judged
    return {
        "revision": facts.revision,
        "incident": {
            "id": subject.incident,
            "number": subject.number,
            "title": subject.title,
            "product": subject.product,
            "reported_at": facts.work.reported_at.format_iso(),
        },
        "buyer": {"name": subject.shop_name, "customer_number": subject.customer_number},
        "verdict": {
            "verdict": judged.verdict,
            "cause": facts.work.cause.value,
            "reason": judged.reason,
            "at": judged.at.format_iso(),
            "by": judged.by,
        },
        "intervals": [_interval_to_json(each) for each in facts.work.intervals],
        "free": [_interval_to_json(each) for each in facts.free],
        "log": dict(facts.log),
        "policy": policy_to_json(facts.policy),
        "hours": hours_to_json(facts.hours),
        "people": dict(facts.people),
        "seller": dict(facts.seller),
        "versions": dict(facts.versions),
        "reduction": None if facts.reduction is None else _plain(facts.reduction),
        "credits": None if facts.credits is None else _plain(facts.credits),
    }


def facts_from_json(row: Mapping[str, Any]) -> Facts:
    """The facts of plain values. Raises KeyError, TypeError or ValueError for others."""
    incident, buyer, judged = row["incident"], row["buyer"], row["verdict"]
    return Facts(
        revision=row["revision"],
        subject=Subject(
            incident=incident["id"],
            number=incident["number"],
            title=incident["title"],
            product=incident["product"],
            shop_name=buyer["name"],
            customer_number=buyer["customer_number"],
        ),
        judged=Judged(
            judged["verdict"], judged["reason"], Instant.parse_iso(judged["at"]), judged["by"]
        ),
        work=Work(
            cause=Cause(judged["cause"]),
            reported_at=Instant.parse_iso(incident["reported_at"]),
            intervals=tuple(_interval_from_json(each) for each in row["intervals"]),
        ),
        free=tuple(_interval_from_json(each) for each in row["free"]),
        log=row["log"],
        policy=policy_from_json(row["policy"]),
        hours=hours_from_json(row["hours"]),
        people=row["people"],
        seller=row["seller"],
        versions=row["versions"],
        reduction=None if row["reduction"] is None else Reduction(**row["reduction"]),
        credits=None if row["credits"] is None else Credited(**row["credits"]),
    )


def _plain(value: Reduction | Credited) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _interval_to_json(each: WorkInterval) -> dict[str, Any]:
    return {
        "technician": each.technician,
        "start": each.start.format_iso(),
        "end": each.end.format_iso(),
        "kind": each.kind.value,
        "cause": None if each.cause is None else each.cause.value,
        "source": each.source.value,
        "reason": each.reason,
        "locked": each.is_locked,
    }


def _interval_from_json(row: Mapping[str, Any]) -> WorkInterval:
    return WorkInterval(
        technician=row["technician"],
        start=Instant.parse_iso(row["start"]),
        end=Instant.parse_iso(row["end"]),
        kind=WorkKind(row["kind"]),
        cause=None if row["cause"] is None else Cause(row["cause"]),
        source=Source(row["source"]),
        reason=row["reason"],
        is_locked=row["locked"],
    )
