"""What the palette offers without asking the store: acts on what is open, places, state, look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from console.desk.dialling import typed_number
from console.desk.keys import KeyPlace, acts_of, key_words
from console.desk.palette import Offer
from console.desk.preferences import Preferences
from console.desk.team_standing import OF_READINESS, Standing, standing_name
from console.domain.availability import Readiness
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT
from console.ui.lanes.lane_view import LaneView
from console.ui.palette.palette import Command
from console.ui.window.my_state_menu import REASONS
from console.ui.window.place_keys import PLACE_KEYS
from console.ui.window.places import first_places

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.ui.window.workplace import Workplace


_NUMBER_LEAST = 8
"""Digits of a number that is typed without a verb."""


def commands(work: Workplace, desk: Desk, preferences: Preferences) -> tuple[Command, ...]:
    """Everything there is to do here and now, the nearest first."""
    return (
        *_acts_here(work, desk),
        *_places(work),
        *_states(work, desk),
        *_looks(work, preferences),
    )


def _acts_here(work: Workplace, desk: Desk) -> Iterator[Command]:
    case = work.case
    if work.open_number and case is not None:
        if desk.me.may_work:
            acts = case.acts_by_name()
            group = tr("Saken #{number}", number=work.open_number)
            for act in acts_of([KeyPlace.CASE]):
                keys = key_words(LAYOUT.keys.key(act.name))
                offer = Offer(act.name, tr(act.words), group, "chevron-right", keys=keys)
                yield Command(offer, acts[act.name])
        return
    lane = _lane_here(work)
    row = None if lane is None else lane.current()
    if lane is None or row is None:
        return
    group = tr("Raden «{who}»", who=row.who)
    for number, deed in enumerate(lane.deeds_here()):
        key = f"row.{number}"
        offer = Offer(key, deed.words, group, deed.icon, keys=deed.key_text)
        yield Command(offer, partial(lane.carry_out, deed))


def _lane_here(work: Workplace) -> LaneView | None:
    page = work.rooms.known(work.place)
    page = getattr(page, "lane", page)
    if isinstance(page, LaneView):
        return page
    active = getattr(getattr(page, "board", None), "active", None)
    return active if isinstance(active, LaneView) else None


def _places(work: Workplace) -> Iterator[Command]:
    for place in first_places():
        keys = f"G {PLACE_KEYS[place.key]}"
        offer = Offer(f"place.{place.key}", place.name, tr("Gå til"), place.icon, keys=keys)
        yield Command(offer, partial(work.go, place.key))


def _states(work: Workplace, desk: Desk) -> Iterator[Command]:
    state = desk.live.my_state
    if not state.may_say:
        return

    def said(readiness: Readiness, reason: str = "") -> None:
        work.runner.run(state.say(state.all_for(readiness), readiness, reason))

    for readiness in (Readiness.READY, Readiness.WRAP_UP, Readiness.OFF):
        words = standing_name(OF_READINESS[readiness])
        offer = Offer(f"state.{readiness}", _capital(words), tr("Min status"), "user")
        yield Command(offer, partial(said, readiness))
    for reason in map(tr, REASONS):
        pause = standing_name(Standing.PAUSE)
        is_plain = reason.casefold() == pause.casefold()
        words = pause if is_plain else tr("Pause: {reason}", reason=reason)
        yield Command(
            Offer(f"state.pause.{reason}", words, tr("Min status"), "user"),
            partial(said, Readiness.PAUSE, reason),
        )


def _looks(work: Workplace, preferences: Preferences) -> Iterator[Command]:
    choices = (
        (tr("Følg systemets tema"), "sun", replace(preferences, theme="system")),
        (tr("Lyst tema"), "sun", replace(preferences, theme="light")),
        (tr("Mørkt tema"), "moon", replace(preferences, theme="dark")),
        (tr("Romslige rader"), "sliders-horizontal", replace(preferences, density="comfortable")),
        (tr("Tette rader"), "sliders-horizontal", replace(preferences, density="compact")),
        # A language is named in itself, so that one finds it in any other.
        ("Norsk", "info", replace(preferences, language="nb")),
        ("English", "info", replace(preferences, language="en")),
    )
    for number, (words, icon, fresh) in enumerate(choices):
        if fresh == preferences:
            continue
        offer = Offer(f"look.{number}", words, tr("Utseende"), icon, more=tr("tema tetthet språk"))
        yield Command(offer, partial(work.preferences_chosen.emit, fresh))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def spoken(work: Workplace, desk: Desk, words: str) -> tuple[Command, ...]:
    """A number calls: "ring 21 98 24 74", or the number alone."""
    verb, number = tr("ring"), words.strip()
    if number.lower().startswith((f"{verb} ", "ring ", "call ")):
        number = number.partition(" ")[2]
    elif len(number.replace(" ", "")) < _NUMBER_LEAST:
        # A few digits alone are a case.
        return ()
    callee = typed_number(number)
    if callee is None or not desk.me.may_work:
        return ()
    offer = Offer("dial", callee.who, tr("Telefon"), "phone-outgoing")
    return (Command(offer, partial(work.rooms.door.call, callee.number)),)
