# The default: what every change must pass.
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

# Every benchmark, and docs/benchmarks.md anew: some ten minutes on a machine that does nothing else.
benchmarks *ARGS:
    .venv/bin/python benchmarks/run.py {{ARGS}}

quality:
    .venv/bin/python benchmarks/search_quality.py --baselines

# The long mode: every command under every fault, and a minute of fuzzing.
long:
    HART_ALL_FAULTS=1 .venv/bin/pytest -n auto tests/faults
    .venv/bin/pip install -q atheris
    .venv/bin/python tests/fuzz/fuzz_readers.py -max_total_time=60

# The site of the documents, in site/.
site:
    .venv/bin/mkdocs build --strict

# What the documents show of the program, made anew: pictures, the list of commands, outputs.
documents:
    HART_UPDATE_DOCS=1 .venv/bin/pytest tests/test_documents.py tests/test_site.py tests/test_cookbook.py

# Every file of a release into dist/, built twice and checked.
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

# Accept what the wheel now holds; read the difference.
wheel-contents:
    .venv/bin/python release/artefacts.py renew dist

# Lock the development dependencies anew, each with its hashes. Needs uv.
lock *ARGS:
    uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
        --custom-compile-command 'just lock' --extra dev {{ARGS}} pyproject.toml -o requirements-dev.txt

licences:
    .venv/bin/python release/licences.py
