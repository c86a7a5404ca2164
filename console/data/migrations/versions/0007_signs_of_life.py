"""Whoever is ready for chats gives signs of life"""

import sqlalchemy as sa
from alembic import op

from console.data.tables.base import InstantType

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("availability", sa.Column("alive_until", InstantType(), nullable=True))
