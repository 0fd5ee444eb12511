"""Documents while they are being made. They may be wrong, and can be edited all the same.

A questionnaire: `document` reads and writes it as plain mappings; `outline` says what stands on which screen;
`operations` change it, each a function from document to document that touches nothing else; `parts` says what each kind
consists of; `wordings` has its texts by language; `choosing` its conditions; `presentable` makes of it what can be
looked at, and `troubles` says what is wrong where. A study: `design` and the modules whose names begin so.
"""
