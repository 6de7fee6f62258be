"""The respond stage: whether and how a sender hears from us by itself."""
