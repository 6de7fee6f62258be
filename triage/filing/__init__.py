"""Filing: which ticket a message belongs to, and the rows that make it so."""
