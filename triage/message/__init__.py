"""What does a message say? Bytes or a call note in, one ParsedMessage out; pure."""
