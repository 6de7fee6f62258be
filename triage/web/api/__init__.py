"""The desk for programs: JSON under /api/v1."""
