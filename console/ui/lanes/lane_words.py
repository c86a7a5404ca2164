"""What each lane says of itself: its name, and what it means that nothing stands in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.domain.language import tr
from console.widgets.states import StateText


@dataclass(frozen=True)
class LaneWords:
    """`failed` is what cannot be read or fetched, with `remedy` on its button.

    `unconnected` is told where there is no source at all; without it a lane always has one.
    """

    title: str
    icon: str
    empty: StateText
    failed: str
    remedy: str
    unconnected: StateText | None = None

    def nothing(self, *, problem: str, is_connected: bool, closed: str = "") -> StateText:
        """Why there are no rows, and what to do; `problem` is the source's, empty for none, and
        `closed` says when it opens, empty while it is open.
        """
        if problem:
            # That nobody waits is not known while nothing is fetched.
            return StateText("triangle-alert", self.failed, problem, self.remedy)
        if self.unconnected is not None and not is_connected:
            return self.unconnected
        return replace(self.empty, text=closed) if closed else self.empty


def mail_words() -> LaneWords:
    """The e-mail backlog."""
    return _mail(
        tr("E-post"),
        StateText("mail", tr("Ingen venter på svar"), tr("Ny e-post kommer hit av seg selv.")),
        "mail",
    )


def my_words() -> LaneWords:
    """What is mine: cases, chats, the call I am in."""
    text = tr("Saker du tar, kommer hit. Trykk T på en sak under E-post for å ta den.")
    return _mail(tr("Mine"), StateText("user", tr("Du har ingen saker"), text), "user")


def _mail(title: str, empty: StateText, icon: str) -> LaneWords:
    return LaneWords(
        title,
        icon,
        empty,
        failed=tr("E-posten kan ikke hentes"),
        remedy=tr("Se innstillingene"),
        unconnected=StateText(
            "inbox",
            tr("Ingen postkasse er lagt inn"),
            tr(
                "Legg inn e-postadressen dere svarer kundene fra, så kommer e-posten hit. Det går "
                "også fint å vente."
            ),
            tr("Legg inn postkasse"),
        ),
    )


def chat_words() -> LaneWords:
    """Chats that wait, and those that go on."""
    return LaneWords(
        tr("Chat"),
        "message-circle",
        StateText(
            "message-circle",
            tr("Ingen chatter"),
            tr("Den som skriver på nettsiden eller i kontrollpanelet, kommer hit."),
        ),
        failed=tr("Chatten kan ikke hentes"),
        remedy="",
        unconnected=StateText(
            "message-circle",
            tr("Chatten er ikke koblet til"),
            tr("Når den er koblet til, står de som skriver til dere, her."),
        ),
    )


def telephone_words() -> LaneWords:
    """The queue, calls that go on, and whom to call back."""
    return LaneWords(
        tr("Telefonkø"),
        "phone",
        StateText(
            "phone",
            tr("Ingen venter på telefon"),
            tr("Den som ringer og må vente, står her, datakasse først."),
        ),
        failed=tr("Sentralen svarer ikke"),
        remedy="",
        unconnected=StateText(
            "phone",
            tr("Telefonen er ikke koblet til"),
            tr("Når sentralen er koblet til, står køen her."),
        ),
    )


def escalation_words() -> LaneWords:
    """What customers still are to hear of from others of the house."""
    return LaneWords(
        tr("Eskaleringer"),
        "corner-up-right",
        StateText(
            "corner-up-right",
            tr("Ingen kunder venter på andre"),
            tr(
                "Trenger en sak utvikling, produkt, økonomi eller en konsulent? Åpne den og "
                "trykk X."
            ),
        ),
        failed=tr("Eskaleringene kan ikke leses"),
        remedy=tr("Prøv igjen"),
    )


def urgent_words() -> LaneWords:
    """All that waits, whatever the channel."""
    return LaneWords(
        tr("Haster"),
        "list",
        StateText(
            "check",
            tr("Ingen venter"),
            tr("Alt som venter på dere, i alle kanaler, står her etter hvor mye det haster."),
        ),
        failed=tr("Listen kan ikke leses"),
        remedy="",
    )
