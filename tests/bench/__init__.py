"""How fast and how large, as ratios to a floor measured in the same run."""
