"""What people and mail programs write around a quoted mail, one record a language; everybody here is invented."""

from __future__ import annotations

from dataclasses import dataclass

K = "Kim Muster <kim@example.net>"


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: what a person answers, what stands in the history, and what programs put between them."""

    code: str
    reply: str
    history: str
    labels: tuple[str, str, str, str]  # from, sent, to, subject as Outlook writes them
    date: str  # a long date with a clock time
    intros: tuple[str, ...]  # introductions of Gmail, Apple Mail, Thunderbird; @ stands for the writer
    original: str
    forwarded: str
    typed: str  # a sentence of a person that ends in a colon and is no introduction
