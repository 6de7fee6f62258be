"""The invented mails and calls of the demo, as text."""
