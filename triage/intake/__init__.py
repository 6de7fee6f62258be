"""Intake: how mails, calls and files come in, and how their bytes are kept before anything else."""
