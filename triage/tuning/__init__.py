"""What supervisors do to the rules: versions, differences, effects, and the way back."""
