# Liên Kết. Two commands are all that most people need: `make run` and `make test`.
# Variables: PORT=8000 · DATABASE_URL=postgres://… · DEBUG=on · STEP=mypy (one step of make test) · PYTHON=python3

PYTHON ?= python3
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-archive run test lint score lock bench-followup bench-house bench-reading pictures soak

help: ## say what can be done
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup: ## prepare .venv (locked packages, fonts, messages) and stop there
	@$(PYTHON) tools/setup.py

run: setup ## the whole site with illustrative data on 127.0.0.1:8000, until Ctrl-C
	@$(PY) -m tools.run

test: ## every check and all tests, on SQLite, PostgreSQL and in a browser
	@$(PYTHON) tools/setup.py --test
	@$(PY) -m tools.check $(STEP)

lint: ## only the checks that run nothing of the site
	@$(PYTHON) tools/setup.py --test
	@$(PY) -m tools.check --static

score: setup ## read the gold documents beside the project, hold the result against vanban/tests/floor.toml
	@$(PY) -m vanban.score_gold

setup-archive: setup ## add what `vanban archive` needs (Daft) to .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements/archive.txt

soak: setup ## long campaigns against the whole site: MINUTES=5 for each, NAMES="deeds year", SEED=17, DATABASE=postgresql
	@$(PYTHON) tools/setup.py --test
	@$(PY) -m tools.soak $(NAMES) --minutes $(or $(MINUTES),5) --database $(or $(DATABASE),sqlite) $(if $(SEED),--seed $(SEED))

lock: ## resolve requirements/*.in anew into locks with hashes
	@$(PYTHON) tools/lock.py

pictures: ## take the pictures in docs/pictures anew, of the real site with its illustrative data
	@$(PYTHON) tools/setup.py --test
	@$(PY) -m tools.pictures

bench-followup: setup ## measure the follow-up against its goals, one JSON line a figure
	@$(PY) -m benchmarks.followup

bench-house: setup ## measure the site against its goals, one JSON line a figure
	@$(PY) -m benchmarks.house

bench-reading: setup ## measure the reading engine against its goals, one JSON line a figure; BENCH_FULL=1 measures more
	@$(PY) -m benchmarks.reading
