"""What a person does with an escalation; what the store cannot take now waits on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from whenever import Instant

from console.desk.acts import Done
from console.desk.deeds import Deed, DeedKind, escalate_deed, plain_deed
from console.desk.escalations_words import target_within
from console.domain.escalations import Escalation, NewEscalation
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.wording import moment_label


class EscalationActs:
    """`do` carries a deed out (`Acts.do`). All raise ActFailed or Fenced."""

    def __init__(self, do: Callable[[str, Deed], Awaitable[Done]], clock: Clock) -> None:
        self._do = do
        self._clock = clock

    async def escalate(self, new: NewEscalation) -> Done:
        words = tr("Sendt til {target}", target=target_within(new.target))
        return await self._do(words, escalate_deed(new))

    async def take_up(self, one: Escalation, owner: str, reference: str) -> Done:
        deed = _deed(DeedKind.TAKE_UP, one, owner=owner, reference=reference)
        return await self._do(tr("{owner} arbeider med den", owner=owner.strip()), deed)

    async def answer(self, one: Escalation, text: str) -> Done:
        words = tr("Svaret fra {target} er ført inn", target=target_within(one.target))
        return await self._do(words, _deed(DeedKind.ANSWER_ESCALATION, one, text=text))

    async def tell_customer_by(self, one: Escalation, by: Instant, reason: str) -> Done:
        when = moment_label(by, self._clock.now())
        words = tr("Kunden skal høre fra oss innen {when}", when=when)
        deed = _deed(DeedKind.TELL_CUSTOMER_BY, one, by=by.format_iso(), reason=reason)
        return await self._do(words, deed)

    async def take_back(self, one: Escalation, reason: str) -> Done:
        words = tr("Eskaleringen er trukket tilbake")
        return await self._do(words, _deed(DeedKind.TAKE_BACK, one, reason=reason))

    async def close(self, one: Escalation) -> Done:
        words = tr("Eskaleringen er avsluttet")
        return await self._do(words, _deed(DeedKind.CLOSE_ESCALATION, one))


def _deed(kind: DeedKind, one: Escalation, **arguments: object) -> Deed:
    return plain_deed(kind, one.case, None, escalation=one.id, **arguments)
