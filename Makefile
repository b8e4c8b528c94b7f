# Two of these are all that you need: `make run` and `make test`. `make help` lists them all.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
export FOLKMOOT_DATA ?= ./data

.DEFAULT_GOAL := help
.PHONY: help install run demo test test-deps test-parts lint fmt types unit postgres live docs messages bench bench-short fuzz lock clean

help: ## List what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

install: $(VENV)/.base ## Make the Python environment that a site needs

run: $(VENV)/.base ## Start the demo (fills an empty data folder first); Ctrl-C stops it
	@$(BIN)/folkmoot demo --if-empty
	@exec $(BIN)/folkmoot run

demo: $(VENV)/.base ## Fill an empty data folder with the demo community, and do not start it
	@$(BIN)/folkmoot demo

test: $(VENV)/.dev test-parts lint types unit postgres live ## Run every check
	@echo "== All checks have passed."

lint: $(VENV)/.dev ## Check style and the import contracts
	@echo "== Style (ruff)"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== Import contracts (import-linter)"
	@$(BIN)/lint-imports --no-logo

fmt: $(VENV)/.dev ## Format the source and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.dev ## Check the types (mypy --strict)
	@echo "== Types (mypy --strict)"
	@$(BIN)/mypy

unit: $(VENV)/.dev
	@echo "== Unit, contract, architecture and migration tests, on SQLite"
	@env -u FOLKMOOT_DATABASE -u FOLKMOOT_VAULT $(PYTEST) -n 2 -m "not live and not browser"

postgres: $(VENV)/.dev
	@echo "== The same tests, on a PostgreSQL of their own"
	@if $(BIN)/python -m tests.parts | grep -q PostgreSQL; then \
		echo "!! NOT TESTED: nothing ran on PostgreSQL, which is missing here."; \
	else \
		$(BIN)/python -m tests.postgres -- $(PYTEST) -n 2 -m "not live and not browser and not postgres" \
			--ignore tests/architecture --ignore tests/kernel; \
	fi

live: $(VENV)/.dev
	@echo "== Running sites: supervisor, clients and browser walks"
	@env -u FOLKMOOT_DATABASE -u FOLKMOOT_VAULT $(PYTEST) -n 2 --dist loadfile -m "live or browser"; code=$$?; \
		[ $$code -eq 0 ] || [ $$code -eq 5 ]

test-parts: $(VENV)/.dev
	@missing="$$($(BIN)/python -m tests.parts)"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] || [ "$$CI" = true ]; then \
		$(MAKE) --no-print-directory test-deps; \
	else \
		echo "!! Missing on this machine: $$missing"; \
		echo "!! \`sudo make test-deps\` installs it. What needs it is skipped, and named at the end."; \
	fi

test-deps: ## Install what the tests need of the system (Debian: PostgreSQL, Chromium, Node.js, Caddy)
	@echo "== Installing PostgreSQL, Chromium, Node.js and Caddy from the system's packages"
	@sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$sudo apt-get update && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql chromium caddy \
		$$({ command -v node && command -v npm; } >/dev/null || echo nodejs npm)

docs: $(VENV)/.dev ## Write the settings into the README, and the page of limits
	@$(BIN)/python -m tests.readme
	@PYTHONPATH=src:. $(BIN)/python -m tests.limits_page

messages: $(VENV)/.dev ## Collect the strings of the pages for translation, and compile the translations
	@PYTHONPATH=src:. $(BIN)/python -m tests.messages update

weights: $(VENV)/.dev ## Look at every page and write docs/page-weights.md
	@$(BIN)/python -m tests.page_weights

bench: $(VENV)/.dev ## Measure speed on both databases, and write benchmarks/results.json (wants a quiet machine)
	@PYTHONPATH=src:. $(BIN)/python -m benchmarks.harness

bench-short: $(VENV)/.dev ## Show that each benchmark works; its figures mean little
	@PYTHONPATH=src:. $(BIN)/python -m benchmarks.harness --short --into build/bench-short.json

gallery: $(VENV)/.dev ## Take pictures of pages in states that break layouts, into build/gallery
	@$(BIN)/python -m tests.gallery

fuzz: $(VENV)/.dev ## Attack every parser for a minute (SECONDS_EACH=600: ten), led by atheris
	@PYTHONPATH=src:. $(BIN)/python -m tests.fuzz $(or $(SECONDS_EACH),60)

lock: ## Renew the lock files from requirements/*.in
	@echo "== Resolving the requirements anew"
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	@options="--quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11"; \
	build/lock/bin/uv pip compile $$options --custom-compile-command "make lock" \
		requirements/base.in -o requirements/base.lock && \
	build/lock/bin/uv pip compile $$options --custom-compile-command "make lock" \
		-c requirements/base.lock requirements/dev.in -o requirements/dev.lock
	@rm -rf build/lock

clean: ## Remove what can be made again; never the data folder
	@rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.venv:
	@echo "== Making the Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Folkmoot needs Python 3.11 or later.")'
	@$(PYTHON) -m venv $(VENV) || { echo "Install python3-venv, then try again."; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/.base: $(VENV)/.venv requirements/base.lock pyproject.toml
	@echo "== Installing Folkmoot's libraries, each checked against its hash (about a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements/base.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.lock
	@echo "== Installing the tools for tests, each checked against its hash (about a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements/dev.lock
	@touch $@
