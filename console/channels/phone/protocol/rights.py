"""What our account may not do at the exchange, as `ListCommands` tells: it names what it may."""

from __future__ import annotations

from console.channels.phone.protocol.message import Message
from console.domain.language import tr


def lacking_rights(commands: Message) -> tuple[str, ...]:
    """What is missing and what cannot be done without, a sentence each; empty when nothing is.

    `commands` is the answer to `ListCommands`.
    """
    return tuple(
        words for actions, words in _needs() if not all(commands.has(action) for action in actions)
    )


def _needs() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Actions of the exchange, and what to write where one of them is not ours to use."""
    return (
        (
            ("QueuePause", "QueueAdd", "QueueRemove"),
            tr("Kontoen mangler write = agent: Klar og Pause når ikke sentralen."),
        ),
        (
            ("Redirect", "Hangup", "Setvar", "BlindTransfer", "Atxfer"),
            tr("Kontoen mangler write = call: samtaler kan ikke tas, settes over eller legges på."),
        ),
        (
            ("Originate",),
            tr("Kontoen mangler write = originate: det kan ikke ringes ut fra vinduet."),
        ),
        (
            ("CoreShowChannels",),
            tr("Kontoen mangler write = reporting: hvem som snakker med hvem, er ikke kjent."),
        ),
    )
