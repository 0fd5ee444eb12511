"""Performance, shown by commands that print their figures beside a reference of the same run."""
