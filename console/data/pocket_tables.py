"""The tables of the pocket. New ones are made in an older file; what lies there stays as it is."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
)

from console.data.tables.base import InstantType

METADATA = MetaData()

DRAFT = Table(
    "draft",
    METADATA,
    Column("scope", String, primary_key=True),
    Column("text", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("saved_at", InstantType, nullable=False),
)
VERSION = Table(
    "draft_version",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("scope", String, nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("saved_at", InstantType, nullable=False),
    sqlite_autoincrement=True,
)
FILE = Table(
    "draft_file",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("scope", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("content_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
UNSENT = Table(
    "unsent",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("act", Uuid, nullable=False, unique=True),
    Column("account", String, nullable=False, index=True),
    Column("case_no", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("seen", Integer),
    Column("feed_epoch", String, nullable=False),
    Column("feed_seq", Integer, nullable=False),
    Column("written_at", InstantType, nullable=False),
    Column("reason", String, nullable=False),
    Column("was_tried", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
UNSENT_FILE = Table(
    "unsent_file",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("act", Uuid, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("content_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
ONCALL_ACT = Table(
    "oncall_act",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("act", Uuid, nullable=False, unique=True),
    Column("account", String, nullable=False, index=True),
    Column("incident", Uuid, nullable=False),
    Column("kind", String, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("made_at", InstantType, nullable=False),
    Column("sent_in", String, nullable=False),
    Column("sent_at", InstantType),
    Column("problem", String, nullable=False),
    Column("answer", JSON, nullable=False),
    sqlite_autoincrement=True,
)
ONCALL_SIGN = Table(
    "oncall_sign",
    METADATA,
    Column("account", String, primary_key=True),
    Column("incident", Uuid, primary_key=True),
    Column("at", InstantType, nullable=False),
    Column("idle_since", InstantType),
)
MACHINE = Table(
    "machine",
    METADATA,
    Column("no", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("boot", String, nullable=False),
    Column("boot_s", Float, nullable=False),
    Column("at", InstantType, nullable=False),
)
KEPT = Table(
    "kept",
    METADATA,
    Column("account", String, primary_key=True),
    Column("facts", JSON, nullable=False),
    Column("kept_at", InstantType, nullable=False),
)
