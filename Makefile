# The commands of the house. Each does its own set-up and may be repeated.
.DEFAULT_GOAL := help
.PHONY: help run test prove bench format lint clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the platform on a made-up province of 100,000 people (PEOPLE=…), served at LISTEN=127.0.0.1:8080
	@scripts/run

test: ## everything that CI checks
	@scripts/ci

prove: ## the same proofs with full counts: 20,000 damaged files, 10,000 households, the benchmark at scale 1, every rule where the truth is known
	@scripts/ci --full

bench: ## against DuckDB and Polars, in turns (SCALE=0.1 ROUNDS=3 PEOPLE=100000)
	@scripts/setup --checks
	@.venv/bin/python Benchmarks/run

format: ## rewrite the Swift files as the formatter wants them
	@scripts/format

lint: ## what the formatter and the house checks object to
	@scripts/format --lint
	@scripts/check-house

clean: ## remove what was built and written here; the Python environment and the benchmark's data stay
	@rm -rf .build .build-prove out
