"""Comparison of groups and of audiences: shares, levels, and many tests at once."""
