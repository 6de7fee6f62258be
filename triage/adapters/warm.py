"""Imported by the server process that workers are forked from, so that the rules are compiled once for all of them."""

from __future__ import annotations

from triage.adapters.reading import matcher

matcher()
