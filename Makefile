# make demo: set up, read the bundled page, show its record, open its web page.   make test: set up, then all that needs nothing but this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml $(shell find src -type f -not -name '*.pyc')

# make demo leaves a web page over the record open; make stop closes it.
.PHONY: demo stop test lint generated clean

demo: $(VENV)/installed
	@mkdir -p demo
	@$(BIN)/onrecord read src/onrecord/sample/bornholm.html --into demo/record.db
	@$(BIN)/onrecord show bornholm --store demo/record.db
	@echo
	@echo "The record is kept in demo/record.db. Look further:"
	@echo "  $(BIN)/onrecord search truce --store demo/record.db"
	@echo "  $(BIN)/onrecord export --format csv --into demo/csv --store demo/record.db"
	@echo
	@$(BIN)/python scripts/demo.py demo

stop:
	@$(PYTHON) scripts/demo.py demo --stop

test: $(VENV)/installed-for-tests lint
	$(BIN)/python -m pytest

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --platform linux --explicit-package-bases scripts benchmarks

# Files that are made from the code and kept in the repository; `make test` fails where they are stale.
generated: $(VENV)/installed-for-tests
	$(BIN)/onrecord schema > src/onrecord/schema/record.schema.json
	$(BIN)/python scripts/cli_reference.py > docs/cli.md
	$(BIN)/python scripts/screenshot.py docs/show.svg

$(VENV)/python-is-new-enough:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python-is-new-enough $(SOURCES)
	@$(BIN)/pip install --quiet --disable-pip-version-check .
	@touch $@

# What is tested is the built and installed package, not the folder.
$(VENV)/installed-for-tests: $(VENV)/python-is-new-enough $(SOURCES)
	@$(BIN)/pip install --quiet --disable-pip-version-check '.[test]'
	@touch $@ $(VENV)/installed

clean: stop
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
