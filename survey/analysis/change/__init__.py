"""Change between two waves: paired, unpaired, ranks and yes or no, with linkage and attrition always beside it."""
