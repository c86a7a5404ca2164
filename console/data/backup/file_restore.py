"""A copy put back as a store in one file: made ready beside it, and named when it is whole."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.backup.archive import settle
from console.data.backup.checking import unpack
from console.data.backup.errors import BackupRefused
from console.data.backup.fresh_start import start_afresh
from console.data.backup.manifest import Manifest
from console.data.backup.progress import Progress
from console.data.engine import open_engine, sqlite_url
from console.data.schema import initialise
from console.data.translated import store_errors
from console.domain.language import tr

_BESIDE = ("-wal", "-shm", "-journal")


def restore_file(
    store: Path, file: Path, manifest: Manifest, at: Instant, own: Path, tell: Progress
) -> int:
    """Returns how many answers a person must look at. Raises StoreError; then nothing is changed.

    `own` is a folder of ours on the same disk as the store.
    """
    copy = own / store.name
    unpack(file, manifest, copy, tell)
    engine = open_engine(sqlite_url(copy))
    try:
        initialise(engine)
        with store_errors(), Session(engine) as session, session.begin():
            doubtful = start_afresh(session, manifest.made_at, at)
    finally:
        engine.dispose()
    with copy.open("rb+") as whole:
        os.fsync(whole.fileno())
    require_room(store)  # again: somebody may have made a store there meanwhile
    settle(copy, store)
    return doubtful


def require_room(store: Path) -> None:
    """Raises BackupRefused unless no store lies there, nor anything that was left of one."""
    if store.exists() and store.stat().st_size > 0:
        raise BackupRefused(
            tr(
                "{file} finnes fra før og er ikke tom. Ingenting er endret. Et lager hentes bare "
                "tilbake der det ikke er noe: flytt filen, eller velg et annet sted med --store.",
                file=store,
            )
        )
    # SQLite would take what it finds there for the new file's own, and damage it.
    left = [name for name in _BESIDE if store.with_name(store.name + name).exists()]
    if left:
        raise BackupRefused(
            tr(
                "Ved siden av {file} ligger det igjen noe av et annet lager ({left}). Ingenting er "
                "endret. Lukk programmet som bruker det, og flytt filene.",
                file=store,
                left=", ".join(store.name + name for name in left),
            )
        )
