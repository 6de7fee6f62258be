"""The working day in a real browser."""
