# Every target does all the set-up it needs: `make demo` or `make test` is the first
# command after a clone. `python3 -m dev --help` lists the same commands.

PYTHON ?= $(or $(firstword $(foreach python,python3 python3.13 python3.12 \
	python3.11 python3.10,$(shell command -v $(python) 2>/dev/null))),python3)
ARGS ?=
ONCE ?=
SEED ?=
QUICK ?=

dev = @command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "error: $(PYTHON) not found:" \
	"install Python 3.10 to 3.13, or name one with make PYTHON=..." >&2; exit 1; }; \
	cd "$(CURDIR)" && exec "$(PYTHON)" -m dev

.PHONY: help setup demo test coverage chaos bench bench-cluster profile screenshots lint shell \
	translations record clean distclean

help:
	@echo "make demo        a sandbox shop and Odoo with the addon, orders imported"
	@echo "make demo ONCE=1 the same, one order played through to shipped, then the end"
	@echo "make test        the whole suite (ARGS=... goes to pytest)"
	@echo "make coverage    the same, and what no test runs"
	@echo "make chaos       every fault known, and what it does to orders (SEED=, QUICK=1)"
	@echo "make bench       what an import costs, beside Odoo's ORM itself (QUICK=1)"
	@echo "make bench-cluster one Odoo server and two, on the same orders (QUICK=1)"
	@echo "make profile     where the time of an import goes, by function (ARGS=--what ...)"
	@echo "make screenshots the pictures of README.md and of the Apps page, taken anew"
	@echo "make lint        ruff and pylint-odoo"
	@echo "make shell       Odoo's shell on the demo database, or a script: < script.py"
	@echo "make translations i18n/*.pot anew, merged into each language"
	@echo "make record      new cassettes from a real shop (BIGCARTEL_* in the environment)"
	@echo "make setup       everything these need, without starting anything"
	@echo "make clean       remove what this checkout made"
	@echo "make distclean   remove the cache too"

setup:
	$(dev) setup

demo:
	$(dev) demo $(if $(filter-out 0 no,$(ONCE)),--once)

test:
	$(dev) test -- $(ARGS)

coverage:
	$(dev) coverage

chaos:
	$(dev) chaos -- $(if $(SEED),--seed $(SEED)) $(if $(filter-out 0 no,$(QUICK)),--quick) $(ARGS)

bench:
	$(dev) bench -- $(if $(filter-out 0 no,$(QUICK)),--quick) $(ARGS)

bench-cluster:
	$(dev) bench-cluster -- $(if $(filter-out 0 no,$(QUICK)),--quick) $(ARGS)

profile:
	$(dev) profile -- $(ARGS)

screenshots:
	$(dev) screenshots

lint:
	$(dev) lint

shell:
	$(dev) shell

translations:
	$(dev) translations

record:
	$(dev) run -- python -m tests.contract.record $(ARGS)

clean:
	$(dev) clean

distclean:
	$(dev) distclean
