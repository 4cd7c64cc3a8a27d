# The few commands of the project. A bare `make` prints this list.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# The interpreter is part of the stamp: another Python makes the environment anew.
STAMP      := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help serve build check test lock clean

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

serve: $(STAMP) ## build the site, serve it with reload and say where
	@$(BIN)/atlas serve

build: $(STAMP) ## write the site to site/, only if everything succeeds
	@$(BIN)/atlas build

check: $(TEST_STAMP) ## the fast checks: records, generated files, style, types (seconds)
	@$(BIN)/atlas validate
	@$(BIN)/atlas fix --check
	@$(BIN)/atlas generate --check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: check ## every check, pytest last
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/pytest -n auto --dist loadgroup

lock: $(TEST_STAMP) ## renew the lock files from pyproject.toml
	@$(PIP) install 'uv==0.11.*' 2>/dev/null || $(PIP) install uv
	@$(BIN)/uv pip compile $(LOCK_FLAGS) pyproject.toml requirements/build.in -o requirements/run.lock
	@$(BIN)/uv pip compile $(LOCK_FLAGS) --extra test -c requirements/run.lock pyproject.toml requirements/build.in -o requirements/test.lock

LOCK_FLAGS := --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-package pip --custom-compile-command "make lock"

clean: ## remove everything that the other targets made
	rm -rf $(VENV) site .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The Atlas needs Python 3.11 or newer; $(PYTHON) is older. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV)/ …"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the site needs …"
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(TEST_STAMP): requirements/test.lock $(STAMP)
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements/test.lock
	@touch $@
