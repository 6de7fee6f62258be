"""Sorting: what the mailbox should look like, and the moves that make it so."""
