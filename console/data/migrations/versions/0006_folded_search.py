"""Words are found however they are spelt, and a call by its number"""

from alembic import op

from console.data.migrations.folded_0006 import FILE_SEARCH, SEARCH

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_call_number", "call", ["number"], unique=False)
    is_server = op.get_bind().dialect.name == "postgresql"
    for statement in SEARCH if is_server else FILE_SEARCH:
        op.get_bind().exec_driver_sql(statement)
