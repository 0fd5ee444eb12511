"""Open answers: read in an order of chance, cleared of what leads to a person, and coded by two people into themes."""
