# Fresh machine: Python 3.11+ and make are enough. Every target first makes .venv from pinned, hash-checked requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
BENCH ?= all
ARGS ?=

.PHONY: setup demo test coverage test-postgresql check format bench backup restore docs clean requirements

setup: $(VENV)/.ready

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Cupel needs Python 3.11, 3.12 or 3.13; set PYTHON=/path/to/it") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/python -m cupel_web.conf.demo $(if $(filter 0,$(SERVE)),--no-serve)

# Three processes for two processors: browsers, workers and databases that tests start keep theirs waiting. Each works
# with one thread, or they take the processors from each other.
PYTEST := POLARS_MAX_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 NUMBA_NUM_THREADS=1 \
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

test: setup
	$(PYTEST) $(ARGS)

# The same with what the tests run through, which takes a quarter longer.
coverage: setup
	$(PYTEST) --cov --cov-report=term $(ARGS)

# Everything that keeps its records in a database once more, on a PostgreSQL that the tests start.
POSTGRESQL ?= tests/web

test-postgresql: setup
	CUPEL_TEST_DATABASE=postgresql $(PYTEST) $(POSTGRESQL) $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings cupel_web.conf.settings
	$(BIN)/sphinx-build -q -W --keep-going docs docs/_build/html

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup
	$(BIN)/sphinx-build -q -W docs docs/_build/html

bench: setup
	$(BIN)/python -m benchmarks.run $(BENCH)

backup restore: setup
	$(BIN)/python -m django $@ --settings cupel_web.conf.settings $(ARGS)

requirements: setup
	$(BIN)/python requirements/compile.py

clean:
	rm -rf $(VENV) docs/_build var .pytest_cache .mypy_cache .ruff_cache
