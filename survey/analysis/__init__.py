"""Analysis: data frames in, frozen values out. Nothing here knows a database or a browser."""
