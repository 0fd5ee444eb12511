"""Questionnaires as files of other tools: XLSForm (ODK, Kobo), and JSON. `files` knows which file is which.

What a format cannot say is never lost in silence: reading gives a questionnaire with a notice for everything that has
no counterpart, writing puts it in columns of our own that other tools pass over.
"""
