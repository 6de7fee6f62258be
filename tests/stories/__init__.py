"""What the whole product does, against real servers, when the world misbehaves."""
