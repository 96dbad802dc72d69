# Every target sets up what it needs by itself; all that must be there is Python 3.11 or newer.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
# The tests in groups: first those that mostly wait, while `make check` has a processor beside them in CI; short ones
# fill up what is left at the end.
CRASHES := $(patsubst %,tests/journeys/test_%.py,chaos crash_points durable after_a_crash processes)
GROUPS := crashes journeys-n-to-q journeys-r-to-z journeys-a-to-m services slack rest painter sandbox
crashes := $(CRASHES)
journeys-a-to-m := $(filter-out $(CRASHES),$(wildcard tests/journeys/test_[a-m]*.py))
journeys-n-to-q := $(filter-out $(CRASHES),$(wildcard tests/journeys/test_[n-q]*.py))
journeys-r-to-z := $(filter-out $(CRASHES),$(wildcard tests/journeys/test_[r-z]*.py))
services := tests/services
slack := tests/sandbox/slack
painter := tests/sandbox/painter
sandbox := tests/sandbox --ignore=tests/sandbox/slack --ignore=tests/sandbox/painter
rest := tests --ignore=tests/journeys --ignore=tests/services --ignore=tests/sandbox
LOGS := $(GROUPS:%=$(VENV)/tests-of-%.log)

# Hundreds of processes are started by the tests; none of them shall compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test $(GROUPS:%=tests-of-%) check bench chaos lock clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' Makefile | expand -t 10

setup: $(STAMP)  ## make .venv and install everything, pinned

$(STAMP): requirements.txt requirements-dev.txt
	@python=; for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
	    2>/dev/null; then python=$$candidate; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "This needs Python 3.11 to 3.14 with its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	  echo "If it is not on the PATH, name it: make setup PYTHON=/path/to/python3.12" >&2; exit 1; fi; \
	echo "Setting up $(VENV) with $$("$$python" --version) (a minute or two, once)"; \
	"$$python" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: $(STAMP)  ## the bot in a Slack-like workspace in your browser
	@$(BIN)/python -m sandbox --bot --open

# Groups beside each other, because most of them wait for something; each has ports and folders of its own. Three at
# a time keep two processors busy, more would only keep each other waiting.
test: $(STAMP)  ## every test
	@rm -f $(LOGS)
	@$(MAKE) --no-print-directory --jobs=3 --keep-going $(GROUPS:%=tests-of-%); status=$$?; cat $(LOGS); exit $$status

$(GROUPS:%=tests-of-%): tests-of-%: $(STAMP)
	@$(BIN)/python -m pytest $($*) >$(VENV)/$@.log 2>&1; status=$$?; \
	echo "$*: $$(tail -n 1 $(VENV)/$@.log | tr -d =)"; exit $$status

check: $(STAMP)  ## lint, format, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(STAMP)  ## speed, memory and CPU on this machine
	@$(BIN)/python -m benchmarks

chaos: $(STAMP)  ## 300 jobs while everything fails and dies, 500 while two of three workers go; a look at each
	@$(BIN)/python -m sandbox.chaos
	@$(BIN)/python -m sandbox.chaos --orderly --jobs 500

lock: $(STAMP)  ## pin requirements*.in anew
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" $$name.in -o $$name.txt; done

clean:  ## forget what setup and the tools made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
