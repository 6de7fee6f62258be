"""Imported by the server process that workers are forked from, so that the rules are compiled once for all of them."""

from __future__ import annotations

import gc

from triage.adapters.reading import matcher

matcher()
gc.collect()
gc.freeze()  # the collector of a forked worker would touch, and so copy, every page it shares with us
