"""The contract's commands, run as other programs run them."""
