"""Which rules were in force when, who put them there, and why?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class RulebookVersion(SQLModel, table=True):
    """The whole text of a rulebook as it came into force; never changed. The newest row is what holds.

    Each version names the one it replaces, and a version can be replaced only once: of two people who publish at the
    same time the second is told.
    """

    __tablename__ = "rulebook"

    id: int | None = Field(default=None, primary_key=True)  # shown as "v14"
    replaces: int = Field(unique=True)  # 0: nothing, these are the rules the product came with
    kind: str = Field(max_length=8)  # seed | publish | rollback
    restores: int | None = Field(default=None)  # of a rollback: the version whose text this is
    digest: str = Field(max_length=80, index=True)  # "sha256:…", as labels name it
    texts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # zlib of JSON: file name → content
    author: str = Field(max_length=64)
    note: str = ""
    report: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))  # what was foreseen
    at: datetime = Field(sa_type=UtcDateTime)
