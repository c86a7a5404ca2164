"""Column types shared by every table, and the metadata they belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine
from whenever import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A counted key: SQLite counts only columns declared INTEGER."""


class Json(TypeDecorator[Any]):
    """JSON: jsonb on PostgreSQL, whose dialect (a tenth of a second) is imported only there."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 - as said above

            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(JSON())


class InstantType(TypeDecorator[Instant]):
    """An `Instant`: timestamptz on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: Instant | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value.to_stdlib()
        return value.timestamp(unit="microsecond")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Instant | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return Instant(value)
        return Instant.from_timestamp(value, unit="microsecond")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {Instant: InstantType, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012 - read by SQLAlchemy
