"""What we keep: SQLModel tables, one file per subject, and their Alembic migrations."""
