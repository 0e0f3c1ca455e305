# The two commands of the README, and what maintainers need. Each does its own set-up.

.PHONY: run test check pytest format bench clean

run: .venv/ready
	@. tools/environment.sh && .venv/bin/annotator demo --output demo

test: check pytest

check: .venv/ready
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports

pytest: .venv/ready
	@. tools/environment.sh && .venv/bin/pytest --numprocesses auto

format: .venv/ready
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

bench: .venv/ready
	@. tools/environment.sh && .venv/bin/python -m tests.benchmarks

.venv/ready: pyproject.toml constraints.txt tools/set_up.sh
	sh tools/set_up.sh

clean:
	rm -rf .venv build dist demo
