"""The world of `triage demo`: mail servers on loopback and invented people who write and call."""
