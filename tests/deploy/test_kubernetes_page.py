# SPDX-License-Identifier: Apache-2.0
"""What deploy/kubernetes/README.md tells one to type is what is there."""
import os
import re
import unittest

from after_exit import GIVE_UP, TRY_AGAIN, codes_to
from rendered import FOLDER, environment, only, pod_spec

EXAMPLE = "overlays/example"


def page():
    with open(os.path.join(FOLDER, "README.md"), encoding="utf-8") as file:
        return file.read()


def secret_keys():
    for component in ("daily", "migrate", "backfill"):
        for variable in environment(f"{EXAMPLE}/{component}").values():
            if "valueFrom" in variable:
                yield variable["valueFrom"]["secretKeyRef"]["key"]
        for volume in pod_spec(f"{EXAMPLE}/{component}")["volumes"]:
            yield from (item["key"] for item in volume.get("secret", {}).get("items", []))


class KubernetesPage(unittest.TestCase):
    def test_applies_existing_folders(self):
        folders = re.findall(r"kubectl apply -k (\w+)", page())
        self.assertEqual(set(folders), {"daily", "migrate", "backfill"})
        for folder in folders:
            self.assertTrue(os.path.exists(os.path.join(FOLDER, EXAMPLE, folder, "kustomization.yaml")), folder)

    def test_creates_the_secret_that_the_pods_read(self):
        name, options = re.search(r"kubectl create secret generic (\S+) (.*)", page()).groups()
        self.assertEqual(set(re.findall(r"--from-file=(\S+)", options)), set(secret_keys()))
        for component in ("daily", "backfill"):
            [volume] = [volume for volume in pod_spec(f"{EXAMPLE}/{component}")["volumes"] if "secret" in volume]
            self.assertEqual(volume["secret"]["secretName"], name)

    def test_names_existing_objects(self):
        names = {"cronjob/" + only(f"{EXAMPLE}/daily", "CronJob")["metadata"]["name"], "job/first"}
        for component in ("migrate", "backfill"):
            names.add("job/" + only(f"{EXAMPLE}/{component}", "Job")["metadata"]["name"])
        self.assertEqual(set(re.findall(r"\b(?:cron)?job/[a-z-]+", page())), names)

    def test_explains_the_effect_of_each_exit_code(self):
        sentence = re.search(r"Exit codes ([\d, and]+) fail .*? ([\d, and]+) and a pod", page(), re.DOTALL)
        given_up, repeated = (set(map(int, re.findall(r"\d+", codes))) for codes in sentence.groups())
        self.assertEqual(given_up, codes_to(GIVE_UP))
        self.assertEqual(repeated, {code for code in codes_to(TRY_AGAIN) if code < 128})


if __name__ == "__main__":
    unittest.main()
