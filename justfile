# The default: the checks that every change must pass.
default: lint test

# Set up a virtual environment for development.
setup:
    python3 -m venv .venv
    .venv/bin/pip install -e '.[dev]'

test *ARGS:
    .venv/bin/pytest -n auto {{ARGS}}

lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports
    .venv/bin/hart check

format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# Run every benchmark and renew docs/benchmarks.md: about ten minutes on an idle machine.
benchmarks *ARGS:
    .venv/bin/python benchmarks/run.py {{ARGS}}

quality:
    .venv/bin/python benchmarks/search_quality.py --baselines

# Run every command under every fault, and fuzz for a minute.
long:
    HART_ALL_FAULTS=1 .venv/bin/pytest -n auto tests/faults
    .venv/bin/pip install -q atheris
    .venv/bin/python tests/fuzz/fuzz_readers.py -max_total_time=60

# Build the site of the documents in site/.
site:
    .venv/bin/mkdocs build --strict

# Renew what the documents show of the program: pictures, the list of commands, outputs.
documents:
    HART_UPDATE_DOCS=1 .venv/bin/pytest tests/test_documents.py tests/test_site.py tests/test_cookbook.py

# Build every file of a release in dist/, twice, and check it.
release-files:
    rm -rf dist
    .venv/bin/python release/files.py dist

# Install the built wheel and sdist with pip, pipx and uv, as .ci/run does.
try-installs:
    .venv/bin/python release/try_installs.py dist

# Install the lowest declared versions of everything, and run every command, as .ci/run does.
try-lowest:
    .venv/bin/python release/try_lowest.py dist

# Try each executable archive on its Python, without hart, as .ci/run does.
try-archives:
    .venv/bin/python release/try_archives.py dist

# Accept the present contents of the wheel; read the difference.
wheel-contents:
    .venv/bin/python release/artefacts.py renew dist

# Renew the lock of the development dependencies, each with its hashes. Needs uv.
lock *ARGS:
    uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
        --custom-compile-command 'just lock' --extra dev {{ARGS}} pyproject.toml -o requirements-dev.txt

licences:
    .venv/bin/python release/licences.py
