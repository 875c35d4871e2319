# make demo   turns the example workbook into a report
# make test   lint, types, import directions, tests
# make forms  rebuilds what is derived from the form: Word template, blank workbook, example

VENV := .venv
PYTHON := $(VENV)/bin/python
NIANBAO := $(VENV)/bin/nianbao
READY := $(VENV)/ready

.PHONY: demo test forms bench clean

demo: $(READY)
	mkdir -p build
	$(NIANBAO) check examples/*.xlsx
	$(NIANBAO) report examples/*.xlsx -o build/report.docx --force

test: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m pytest -n 2

$(READY): pyproject.toml
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist
