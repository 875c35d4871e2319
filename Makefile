# make demo   turns the example workbook into a report
# make test   lint, types, import directions, tests
# make page   builds the offline page, generator/page/年报填报.html; make packages fetches what it and the tests of web pages need
# make pyz    builds dist/nianbao.pyz, the program as one file for Python 3.11 and later
# make forms  rebuilds what is derived from the form: Word template, handbook of checks, blank workbook, example
# make bench  measures the whole job, and the parts of it beside what people would use

VENV := .venv
PYTHON := $(VENV)/bin/python
NIANBAO := $(VENV)/bin/nianbao
READY := $(VENV)/ready

.PHONY: demo test forms packages page pyz bench clean

demo: $(READY)
	mkdir -p build
	$(NIANBAO) check examples/*.xlsx
	$(NIANBAO) report examples/*.xlsx -o build/report.docx --force

test: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m pytest -n 2 --dist loadgroup

bench: $(READY) $(if $(shell command -v npm),build/bench/ready)
	$(PYTHON) -m benchmarks.whole_job

# Each edition, the newest first; the Word templates before what is made with them.
EDITIONS := $(shell ls templates | sed -n 's/^disclosure-//p' | sort -r)

forms: $(READY)
	for edition in $(EDITIONS); do $(PYTHON) -m generator.authoring disclosure $$edition || exit; done
	$(PYTHON) -m generator.authoring.handbook disclosure $(EDITIONS)
	$(PYTHON) -m generator.authoring.notice disclosure 2021
	$(NIANBAO) blank -o input_templates/政府信息公开工作年度报告填报表（$(firstword $(EDITIONS))版）.xlsx --force
	$(NIANBAO) blank --from examples/北京市通州区2024.json -o examples/北京市通州区2024.xlsx --force
	$(NIANBAO) report examples/北京市通州区2024.xlsx -o examples/北京市通州区2024.docx --force
	$(PYTHON) -m tests.office.example

packages: build/npm/ready build/web/ready

page: $(READY) build/npm/ready
	$(PYTHON) -m generator.page.build build/npm/node_modules generator/page/年报填报.html

pyz: $(READY)
	mkdir -p dist
	$(PYTHON) -m generator.page.archive dist/nianbao.pyz

# Pinned versions, held to their checksums by the lock files; nothing of them is run while they are installed.
build/npm/ready: generator/page/package.json generator/page/package-lock.json
build/web/ready: tests/witness/web/package.json tests/witness/web/package-lock.json
build/bench/ready: benchmarks/package.json benchmarks/package-lock.json
build/npm/ready build/web/ready build/bench/ready:
	mkdir -p $(@D)
	cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

$(READY): pyproject.toml
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist
