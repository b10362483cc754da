"""Compiles the bundled directory while the wheel is built, and puts it beside the code."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileDirectory(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return  # a checkout compiles on first use, and again when the data changes
        sys.path.insert(0, self.root)
        try:
            from hart_cli.store.opening import COMPILED, compile_bundled
        finally:
            sys.path.pop(0)
        path = Path(tempfile.mkdtemp()) / COMPILED
        path.write_bytes(compile_bundled())
        build_data["force_include"][str(path)] = f"hart_cli/{COMPILED}"
