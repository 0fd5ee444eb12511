"""House rules as tests: sizes, translations, secrets, locks. `make check` runs them, and so does `make test`."""
