"""The list of parts in the wheel: CycloneDX 1.6, from the declared dependencies and the sources of the data.

It has no time and no random number, so that two builds give the same bytes. The versions of dependencies are the
declared ranges: the installation decides which version is used.
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from pathlib import Path
from typing import Any

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*(.*)")
_LICENCE = re.compile(r"^\| `([\w.-]+)` \| `([^`]+)` \|", re.MULTILINE)
_NOT_SHIPPED = "dev"


def document(root: Path, version: str) -> str:
    """Return the list of parts as JSON.

    Args:
        root: the folder of the source: pyproject.toml, data/resources.toml and docs/licences.md are read.
        version: hart's own.

    Raises:
        ValueError: a dependency has no licence in docs/licences.md.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    data = tomllib.loads((root / "data" / "resources.toml").read_text(encoding="utf-8"))
    licences = dict(_LICENCE.findall((root / "docs" / "licences.md").read_text(encoding="utf-8")))
    libraries = _libraries(project, licences)
    directory = _directory(data)
    name = project["name"]
    itself = f"pkg:pypi/{name}@{version}"
    parts = [library["bom-ref"] for library in libraries] + [directory["bom-ref"]]
    made: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": name,
                "version": version,
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": itself,
            },
        },
        "components": [*libraries, directory],
        "dependencies": [{"ref": itself, "dependsOn": parts}, *({"ref": part} for part in parts)],
    }
    made["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True)).urn
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def _libraries(project: dict[str, Any], licences: dict[str, str]) -> list[dict[str, Any]]:
    extras = project["optional-dependencies"]
    shipped = [(text, "required", "") for text in project["dependencies"]]
    shipped += [(text, "optional", extra) for extra in extras if extra != _NOT_SHIPPED for text in extras[extra]]
    return [_library(*each, licences) for each in sorted(shipped)]


def _library(requirement: str, scope: str, extra: str, licences: dict[str, str]) -> dict[str, Any]:
    match = _REQUIREMENT.match(requirement)
    assert match is not None
    name, versions = match[1].lower(), match[2].strip()
    if name not in licences:
        raise ValueError(f"{name} has no licence in docs/licences.md; run release/licences.py")
    properties = [{"name": "hart:versions", "value": versions}]
    properties += [{"name": "hart:extra", "value": extra}] if extra else []
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}",
        "name": name,
        "scope": scope,
        "licenses": [{"expression": licences[name]}],
        "purl": f"pkg:pypi/{name}",
        "properties": properties,
    }


def _directory(data: dict[str, Any]) -> dict[str, Any]:
    """Return the bundled directory as a part, with each of its sources."""
    return {
        "type": "data",
        "bom-ref": f"data:resources@{data['revised']}",
        "name": "data/resources.toml",
        "version": data["revised"],
        "licenses": [{"license": {"id": "CC0-1.0"}}],
        "components": [_source(key, table) for key, table in sorted(data["sources"].items())],
    }


def _source(key: str, table: dict[str, Any]) -> dict[str, Any]:
    source = {"type": "data", "bom-ref": f"source:{key}", "name": table["title"], "version": table["as_of"]}
    if table.get("publisher"):
        source["publisher"] = table["publisher"]
    if table.get("url"):
        source["externalReferences"] = [{"type": "website", "url": table["url"]}]
    return source
