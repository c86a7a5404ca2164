"""Reading many mails at once on more than one core: the parser is what a backlog costs."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from console.channels.mail.connector import parse_in_line
from console.channels.mail.protocol.parse import ParseJob, parse_job
from console.domain.mail import IncomingMail

log = logging.getLogger("console.mail")

WORKERS = 2
MANY = 100
"""From so many mails on the processes are worth their start."""

CHUNK = 10


class ParsingPool:
    """A pool of processes that starts when first needed. Threads: one uses, any may close.

    The processes end with this one, however it ends.
    """

    def __init__(self, many: int = MANY) -> None:
        self._many = many
        self._pool: ProcessPoolExecutor | None = None

    def parse_many(self, jobs: Sequence[ParseJob]) -> Sequence[IncomingMail]:
        """Parses a page, in order."""
        if len(jobs) < self._many:
            return parse_in_line(jobs)
        if self._pool is None:
            self._pool = _started()
        try:
            return list(self._pool.map(parse_job, jobs, chunksize=CHUNK))
        except BrokenProcessPool:
            log.exception("a parsing process died; this page is read without them")
            self.close()
            return parse_in_line(jobs)

    def close(self) -> None:
        """Ends the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _started() -> ProcessPoolExecutor:
    # Spawned: a fork of a process with threads may hang on a lock that one of them held.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Runs in each process: a killed parent closes nothing, so its end is watched for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, name="parent watch", daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
