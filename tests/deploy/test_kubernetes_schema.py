# SPDX-License-Identifier: Apache-2.0
"""What is applied to a cluster has the fields that its API has, and a slip in any of them would be seen."""
import copy
import unittest

import jsonschema

from kubernetes_schema import DEFINITIONS, schema_of, violations
from rendered import KUSTOMIZATIONS, documents

# Objects whose keys are anybody's.
FREE = {"labels", "matchLabels", "annotations", "data"}


def places(value, path=()):
    """The path of each key and item within a document."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield path + (key,)
        yield from places(child, path + (key,))


def parent_of(document, path):
    for step in path[:-1]:
        document = document[step]
    return document


def misspelt(document, path):
    changed = copy.deepcopy(document)
    parent = parent_of(changed, path)
    parent[path[-1] + "x"] = parent.pop(path[-1])
    return changed


def of_another_type(document, path):
    changed = copy.deepcopy(document)
    parent = parent_of(changed, path)
    parent[path[-1]] = 1 if isinstance(parent[path[-1]], (str, dict, list, bool)) else "many"
    return changed


class KubernetesSchema(unittest.TestCase):
    def test_is_a_schema(self):
        for kind in DEFINITIONS:
            jsonschema.Draft202012Validator.check_schema(schema_of(kind))

    def test_accepts_every_applied_file(self):
        for kustomization in KUSTOMIZATIONS:
            for document in documents(kustomization):
                self.assertEqual(violations(document), [], f"{kustomization}: {document['kind']}")

    def test_rejects_any_misspelt_field(self):
        for document, path in self.all_places():
            if isinstance(path[-1], str) and not (len(path) > 1 and path[-2] in FREE):
                self.assertTrue(violations(misspelt(document, path)), path)

    def test_rejects_any_value_of_a_wrong_type(self):
        for document, path in self.all_places():
            self.assertTrue(violations(of_another_type(document, path)), path)

    def test_rejects_a_secret(self):
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"write-key": "b"}}
        self.assertTrue(violations(secret))

    def all_places(self):
        found = [(document, path) for kustomization in KUSTOMIZATIONS for document in documents(kustomization)
                 for path in places(document)]
        self.assertGreater(len(found), 500)
        return found


if __name__ == "__main__":
    unittest.main()
