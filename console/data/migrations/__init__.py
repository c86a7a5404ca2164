"""Alembic migrations, tried on both engines from every released schema."""
