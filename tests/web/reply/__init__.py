"""Answering by mail."""
