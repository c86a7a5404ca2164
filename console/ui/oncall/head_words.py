"""The cockpit's head: which night it is, what happened where, how soon somebody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.hours.day import HoursState, segments_from
from console.domain.instants import seconds_between, wall
from console.domain.language import ntr, tr
from console.domain.oncall.incident import Product
from console.domain.phone_numbers import grouped
from console.domain.wording import clock_time, date_label, moment_short, since_label
from console.ui.oncall.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whenever import Instant

    from console.domain.ids import CaseId, PersonId
    from console.domain.oncall.roster import OnDuty
    from console.domain.people import Person

ACKNOWLEDGED_WITHIN_MIN = 5
"""FACTS, Targets: a critical report is acknowledged within so many minutes, at any hour."""


@dataclass(frozen=True)
class HeadFace:
    """Finished words; `product` is the badge, `caller` and `phone` who to call."""

    title: str
    is_pos: bool
    product: str
    shop: str
    facts: str
    caller: str
    phone: str
    cases: tuple[CaseId, ...]


def head_face(scene: Scene) -> HeadFace:
    """What stands above the line."""
    incident = scene.view.incident
    registers = 0 if scene.shop is None else scene.shop.registers
    facts = (
        ntr("{count} kasse", "{count} kasser", registers) if registers else "",
        tr("meldt {time}", time=since_label(incident.reported_at, scene.now)),
        acknowledged_words(scene),
        _opens_words(scene),
    )
    is_pos = incident.product is Product.POS
    return HeadFace(
        title=incident.title,
        is_pos=is_pos,
        product=tr("POS") if is_pos else tr("Nettbutikk"),
        shop=incident.shop_name,
        facts=" · ".join(fact for fact in facts if fact),
        caller=incident.reporter_name,
        phone=grouped(incident.reporter_phone),
        cases=incident.cases,
    )


def acknowledged_words(scene: Scene) -> str:
    """`kvittert 02:34, 3 av 5 min`; how long it has waited while nobody has."""
    incident = scene.view.incident
    at = incident.acknowledged_at
    until = scene.now if at is None else at
    minutes = max(0, int(seconds_between(incident.reported_at, until))) // 60
    waited = {"minutes": minutes, "target": ACKNOWLEDGED_WITHIN_MIN}
    if at is None:
        return tr("ikke kvittert, {minutes} av {target} min", **waited)
    return tr("kvittert {time}, {minutes} av {target} min", time=clock_time(at), **waited)


def night_words(now: Instant) -> str:
    """Which night it is: `natt til tir. 24. nov.`, `kveld man. 23. nov.`, or the day."""
    today = wall(now)
    date = date_label(today.date(), today.date())
    if today.hour < 6:
        return tr("natt til {date}", date=date)
    return tr("kveld {date}", date=date) if today.hour >= 18 else date


def duty_words(duty: OnDuty, people: Mapping[PersonId, Person]) -> str:
    """`Vakt Jonas T. · reserve Mari K.`; `Ingen har vakt` when nobody is either."""

    def name(person: PersonId | None) -> str:
        found = None if person is None else people.get(person)
        return tr("ingen") if found is None else found.short_name

    if duty.primary.person is None and duty.backup.person is None:
        return tr("Ingen har vakt")
    primary, backup = name(duty.primary.person), name(duty.backup.person)
    return tr("Vakt {primary} · reserve {backup}", primary=primary, backup=backup)


def _opens_words(scene: Scene) -> str:
    """When the desk opens; the work until then is outside opening hours."""
    opens = next(
        each.start
        for each in segments_from(scene.calendar, scene.now)
        if each.state is HoursState.OPEN
    )
    if opens <= scene.now:
        return tr("kundeservice er åpen")
    if wall(opens).date() == wall(scene.now).date():
        return tr("vi åpner {when}", when=clock_time(opens))
    return tr("vi åpner {when}", when=moment_short(opens, scene.now))
