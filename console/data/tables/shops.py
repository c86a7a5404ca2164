"""Customers: shops with their registers, numbers, addresses and hosts; contacts who write."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId


class ShopRow(Base):
    __tablename__ = "shop"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    customer_number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    registers: Mapped[int] = mapped_column(default=0)
    pos_version: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ShopPhoneRow(Base):
    """A number (E.164) that a shop calls from; a register's number gives POS priority."""

    __tablename__ = "shop_phone"

    number: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    register: Mapped[str] = mapped_column(default="")


class LearnedNumberRow(Base):
    """The shop that calls from a number, as one of us said; it passes the shops' own lists."""

    __tablename__ = "learned_number"

    number: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"))
    said_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[Instant]


class ShopAddressRow(Base):
    """A mail address that belongs to a shop, lower case."""

    __tablename__ = "shop_address"

    address: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"), primary_key=True)


class ShopHostRow(Base):
    """A host name of the shop's web shop, lower case; also recognises mail from that domain."""

    __tablename__ = "shop_host"

    host: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"), primary_key=True)


class ContactRow(Base):
    """Somebody who writes or calls, known by an address; the shop may be unknown."""

    __tablename__ = "contact"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"), index=True)
