"""XLSForm: the spreadsheet from which ODK and Kobo make forms, read (`reading`) and written (`writing`)."""
