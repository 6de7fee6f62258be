# Everything a developer, a build machine or a curious person types. Each target works in a fresh clone.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
UV ?= uv
LONGEST := 350

.DEFAULT_GOAL := help
.PHONY: help install run test lint style types layers lengths format quality bench fuzz fuzz-guided lock clean packages

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 21

install: $(STAMP) ## make .venv with the locked libraries and the program `triage`; nothing to do takes no time

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=…")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: install ## the demo: its own mail servers, sample mails and calls, the desk on 127.0.0.1:8080
	$(BIN)/triage demo

packages: ## what the tests need beside Python: installed on Debian as root, named elsewhere
	@.ci/packages

test: install packages ## all tests, two at a time
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: style types layers lengths ## style, types, import layers, length of files

style: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

layers: install
	$(BIN)/lint-imports

lengths:
	@find $(wildcard triage rules models config tests) -name '*.py' -exec awk \
		'FNR == $(LONGEST) + 1 { print FILENAME ": longer than $(LONGEST) lines"; bad = 1 } END { exit bad }' {} +

format: install ## put the code into the agreed form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

quality: install ## how often the machine is right on the labelled messages
	@echo "== labelled messages the rules were made with"
	$(BIN)/python -m tests.quality.report --all
	@echo "== labelled messages nobody read while making rules"
	$(BIN)/python -m tests.quality.report --blind

bench: install ## how fast it is on this machine
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.parsing
	$(BIN)/python -m tests.bench.matching
	$(BIN)/python -m tests.bench.desk --tickets 10000 100000 1000000
	$(BIN)/python -m tests.bench.desk --tickets 100000 --postgres
	$(BIN)/python -m tests.bench.suggest
	$(BIN)/python -m tests.bench.suggestions
	$(BIN)/python -m tests.bench.arrival
	$(BIN)/python -m tests.bench.claims
	$(BIN)/python -m tests.bench.claims --postgres

fuzz: install ## 100,000 inputs nobody thought of for the stage that reads mails
	$(BIN)/python -m tests.fuzz

fuzz-guided: install ## the same led by coverage, with Atheris
	$(PIP) install --require-hashes -r requirements-fuzz.txt
	$(BIN)/python -m tests.fuzz --guided

lock: ## pin every library again, with hashes, after a change in pyproject.toml
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.txt
	$(COMPILE) --group fuzz -o requirements-fuzz.txt

clean: ## remove what can be made again
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
