"""What staff do with tickets: list, read, claim, correct, note, close."""
