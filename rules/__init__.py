"""The rule language: text in, explained hits out."""
