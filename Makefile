# Needs Python 3.11 or newer and make; the rest is installed into .venv.
# Two things come from the system: Pango, to print, and a Chromium for the browser tests (`make browser`).

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.9
PYTHON ?= $(shell for name in python3.11 python3.14 python3.13 python3.12 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
# A Mac's own shell forgets where Homebrew keeps Pango; what prints is told.
PRINTS := $(if $(filter Darwin,$(shell uname -s)),DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib)
PYTEST := $(PRINTS) $(BIN)/python -m pytest

# Without compiled bytecode each command starts in three seconds instead of one.
export UV_COMPILE_BYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test test-fast test-full check lint lock translations browser drill-anonymity drill-disclosure \
	bench-answer bench-check bench-dashboard bench-publish screenshots pictures screen-reader lighthouse clean

help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.pango ## Set up, and serve a demo: mailbox, questionnaire, dashboard
	@$(PRINTS) $(BIN)/survey demo

test: lint browser $(VENV)/.npm ## Set up, check, and run every test but the whole matrices
	@$(PYTEST) -n logical --dist worksteal -m "not full"

test-fast: $(VENV)/.dev ## The tests without browser and drills
	@$(PYTEST) -n logical --dist worksteal -m "not browser and not drill and not full"

test-full: lint browser $(VENV)/.npm ## Every test, with whole matrices, long drills and new random examples
	@WERKPEIL_TEST_EXAMPLES=searching $(PYTEST) -n logical --dist worksteal

check: lint ## Style, types, imports, sizes, translations, secrets
	@$(PYTEST) tests/house

lint: $(VENV)/.dev
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lock: $(VENV)/.created ## Resolve the newest allowed versions into the locks
	@$(BIN)/uv pip compile --quiet --upgrade $(COMPILE) --group build --group test --group check -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet $(COMPILE) --group build -c requirements-dev.lock -o requirements.lock
	@$(MAKE) --no-print-directory $(VENV)/.dev
	@cd $(NPM) && rm -f package-lock.json && PATH="$(CURDIR)/$(BIN):$$PATH" npm install $(QUIETLY) \
		--package-lock-only --omit-lockfile-registry-resolved

translations: $(VENV)/.dev ## Bring the catalogues up to date with the sources
	@$(BIN)/python -m tests.house.catalogues

browser: $(VENV)/.dev ## Find a Chromium for the browser tests, or install one
	@$(BIN)/python -m tests.fixtures.chromium

drill-anonymity: $(VENV)/.dev ## Attack the anonymity with twenty seeds; goes on where it was stopped
	@$(PYTEST) -n 0 -q -p no:cacheprovider tests/drills/anonymity

bench-answer: $(VENV)/.dev ## Measure how fast people can answer
	@$(BIN)/python benchmarks/answer.py

bench-check: $(VENV)/.dev ## Measure how fast questionnaires are checked
	@$(BIN)/python -m benchmarks.checking

bench-dashboard: $(VENV)/.dev ## Measure how fast results are read
	@$(BIN)/python -m benchmarks.dashboard

bench-publish: $(VENV)/.dev ## Measure how fast a wave is published, up to 10^6 responses
	@$(BIN)/python -m benchmarks.publish

drill-disclosure: $(VENV)/.dev ## Attack 200 published waves as a program lead could; goes on where it was
	@$(BIN)/python -m tests.drills.disclosure.run

screenshots: browser ## Make the pictures in the README
	@$(BIN)/python -m tests.browser.screenshots

pictures: browser ## Make pictures of every page of the library, to look at
	@$(BIN)/python -m tests.browser.pictures

screen-reader: browser ## Print and keep what a screen reader has of each kind of item
	@$(BIN)/python -m tests.browser.screen_reader

lighthouse: browser $(VENV)/.lighthouse ## Score question pages on a slow phone
	@$(BIN)/python -m tests.browser.lighthouse

clean: ## Remove what was set up, except instance/
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

# Set-up. A stamp in .venv stands for each finished step.

COMPILE := pyproject.toml --universal --generate-hashes --no-header --python-version 3.11
INSTALL = if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python $(1); \
	else $(BIN)/python -m pip install --quiet $(1); fi

PANGO := libpangoft2-1.0-0 libharfbuzz-subset0
CAN_PRINT := $(PRINTS) $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1

$(VENV)/.created:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Werkpeil needs Python 3.11 or newer. Install it, or say where it is: make PYTHON=/path/to/python3.11"; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$package; \
		else echo "Python cannot make environments yet. Run: sudo apt-get install $$package"; exit 1; fi; }
	@echo "Setting up in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet $(UV) || echo "uv cannot be had here; pip does the same, slower."
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml
	@$(call INSTALL,--require-hashes -r requirements.lock)
	@$(call INSTALL,--no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/.dev: $(VENV)/.pango requirements-dev.lock
	@$(call INSTALL,--require-hashes -r requirements-dev.lock)
	@touch $@

# What sets text on a printed page is no Python package.
$(VENV)/.pango: $(VENV)/.runtime
	@$(CAN_PRINT) || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $(PANGO); \
		elif command -v brew >/dev/null; then brew install pango; \
		else echo "To print questionnaires and letters, run: sudo apt-get install $(PANGO)"; fi; }
	@if $(CAN_PRINT); then touch $@; fi

# Two things of the browser tests come from npm, with the Node that is a Python package; Lighthouse only when asked for.

NPM := tests/browser/npm
QUIETLY := --ignore-scripts --no-audit --no-fund --loglevel=error
FROM_NPM = mkdir -p $(VENV)/npm && cp $(NPM)/package.json $(NPM)/package-lock.json $(VENV)/npm/ && \
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $(VENV)/npm $(QUIETLY) $(1)

$(VENV)/.npm: $(VENV)/.dev $(NPM)/package.json $(NPM)/package-lock.json
	@$(call FROM_NPM,--omit=dev)
	@rm -f $(VENV)/.lighthouse
	@touch $@

$(VENV)/.lighthouse: $(VENV)/.npm
	@$(call FROM_NPM,)
	@touch $@
