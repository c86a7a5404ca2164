"""What one may do with a basis, and, of what one may not, why not and who may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.billing.basis import LIFE, BasisAct, BasisState, Hindered
from console.domain.language import mark, tr
from console.domain.people import Person, Role


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that this state of a basis has; `why_not` is "" where one may do it."""

    act: BasisAct
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        return not self.why_not


def offers(
    state: BasisState,
    me: Person,
    hindrances: Iterable[Hindered],
    *,
    is_on_the_log: bool,
    is_sound: bool,
    has_hours: bool,
    is_credit: bool,
) -> tuple[Offer, ...]:
    """The acts of a state, in the order of a basis's life; nothing is reduced where nothing is.

    `is_sound` is whether it was found as it was when it was computed again.
    """
    passed_over = _NOT_OF_CREDITS if is_credit else () if has_hours else (BasisAct.REDUCED,)
    missing = [each.words for each in hindrances]
    if not is_sound:
        missing.append(
            tr("Grunnlaget stemmer ikke når det regnes om. Det må forklares før det brukes.")
        )
    return tuple(
        Offer(act, _why_not(act, me, missing, is_on_the_log))
        for act, allowed in LIFE.items()
        if state in allowed.before and act not in passed_over
    )


def _why_not(act: BasisAct, me: Person, missing: list[str], is_on_the_log: bool) -> str:
    allowed = LIFE[act]
    if me.roles.isdisjoint(allowed.roles):
        return tr(_WHO[frozenset(allowed.roles)])
    if is_on_the_log and not allowed.may_be_on_the_log:
        return tr(
            "Du står selv i arbeidsloggen til hendelsen. En leder som ikke har arbeidet med den, "
            "må gjøre dette."
        )
    if act in _NEEDS_ALL and missing:
        return "\n".join(missing)
    return ""


_NEEDS_ALL = (BasisAct.MADE_READY, BasisAct.APPROVED, BasisAct.EXPORTED)
_NOT_OF_CREDITS = (BasisAct.TAKEN_BACK, BasisAct.REDUCED, BasisAct.CREDITED)
"""A credit takes back exactly what was billed, and is not taken back itself."""

_WHO: Mapping[frozenset[Role], str] = {
    frozenset({Role.LEAD}): mark("Bare en leder kan gjøre dette."),
    frozenset({Role.ACCOUNTING}): mark("Bare regnskap kan gjøre dette."),
    frozenset({Role.TECHNICIAN, Role.LEAD}): mark(
        "Bare en tekniker eller en leder kan gjøre dette."
    ),
}
