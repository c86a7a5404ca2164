"""Runs migrations on the connection that `console.data.schema` hands over."""

from alembic import context

from console.data.tables import cases, journal, leader, people, personal, shops, wire  # noqa: F401
from console.data.tables.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=False)
context.run_migrations()
