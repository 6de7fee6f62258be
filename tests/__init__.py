"""The promises, in four floors: unit, contract, stories, corpus."""
