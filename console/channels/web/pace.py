"""How often visitors may do what, how much they may send, and how long anybody waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from console.channels.buckets import Buckets


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, and so many at once."""

    per_s: float
    burst: float

    def buckets(self) -> Buckets:
        """One for each key."""
        return Buckets(self.per_s, self.burst)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebPace:
    """An address is one of IPv4, or a network of IPv6 (/64). Of an office many visitors come from
    one address: what is counted by it has room for them.
    """

    requests: Rate = Rate(20.0, 200.0)
    """Of an address, whatever they are."""
    guesses: Rate = Rate(0.05, 20.0)
    """Of an address, with a token that nobody has."""
    visits: Rate = Rate(1 / 60, 20.0)
    """Begun from an address."""
    site_visits: Rate = Rate(2.0, 200.0)
    site_lines: Rate = Rate(50.0, 500.0)
    lines: Rate = Rate(0.5, 15.0)
    """Of a visit, as all that follow."""
    files: Rate = Rate(1 / 30, 15.0)
    file_bytes: Rate = Rate(20_000, 60_000_000)
    """What is kept of a visit's files; it lies in the store."""
    address_bytes: Rate = Rate(100_000, 200_000_000)
    site_bytes: Rate = Rate(500_000, 2_000_000_000)
    reads: Rate = Rate(5.0, 60.0)
    signs: Rate = Rate(2.0, 30.0)
    joins: Rate = Rate(0.2, 30.0)
    frames: Rate = Rate(1.0, 20.0)

    sockets_of_visit: int = 8
    sockets_of_address: int = 120
    sockets: int = 700
    uploads: int = 6
    """Under way at once, each of which is held in memory."""
    uploads_of_visit: int = 2
    downloads: int = 24
    downloads_of_visit: int = 8
    connections: int = 900
    threads: int = 8
    """That ask the store."""

    body_s: float = 10.0
    """How long a body may take, beside the time that its bytes need at the slowest speed."""
    least_bytes_per_s: int = 32_000
    most_json_bytes: int = 65_536
    hello_s: float = 10.0
    """How long a WebSocket may take to say whose it is."""
    silent_s: float = 70.0
    """How long it may say nothing."""
    send_s: float = 20.0
    """How long it may take to take what it is sent."""

    look_s: float = 1.0
    """How often it is looked whether signs have run out, or the hours have changed."""
    whole_look_s: float = 5.0
    """How often it is looked at the store though nothing woke."""
    alive_s: float = 20.0
    """How often the store is told who is there."""
    retry_s: float = 2.0
    """How soon the store is watched again."""


class Limits:
    """The buckets of a door. Threads: the server's loop."""

    def __init__(self, pace: WebPace) -> None:
        self.requests = pace.requests.buckets()
        self.guesses = pace.guesses.buckets()
        self.visits = pace.visits.buckets()
        self.site_visits = pace.site_visits.buckets()
        self.site_lines = pace.site_lines.buckets()
        self.lines = pace.lines.buckets()
        self.files = pace.files.buckets()
        self.file_bytes = pace.file_bytes.buckets()
        self.address_bytes = pace.address_bytes.buckets()
        self.site_bytes = pace.site_bytes.buckets()
        self.reads = pace.reads.buckets()
        self.signs = pace.signs.buckets()
        self.joins = pace.joins.buckets()
