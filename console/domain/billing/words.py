"""What was done with a basis, and why work is not billed, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping

from console.domain.billing.basis import BasisAct
from console.domain.billing.time_list import WhyNot
from console.domain.language import mark, tr


def done_words(act: BasisAct) -> str:
    """`godkjent`."""
    return tr(_DONE[act])


def billed_words(why_not: WhyNot | None) -> str:
    """`ja`, or `nei: venting`."""
    return tr("ja") if why_not is None else tr(_WHY_NOT[why_not])


_DONE: Mapping[BasisAct, str] = {
    BasisAct.OPENED: mark("opprettet"),
    BasisAct.MADE_READY: mark("gjort klar"),
    BasisAct.TAKEN_BACK: mark("tilbake til kladd"),
    BasisAct.REDUCED: mark("redusert"),
    BasisAct.APPROVED: mark("godkjent"),
    BasisAct.EXPORTED: mark("eksportert"),
    BasisAct.INVOICED: mark("fakturert"),
    BasisAct.CREDITED: mark("kreditert"),
}
_WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.PLATFORM: mark("nei: feil hos oss"),
    WhyNot.WAITING: mark("nei: venting"),
    WhyNot.OPENING_HOURS: mark("nei: i åpningstid"),
    WhyNot.REPORTED_IN_OPENING_HOURS: mark("nei: meldt i åpningstid"),
    WhyNot.UNDETERMINED: mark("nei: årsak ikke avgjort"),
    WhyNot.COUNTED_ONCE: mark("nei: samtidig, regnes én gang"),
    WhyNot.FREE_AFTER_APPROVAL: mark("nei: etter godkjenning"),
    WhyNot.WITHIN_BILLED_HOURS: mark("nei: i timer som er fakturert"),
    WhyNot.REDUCED: mark("nei: ettergitt"),
}
