"""The web desk: one file per screen, plain forms first."""
