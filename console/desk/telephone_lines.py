"""What the wide row of a call says besides the narrow one: its place, which register, the number,
why it stands there and what is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.telephone_words import candidates_words, number_of
from console.domain.calls import Call, CallState, Ending
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.telephone_order import Place
from console.domain.wording import clock_time, minutes_short

_NAMES_MOST = 2


@dataclass(frozen=True, slots=True)
class WideLine:
    """`place` is the number in the queue, 0 for none; `under` stands below the name; `why` and
    `more` in a column of their own.
    """

    place: int
    under: str
    why: str
    more: str


def queued_line(place: Place[Call], rings: str) -> WideLine:
    """Somebody who waits; `rings` says at whom it rings, "" for nobody."""
    call = place.caller
    more = (rings, place.moved, call.said, _possible(call))
    return WideLine(place.number, _under(call), place.why, _joined(*more))


def talk_line(call: Call) -> WideLine:
    """A call that goes on."""
    began = clock_time(call.began_at)
    why = (
        tr("Vi ringte {time}", time=began) if call.is_outgoing else tr("Ringte {time}", time=began)
    )
    return WideLine(0, _under(call), why, _joined(call.said, _possible(call)))


def call_back_line(call: Call) -> WideLine:
    """Somebody whom nobody answered."""
    ended_at = call.ended_at or call.began_at
    waited, time = minutes_short(seconds_between(call.began_at, ended_at)), clock_time(ended_at)
    why, more = tr("La på {time} etter {waited}", time=time, waited=waited), ""
    if call.ending is Ending.UNSEEN:
        why = tr("Ble borte mens sentralen ikke svarte")
        more = tr("ingen vet hvordan det gikk, oppdaget {time}", time=time)
    return WideLine(0, _under(call), why, _joined(more, call.said))


def _under(call: Call) -> str:
    """Whose name the exchange tells ("Kasse 2"), and the number; of a number that is unknown, that
    it is.
    """
    if call.shop_name:
        return _joined(call.name, number_of(call))
    return call.name or (tr("Ukjent nummer") if call.number else "")


def _possible(call: Call) -> str:
    """The names of those it may be; one chooses when one has answered."""
    if call.state is CallState.ENDED or not candidates_words(call):
        return ""
    names = [each.name for each in call.candidates]
    if len(names) > _NAMES_MOST:
        return ""
    return tr("{one} eller {other}", one=names[0], other=names[-1])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
