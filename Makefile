# Each target makes .venv by itself. PYTHON chooses the interpreter (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check format bench screenshots fuzz audit lock clean

run: $(READY)
	@$(BIN)/reportedly
	@echo "The command is $(CURDIR)/$(BIN)/reportedly"

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(READY)

test: $(READY)
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks

screenshots: $(READY)
	$(BIN)/python -m benchmarks.screenshots

# SECONDS for each way in; what is found lies in fuzz/found.
SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r fuzz/requirements.lock
	$(BIN)/python -m fuzz --seconds $(SECONDS)

# Its tools have an environment of their own: they need other versions of what the product needs. That the lock is
# whole is checked offline; `make audit ONLINE=1` asks for known holes as well, the one thing here that needs a network.
AUDIT := .venv-audit
ONLINE ?=
audit: $(AUDIT)/.ready
	$(AUDIT)/bin/bandit --quiet --configfile pyproject.toml --recursive search_index tui fuzz
	$(AUDIT)/bin/pip-audit --progress-spinner off --disable-pip --require-hashes $(if $(ONLINE),,--dry-run) -r requirements.lock

$(AUDIT)/.ready: audit.lock
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r audit.lock
	@touch $@

LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra all --group dev pyproject.toml -o requirements.lock
	$(LOCK) --no-deps --group pyproject.toml:fuzz -o fuzz/requirements.lock
	$(LOCK) --group pyproject.toml:audit -o audit.lock

clean:
	rm -rf $(VENV) $(AUDIT) dist build
