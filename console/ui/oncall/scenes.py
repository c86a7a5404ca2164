"""Scenes of a desk: what every incident is spoken of with, at this instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant

from console.ui.oncall.scene import NextHour, Scene

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.oncall.views import IncidentView
    from console.domain.shops import ShopCard


def scene_of(
    desk: Desk,
    view: IncidentView,
    shop: ShopCard | None = None,
    next_hour: NextHour | None = None,
) -> Scene:
    """One incident, now: what is billed is counted in whole seconds. `next_hour` is what was found
    out by the scenes before.
    """
    return Scene(
        view=view,
        now=Instant.from_timestamp(desk.oncall.now().timestamp()),
        me=desk.me,
        people={person.id: person for person in desk.people.value},
        shop=shop,
        policy=desk.policy.value,
        calendar=desk.calendar,
        next_hour=next_hour or NextHour(),
    )
