# make compare   set up, run the Changchun study, print the table, say where the page is
# make test      set up, run all tests but the long ones
# make test-long the long ones
# make bench     set up, measure, write benchmarks/RESULTS.md

PYTHON ?= python3
BIN := .venv/bin

.PHONY: compare test test-long lint bench validate

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test,bench]"
	touch $@

compare: .venv/.installed
	$(BIN)/wutong compare changchun-2022

validate: .venv/.installed
	$(BIN)/wutong validate

test: .venv/.installed lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not long"

test-long: .venv/.installed
	$(BIN)/python -m pytest -m long

lint: .venv/.installed
	$(BIN)/ruff check .

bench: .venv/.installed
	$(BIN)/python -m benchmarks.run
