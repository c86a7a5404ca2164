"""Runs migrations on the connection that `console.data.schema` hands over."""

from alembic import context

from console.data.tables import (  # noqa: F401
    billing,
    cases,
    escalations,
    journal,
    leader,
    live,
    oncall,
    people,
    personal,
    shops,
    web,
    wire,
)
from console.data.tables.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=False)
context.run_migrations()
