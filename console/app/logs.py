"""How the program tells of itself: every logger's records, one JSON object a line.

Fields: time (UTC), level, logger, event, and exception where there is one. A line holds no line
breaks and nothing that steers a terminal, and of a mail address only the domain.
"""

from __future__ import annotations

import json
import logging
import queue
import re
from collections.abc import Callable, MutableMapping
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

import structlog
from whenever import Instant

FILE_BYTES = 1_000_000
TEXT_CHARS = 20_000
"""Of a longer text the middle is left out: the words of a server, or of a customer, may be long."""

FILES = 5
"""The one being written and four older ones."""

_OURS = "console"
_LOCAL_PART = re.compile(r"[^\s<>\"'(),;:@\[\]]{1,64}@(?=[\w.-])")
# What JSON leaves as it is, though it breaks lines, steers a terminal or cannot be encoded.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")

Event = MutableMapping[str, Any]


def log_to_stream(stream: TextIO) -> None:
    """From now on every record is a line on the stream, written by whoever logs."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_lines())
    _use(handler)


def log_to_file(path: Path) -> Callable[[], None]:
    """From now on every record is a line in the file, written by a thread of its own: who paints
    must not wait for a disk. Returns what ends it, everything written. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(
        path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="replace"
    )
    lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
    handler = QueueHandler(lines)
    handler.setFormatter(json_lines())
    writing = QueueListener(lines, file)
    writing.start()
    _use(handler)

    def end() -> None:
        logging.getLogger().removeHandler(handler)
        writing.stop()
        file.close()

    return end


def json_lines() -> logging.Formatter:
    """Renders a record as a JSON object without line breaks."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.format_exc_info,
        ],
        processors=[
            _timed,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _cleaned,
            _rendered,
        ],
        use_get_message=True,
    )


def _use(handler: logging.Handler) -> None:
    """Ours from INFO on; a library is heard when it warns."""
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO)


def _timed(_logger: object, _method: str, event: Event) -> Event:
    """When it was logged, not when it is rendered."""
    at = Instant.from_timestamp(round(event["_record"].created * 1000), unit="millisecond")
    return {"time": at.format_iso(), **event}


def _cleaned(_logger: object, _method: str, event: Event) -> Event:
    """Texts within their length, addresses without the part that names a person."""
    return {
        name: _without_names(_shortened(value)) if isinstance(value, str) else value
        for name, value in event.items()
    }


def _without_names(text: str) -> str:
    # Looking for an address costs milliseconds in a long text, and most hold none.
    return _LOCAL_PART.sub("…@", text) if "@" in text else text


def _shortened(text: str) -> str:
    if len(text) <= TEXT_CHARS:
        return text
    half = TEXT_CHARS // 2
    return f"{text[:half]} … {text[-half:]}"


def _rendered(_logger: object, _method: str, event: Event) -> str:
    first = ("time", "level", "logger", "event")
    ordered = {name: event[name] for name in first if name in event} | dict(event)
    line = json.dumps(ordered, ensure_ascii=False, default=str)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
