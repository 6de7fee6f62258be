"""The web desk over HTTP, without a browser."""
