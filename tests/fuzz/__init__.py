"""Inputs nobody thought of, for the stage that reads what strangers send."""
