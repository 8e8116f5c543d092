import { listOf, mappingOf, textOf } from "../fields";
import type { Item, Row } from "../row";
import type { ClusterConfig, Part } from "./config";

const STACK = "aws cloudformation describe-stack-resources --stack-name";

/** Returns what becomes of an item of `nodeGroups`: nodes that the user runs. */
export function nodeGroup({ place, value }: Part, cluster: string, adopt: boolean): Row {
  const arn = textOf(mappingOf(value.iam).instanceRoleARN);
  const name = textOf(value.name) ?? "";
  const kind = /^Windows/.test(textOf(value.amiFamily) ?? "") ? "windows" : "self-managed";
  const item = (role: string): Item => ({
    section: "nodeRoles",
    name,
    value: { kind, arn: role, ...(adopt && { adopt: true }) },
  });
  if (arn !== undefined) return { is: "item", places: [place], ...item(arn) };
  return {
    is: "question",
    places: [place],
    question: `eksctl has made the role of these nodes, and its entry, in a stack: ${STACK} eksctl-${cluster}-nodegroup-${name} shows its name`,
    choices: [item("<ARN of the role>")],
  };
}

/** What EKS makes entries for itself. */
export const madeByEks = ({ place }: Part, of: string): Row => ({
  is: "left out",
  places: [place],
  because: `EKS makes the entries of ${of}`,
});

/** Returns what becomes of `autoModeConfig`. */
export function autoMode({ at, place }: ClusterConfig, cluster: string): Row[] {
  const { enabled, nodeRoleARN, nodePools } = at("autoModeConfig");
  if (enabled !== true) return [];
  const places = [place("autoModeConfig")] as const;
  if (nodePools !== undefined && listOf(nodePools).length === 0) {
    return [{ is: "left out", places, because: "without built-in node pools, which are what the node role is for" }];
  }
  const item = (arn: string): Item => ({
    section: "nodeRoles",
    name: "default",
    // EKS has made the entry of the built-in node pools, and its policy
    value: { kind: "auto", arn, adopt: "with-policies" },
  });
  const arn = textOf(nodeRoleARN);
  if (arn !== undefined) return [{ is: "item", places, ...item(arn), notes: ["The role of the built-in node pools"] }];
  const question = `eksctl has made the role of the built-in node pools in its stack: ${STACK} eksctl-${cluster}-cluster shows its name`;
  return [{ is: "question", places, question, choices: [item("<ARN of the role>")] }];
}

/** Returns what becomes of the role of hybrid nodes. */
export function hybridNodes({ at, place }: ClusterConfig, cluster: string, kind: string): Row[] {
  const iam = at("remoteNetworkConfig", "iam");
  if (Object.keys(at("remoteNetworkConfig")).length === 0) return [];
  const arn = textOf(iam.roleARN);
  const item = (role: string): Item => ({
    section: "nodeRoles",
    name: "hybrid",
    value: { kind, arn: role, adopt: true },
  });
  const places = [place("remoteNetworkConfig")] as const;
  if (arn !== undefined) return [{ is: "item", places, ...item(arn) }];
  const question = `eksctl has made the role of hybrid nodes in its stack: ${STACK} eksctl-${cluster}-cluster shows its name`;
  return [{ is: "question", places, question, choices: [item("<ARN of the role>")] }];
}
