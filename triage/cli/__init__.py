"""The commands of the contract: one file per group, the application in app.py."""
