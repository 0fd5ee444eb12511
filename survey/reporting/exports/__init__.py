"""Files for researchers: the responses of a wave as CSV, XLSX, SPSS, Stata or Parquet, one file per format.

`samples` reads the responses, `table` makes the columns, `coding` gives the numbers and names that statistical
packages need, `exposure` says whom the file would give away, and `folder` puts everything in one new folder.
"""
