"""The incidents as rows: what, where, since when, who works, whose fault, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.billing.work import WorkKind
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.oncall.incident import Product
from console.domain.wording import duration_short, since_label
from console.ui.oncall.head_words import ACKNOWLEDGED_WITHIN_MIN, acknowledged_words
from console.ui.oncall.money_words import money
from console.ui.oncall.scene import Scene
from console.ui.oncall.verdict_step import verdict_name
from console.widgets.badge import Badge, BadgeKind
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.row_text import RowText

_SOON_FROM = 0.75


def incident_rows(scenes: Sequence[Scene]) -> tuple[RowText, ...]:
    """What is open, then what is over; a head above each."""
    groups = (
        ("open", tr("Åpne"), [each for each in scenes if not each.is_over]),
        ("over", tr("Avsluttet de siste sju døgnene"), [each for each in scenes if each.is_over]),
    )
    rows: list[RowText] = []
    for key, name, members in groups:
        if members:
            rows.append(RowText(key, name, is_group_head=True, count=str(len(members))))
            rows += [incident_row(scene) for scene in members]
    return tuple(rows)


def incident_row(scene: Scene) -> RowText:
    """One incident."""
    incident = scene.view.incident
    reported = tr("meldt {time}", time=since_label(incident.reported_at, scene.now))
    what = " · ".join(part for part in (incident.shop_name, reported, who_worked(scene)) if part)
    badges = (*_product(scene), state_badge(scene), *_verdict(scene), *_unsent(scene))
    figure = money(scene).figure
    words = (incident.title, what, *(badge.whole or badge.text for badge in badges), figure)
    return RowText(
        key=str(incident.id),
        who=incident.title,
        what=what,
        badges=badges,
        figure=figure,
        ring=_ring(scene),
        whole=", ".join(word for word in words if word),
    )


def state_badge(scene: Scene) -> Badge:
    """What is being done about it, in a word."""
    if scene.is_over:
        return Badge(tr("avsluttet"), BadgeKind.CALM, "check")
    if scene.view.incident.acknowledged_at is None:
        return Badge(tr("ikke kvittert"), BadgeKind.LATE, whole=acknowledged_words(scene))
    working = [each for each in scene.view.done.running if each.kind is WorkKind.WORK]
    if working:
        names = ", ".join(dict.fromkeys(scene.name(each.person) for each in working))
        return Badge(tr("{name} jobber", name=names), BadgeKind.ACCENT, "play")
    if scene.view.done.running:
        return Badge(tr("venter på andre"), BadgeKind.SOON, "hourglass")
    return Badge(tr("ingen jobber"), BadgeKind.SOON, "pause")


def who_worked(scene: Scene) -> str:
    """Everybody who is in its log, in the order they came."""
    names = (scene.name(entry.technician) for entry in scene.view.incident.entries)
    return ", ".join(name for name in dict.fromkeys(names) if name)


def _product(scene: Scene) -> tuple[Badge, ...]:
    if scene.view.incident.product is Product.POS:
        return (Badge(tr("POS"), BadgeKind.POS),)
    return (Badge(tr("Nettbutikk"), BadgeKind.PLAIN, "globe"),)


def _verdict(scene: Scene) -> tuple[Badge, ...]:
    if not scene.view.incident.verdicts:
        return ()
    name = verdict_name(scene.view.incident.verdict)
    return (Badge(name, BadgeKind.PLAIN),)


def _unsent(scene: Scene) -> tuple[Badge, ...]:
    if scene.view.problems:
        return (Badge(tr("avvist av lageret"), BadgeKind.LATE),)
    is_here_only = scene.view.away_since is not None and scene.view.waiting
    return (Badge(tr("ligger bare her"), BadgeKind.SOON),) if is_here_only else ()


def _ring(scene: Scene) -> RingState | None:
    """How long it has waited for somebody to see it; none once somebody has."""
    incident = scene.view.incident
    if incident.acknowledged_at is not None or scene.is_over:
        return None
    waited = max(0.0, seconds_between(incident.reported_at, scene.now))
    target = ACKNOWLEDGED_WITHIN_MIN * 60
    share = waited / target
    meaning = RingMeaning.CALM if share < _SOON_FROM else RingMeaning.SOON
    if share >= 1:
        meaning = RingMeaning.LATE
    below = tr("av {target} min", target=ACKNOWLEDGED_WITHIN_MIN)
    is_pos = incident.product is Product.POS
    return RingState(share, duration_short(waited), below, meaning,
                     pos=is_pos, whole=acknowledged_words(scene))  # fmt: skip
