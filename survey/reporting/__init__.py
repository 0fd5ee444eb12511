"""Reporting: turn responses into publications, and publications into what a dashboard shows."""
