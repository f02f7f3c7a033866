# SPDX-License-Identifier: Apache-2.0
"""deploy/kubernetes gives the job's pods what they need, and no privilege, network or secret beyond it."""
import os
import re
import unittest
import urllib.parse

from repository import ROOT
from rendered import (COMPONENTS, KUSTOMIZATIONS, LAYERS, container, documents, environment, job_spec, only, pod_spec,
                      settings_of)
from settings import size


class Pods(unittest.TestCase):
    def test_have_no_privileges(self):
        for kustomization in KUSTOMIZATIONS:
            pod, security = pod_spec(kustomization), container(kustomization)["securityContext"]
            self.assertIs(pod["automountServiceAccountToken"], False)
            self.assertIs(pod["securityContext"]["runAsNonRoot"], True)
            self.assertGreaterEqual(pod["securityContext"]["runAsUser"], 10000, "of no user of the node")
            self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
            self.assertEqual(security, {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                        "capabilities": {"drop": ["ALL"]}})

    def test_belong_to_an_account_without_a_token(self):
        for layer in LAYERS:
            account = only(layer + "/daily", "ServiceAccount")
            self.assertIs(account["automountServiceAccountToken"], False)
            for component in COMPONENTS:
                self.assertEqual(pod_spec(f"{layer}/{component}")["serviceAccountName"], account["metadata"]["name"])

    def test_run_like_the_image(self):
        with open(os.path.join(ROOT, "Dockerfile"), encoding="utf-8") as file:
            user, group = re.search(r"^USER (\d+):(\d+)$", file.read(), re.MULTILINE).groups()
        for kustomization in KUSTOMIZATIONS:
            security = pod_spec(kustomization)["securityContext"]
            self.assertEqual((security["runAsUser"], security["runAsGroup"]), (int(user), int(group)))

    def test_of_one_layer_have_the_same_image_of_this_version(self):
        with open(os.path.join(ROOT, "CMakeLists.txt"), encoding="utf-8") as file:
            version = re.search(r"project\(sent-source-data VERSION ([\d.]+)", file.read()).group(1)
        for layer in LAYERS:
            images = {container(f"{layer}/{component}")["image"] for component in COMPONENTS}
            self.assertEqual(len(images), 1, layer)
            self.assertTrue(images.pop().endswith("sent-source-data:" + version))

    def test_have_room_for_the_programs_memory(self):
        for kustomization in KUSTOMIZATIONS:
            resources = container(kustomization)["resources"]
            self.assertEqual(resources["requests"]["memory"], resources["limits"]["memory"])
            self.assertNotIn("cpu", resources["limits"])
            memory = environment(kustomization).get("SENT_SOURCE_DATA_JOB_MEMORY")
            if memory is not None:
                self.assertGreaterEqual(size(resources["limits"]["memory"]), size(memory["value"]) * 5 / 4)
                self.assertNotIn("memory", settings_of("base")["job"], "the environment has it")

    def test_mount_all_their_volumes_read_only(self):
        for kustomization in KUSTOMIZATIONS:
            mounts = container(kustomization)["volumeMounts"]
            self.assertEqual({mount["name"] for mount in mounts},
                             {volume["name"] for volume in pod_spec(kustomization)["volumes"]})
            self.assertTrue(all(mount["readOnly"] for mount in mounts))

    def test_read_their_settings_from_the_config_map(self):
        for kustomization in KUSTOMIZATIONS:
            [volume] = [volume for volume in pod_spec(kustomization)["volumes"] if "configMap" in volume]
            [mount] = [mount for mount in container(kustomization)["volumeMounts"] if mount["name"] == volume["name"]]
            config_map = only(kustomization.rsplit("/", 1)[0] + "/daily", "ConfigMap")
            self.assertEqual(volume["configMap"]["name"], config_map["metadata"]["name"])
            path = container(kustomization)["args"][container(kustomization)["args"].index("--config") + 1]
            self.assertEqual(os.path.dirname(path), mount["mountPath"])
            self.assertIn(os.path.basename(path), config_map["data"])

    def test_read_the_write_key_from_a_file_of_the_secret(self):
        for kustomization in KUSTOMIZATIONS:
            if kustomization.endswith("migrate"):
                self.assertNotIn("SENT_SOURCE_DATA_SINK_WRITE_KEY_FILE", environment(kustomization), "it sends nothing")
                continue
            path = environment(kustomization)["SENT_SOURCE_DATA_SINK_WRITE_KEY_FILE"]["value"]
            [volume] = [volume for volume in pod_spec(kustomization)["volumes"] if "secret" in volume]
            [mount] = [mount for mount in container(kustomization)["volumeMounts"] if mount["name"] == volume["name"]]
            [item] = volume["secret"]["items"]
            self.assertEqual(path, mount["mountPath"] + "/" + item["path"])
            self.assertEqual(volume["secret"]["defaultMode"], 0o440, "the pod's group reads it")
            self.assertEqual(pod_spec(kustomization)["securityContext"]["fsGroup"],
                             pod_spec(kustomization)["securityContext"]["runAsGroup"])

    def test_have_no_secret_in_plain_sight(self):
        for kustomization in KUSTOMIZATIONS:
            for name, variable in environment(kustomization).items():
                if "URL" in name:
                    self.assertIn("secretKeyRef", variable["valueFrom"], name)
        for layer in LAYERS:
            settings = settings_of(layer)
            self.assertNotIn("url", settings["database"])
            self.assertNotIn("write_key", settings["sink"])


class Network(unittest.TestCase):
    def policies(self, layer):
        return [document for document in documents(layer + "/daily") if document["kind"] == "NetworkPolicy"]

    def test_is_open_only_to_dns_database_and_receiver(self):
        self.assertEqual(self.ports("base"), {("UDP", 53), ("TCP", 53), ("TCP", 5432), ("TCP", 443)})
        self.assertEqual(self.ports("overlays/example") - self.ports("base"), {("TCP", 9091)})

    def test_is_open_to_the_pushgateway_of_the_settings(self):
        gateway = urllib.parse.urlsplit(settings_of("overlays/example")["metrics"]["pushgateway"])
        [rule] = [rule for policy in self.policies("overlays/example") for rule in policy["spec"]["egress"] if "to" in rule]
        [to], [port] = rule["to"], rule["ports"]
        self.assertEqual(port["port"], gateway.port)
        namespace = to["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]
        self.assertEqual(gateway.hostname.split(".")[1], namespace)

    def ports(self, layer):
        return {(port["protocol"], port["port"]) for policy in self.policies(layer) for rule in policy["spec"]["egress"]
                for port in rule["ports"]}

    def test_allows_no_incoming_connection(self):
        for layer in LAYERS:
            self.assertIn(["Ingress", "Egress"], [policy["spec"]["policyTypes"] for policy in self.policies(layer)])
            self.assertFalse(any("ingress" in policy["spec"] for policy in self.policies(layer)))

    def test_applies_to_every_pod(self):
        for layer in LAYERS:
            for policy in self.policies(layer):
                wanted = policy["spec"]["podSelector"]["matchLabels"].items()
                for component in COMPONENTS:
                    labels = job_spec(f"{layer}/{component}")["template"]["metadata"]["labels"]
                    self.assertLessEqual(wanted, labels.items())


class Example(unittest.TestCase):
    def test_is_all_in_one_namespace_that_refuses_privileges(self):
        namespace = only("overlays/example/daily", "Namespace")["metadata"]
        self.assertEqual(namespace["labels"]["pod-security.kubernetes.io/enforce"], "restricted")
        for component in COMPONENTS:
            for document in documents("overlays/example/" + component):
                if document["kind"] != "Namespace":
                    self.assertEqual(document["metadata"]["namespace"], namespace["name"])


if __name__ == "__main__":
    unittest.main()
