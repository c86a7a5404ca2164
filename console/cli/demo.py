"""`agent-console demo`: a practice day, to train, to show and to test with."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from whenever import Instant, Time

from console.app.machine_clock import MachineClock
from console.app.practice.plan import (
    COLLEAGUES,
    FASTEST,
    MORNING_S,
    ORDINARY,
    PROFILES,
    SEED,
    SPEED,
    WITH_A_PERSON,
    WITHOUT,
    Practice,
    next_ordinary_tuesday,
)
from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.domain.hours.local_time import parse_time_today
from console.domain.hours.opening_hours import HoursError
from console.domain.language import tr

MAX = "max"
HOURS_WITHOUT = 8.0
MOST_HOURS = 24 * 14


@click.command()
@click.option("--hours", type=click.FloatRange(0.01, MOST_HOURS), help="How long the day goes on.")
@click.option("--speed", metavar="1..60", default="", help="How fast; `max` without a window.")
@click.option("--seed", default=SEED, show_default=True, help="Another day for each.")
@click.option("--at", "time", metavar="TIME", help="When it begins: 2026-11-30T10:30, or 10:30.")
@click.option("--colleagues", type=click.IntRange(0, 7), default=COLLEAGUES, show_default=True)
@click.option("--profile", type=click.Choice(PROFILES), default=ORDINARY, show_default=True)
@click.option("--headless", is_flag=True, help="Without a window; says what happened.")
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep the store here.")
@json_option
def demo(
    hours: float | None,
    speed: str,
    seed: int,
    time: str | None,
    colleagues: int,
    profile: str,
    headless: bool,
    keep: Path | None,
    as_json: bool,
) -> int:
    """A practice day on a throw-away store, with simulated customers and colleagues."""
    practice = Practice(
        start=_start(time, WITHOUT if headless else WITH_A_PERSON),
        seed=seed,
        speed=_speed(speed, headless),
        hours=hours or (HOURS_WITHOUT if headless else 0.0),
        colleagues=colleagues,
        profile=profile,
        morning_s=0.0 if headless else MORNING_S,
        has_person=not headless,
    )
    with _place(keep) as place:
        return _headless(practice, place, as_json) if headless else _window(practice, place)


def _window(practice: Practice, place: Path) -> int:
    from console.app.practice.opening import open_practice  # noqa: PLC0415 - Qt only for a window

    return open_practice(practice, place)


def _headless(practice: Practice, place: Path, as_json: bool) -> int:
    from console.app.practice.headless import (  # noqa: PLC0415 - a second of imports
        at_once,
        by_the_clock,
        run_day,
    )
    from console.app.practice.new_store import store_url  # noqa: PLC0415
    from console.app.practice.report_words import report_lines  # noqa: PLC0415

    # However it is told to end, the throw-away store goes with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    wait = at_once if practice.speed == 0 else by_the_clock(practice)
    report = run_day(practice, store_url(place), wait)
    if as_json:
        say_json(report.to_json())
    else:
        for line in report_lines(report):
            say(line)
    return 1 if report.faults else 0


def _start(typed: str | None, ordinary: Time) -> Instant:
    now = MachineClock().now()
    if typed is None:
        return next_ordinary_tuesday(now, ordinary)
    try:
        return parse_time_today(typed, now)
    except HoursError as error:
        raise UserError(str(error)) from error


def _speed(typed: str, headless: bool) -> float:
    """0 for as fast as it goes."""
    if headless and typed in ("", MAX, "0"):
        return 0.0
    try:
        speed = float(typed.removesuffix("x") or SPEED)
    except ValueError:
        speed = 0.0
    if not 1.0 <= speed <= FASTEST:
        raise UserError(
            tr(
                "Farten kan ikke være «{typed}». Skriv et tall fra 1 til {most}, eller max sammen "
                "med --headless.",
                typed=typed,
                most=f"{FASTEST:g}",
            )
        )
    return speed


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    """A folder that is gone afterwards, or the one that is kept."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="agent-console-demo-") as place:
            yield Path(place)
        return
    keep.mkdir(parents=True, exist_ok=True)
    if any(keep.iterdir()):
        raise UserError(
            tr("{folder} er ikke tom. Ingenting er gjort; velg en annen mappe.", folder=keep)
        )
    yield keep
