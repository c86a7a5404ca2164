"""`agent-console phone`: a recorded session of an exchange, taken in again without a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from console.channels.phone.protocol.queue import QueueNow
from console.channels.phone.protocol.replay import (
    GREETING,
    Chunk,
    IndexBroken,
    Replay,
    as_recorded,
    cut_by_chance,
    cut_evenly,
)
from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.domain.language import ntr, tr

MOST_AT_RANDOM = 1460
"""Bytes of a random chunk where no size is given: what a packet holds."""


@click.group()
def phone() -> None:
    """The telephone exchange."""


@phone.command("replay")
@click.argument("session", type=click.Path(path_type=Path))
@click.option("--cut", "cut", metavar="N", type=click.IntRange(min=1), help="Chunks of N bytes.")
@click.option("--seed", "seed", metavar="S", type=int, help="Random chunks, of at most N bytes.")
@json_option
def replay(session: Path, cut: int | None, seed: int | None, as_json: bool) -> None:
    """Take in a recorded SESSION; say how the queues were at each of its marks.

    Without --cut or --seed it comes as it was recorded, by the index beside it.
    """
    recording = _read(session)
    play = Replay()
    for number in play.run(_chunks(session, recording, cut, seed)):
        if as_json:
            say_json({"nr": number, "queues": _queues(play)})
        else:
            say(_told(number, play))
    if as_json:
        say_json(_counts(play))
    else:
        say(_counted(play))


def _read(path: Path) -> bytes:
    try:
        recording = path.read_bytes()
    except OSError as error:
        raise UserError(
            tr(
                "{file} kan ikke leses ({reason}). Skriv stien til et opptak (.ami).",
                file=path,
                reason=error.strerror or error,
            )
        ) from error
    if not recording.startswith(GREETING):
        raise UserError(
            tr(
                "{file} er ikke et opptak fra en telefonsentral: det begynner ikke med sentralens "
                "hilsen (Asterisk Call Manager). Skriv stien til et opptak (.ami).",
                file=path,
            )
        )
    return recording


def _chunks(session: Path, recording: bytes, cut: int | None, seed: int | None) -> Iterable[Chunk]:
    if seed is not None:
        return cut_by_chance(recording, cut or MOST_AT_RANDOM, seed)
    if cut is not None:
        return cut_evenly(recording, cut)
    index = session.with_name(f"{session.name.removesuffix('.ami')}.index.json")
    try:
        return as_recorded(recording, index.read_bytes())
    except OSError as error:
        raise UserError(
            tr(
                "{file} kan ikke leses ({reason}). Legg den ved siden av opptaket, eller velg "
                "selv hvor det deles, med --cut N.",
                file=index,
                reason=error.strerror or error,
            )
        ) from error
    except IndexBroken as error:
        raise UserError(
            tr(
                "{file} passer ikke til opptaket. Hent den på nytt, eller velg selv hvor opptaket "
                "deles, med --cut N.",
                file=index,
            )
        ) from error


def _queues(play: Replay) -> dict[str, object]:
    return {name: _queue(queue) for name, queue in play.state.queues.items()}


def _queue(queue: QueueNow) -> dict[str, object]:
    return {
        "waiting": [
            {
                "uniqueid": caller.uniqueid,
                "number": caller.number,
                "name": caller.name,
                "position": place,
                "priority": caller.priority,
            }
            for place, caller in enumerate(queue.waiting, start=1)
        ],
        "members": [
            {
                "interface": member.interface,
                "status": member.status,
                "paused": member.paused,
                "paused_reason": member.paused_reason,
                "in_call": member.in_call,
            }
            for member in queue.members.values()
        ],
    }


def _told(number: int, play: Replay) -> str:
    queues = "; ".join(
        tr(
            "{queue}: {waiting} venter, {members} telefoner",
            queue=name,
            waiting=len(queue.waiting),
            members=len(queue.members),
        )
        for name, queue in play.state.queues.items()
    )
    return tr("Merke {number}  {queues}", number=number, queues=queues)


def _counts(play: Replay) -> dict[str, object]:
    """What was counted, and the queues' figures as their events give them."""
    figures = {}
    for name, calls in play.calls.queues.items():
        queue = play.state.queues.get(name)
        level_s = queue.counters.service_level_s if queue and queue.counters else None
        figures[name] = {
            "answered": calls.answered,
            "abandoned": calls.abandoned,
            "average_wait_s": calls.average_wait_s,
            "service_level_s": level_s,
            "service_share": None if level_s is None else calls.within(level_s),
        }
    return {
        "counts": {
            "marks": play.marks,
            "dropped": play.framer.dropped,
            **asdict(play.state.counts),
        },
        "figures": figures,
    }


def _counted(play: Replay) -> str:
    counts = play.state.counts
    return ntr(
        "{count} melding, {lists} lister trodd, {broken} forkastet, {suspicious} mistenkelige",
        "{count} meldinger, {lists} lister trodd, {broken} forkastet, {suspicious} mistenkelige",
        counts.messages,
        lists=counts.lists,
        broken=counts.broken,
        suspicious=counts.suspicious,
    )
