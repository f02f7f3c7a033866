# SPDX-License-Identifier: Apache-2.0
"""The fields of Kubernetes' objects that deploy/ uses, strictly: what is not in kubernetes_schema/ is refused."""
import glob
import os

import jsonschema
import yaml

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kubernetes_schema")


def definitions():
    merged = {}
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            for name, definition in yaml.safe_load(file).items():
                if name in merged:
                    raise ValueError(f"{name} is defined twice")
                merged[name] = definition
    return merged


DEFINITIONS = definitions()


def schema_of(kind):
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/" + kind, "$defs": DEFINITIONS}


def violations(document):
    """What is wrong with an object, a line each; none when it is as the API takes it."""
    kind = document.get("kind")
    if not isinstance(kind, str) or not kind[:1].isupper() or kind not in DEFINITIONS:
        return [f"kind {kind!r} is not one of deploy/"]
    errors = jsonschema.Draft202012Validator(schema_of(kind)).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in errors]
