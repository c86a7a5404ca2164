"""The store: tables, commands, queries, the change feed, and the pocket. SQLAlchemy lives here."""
