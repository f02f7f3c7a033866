# SPDX-License-Identifier: Apache-2.0
"""deploy/kubernetes as kubectl renders it. The environment's KUBECTL names another than the one on PATH."""
import functools
import os
import shutil
import subprocess
import tomllib
import unittest

import yaml

from repository import ROOT

FOLDER = os.path.join(ROOT, "deploy/kubernetes")
KUBECTL = shutil.which(os.environ.get("KUBECTL", "kubectl"))
LAYERS = ("base", "overlays/example")
COMPONENTS = ("daily", "migrate", "backfill")
KUSTOMIZATIONS = tuple(f"{layer}/{component}" for layer in LAYERS for component in COMPONENTS)


@functools.lru_cache(maxsize=None)
def _text(kustomization):
    if KUBECTL is None:
        raise unittest.SkipTest("kubectl is not installed")
    command = [KUBECTL, "kustomize", os.path.join(FOLDER, kustomization)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stderr}")
    return done.stdout


def documents(kustomization):
    return list(yaml.safe_load_all(_text(kustomization)))


def only(kustomization, kind):
    found = [document for document in documents(kustomization) if document["kind"] == kind]
    if len(found) != 1:
        raise AssertionError(f"{kustomization}: {len(found)} of {kind}")
    return found[0]


def job_spec(kustomization):
    """Of the CronJob's Job or of the Job."""
    if kustomization.endswith("daily"):
        return only(kustomization, "CronJob")["spec"]["jobTemplate"]["spec"]
    return only(kustomization, "Job")["spec"]


def pod_spec(kustomization):
    return job_spec(kustomization)["template"]["spec"]


def container(kustomization):
    containers = pod_spec(kustomization)["containers"]
    if len(containers) != 1:
        raise AssertionError(f"{kustomization}: {len(containers)} containers")
    return containers[0]


def environment(kustomization):
    return {variable["name"]: variable for variable in container(kustomization)["env"]}


def settings_of(layer):
    """What the ConfigMap holds for the program."""
    return tomllib.loads(only(layer + "/daily", "ConfigMap")["data"]["sent-source-data.toml"])
