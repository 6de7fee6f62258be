"""Rules are tried on everything that was ever filed, in processes that can be stopped at any moment."""
