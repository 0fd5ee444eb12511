"""Fieldwork: enrol, open, invite, answer, close. Use cases take sessions, a clock, a keyring and a mailer."""
