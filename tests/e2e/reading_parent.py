"""Reads many mails with the pool, tells the numbers of its processes, and waits to be killed."""

from __future__ import annotations

import sys
import threading
from multiprocessing import active_children

from fakes.clock import MONDAY_MORNING
from peers.accounts import written_mail

from console.channels.mail.protocol.parse import Fetched, ParseJob
from console.service.parsing_pool import ParsingPool


def main() -> None:
    pool = ParsingPool(many=20)
    fetched = Fetched("INBOX/7/1", MONDAY_MORNING)
    pool.parse_many([ParseJob(written_mail("Sak"), fetched, b"key", "a@b.no")] * 40)
    sys.stdout.write(" ".join(str(child.pid) for child in active_children()) + "\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
