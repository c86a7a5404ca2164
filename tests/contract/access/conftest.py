"""The stores whose access is tried: one set up by a superuser, one by a mere database owner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from access_store import AccessStore, make_by_database_owner, make_by_superuser
from peers.postgres import Postgres

_MAKERS = {"by a superuser": make_by_superuser, "by a database owner": make_by_database_owner}


@pytest.fixture(scope="package", params=sorted(_MAKERS))
def desk(request: pytest.FixtureRequest, postgres: Postgres) -> Iterator[AccessStore]:
    """A store with a little of everything in it; what is tried in it is rolled back."""
    made = _MAKERS[request.param](postgres)
    made.fill()
    yield made
    made.close()
    postgres.drop(made.database)
