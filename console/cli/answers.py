"""How a command answers: words for people, one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")(
        command
    )


def say(text: str) -> None:
    click.echo(text)


def say_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
