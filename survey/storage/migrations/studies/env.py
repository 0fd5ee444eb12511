"""Runs the migrations of this database."""

from survey.storage.migrate import run_environment

run_environment()
