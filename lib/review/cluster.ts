import { ALL_IPV4 } from "../aws/eks/cluster";
import { list, shellWord } from "../aws/text";
import { at, because, hurts, type Reviewed, type Reviewer, type Said, says, text, texts } from "./finding";
import type { Change, Values } from "./plan-json";

/** What becomes of a cluster. */
export const cluster: Reviewer = (reviewed) => {
  const { change } = reviewed;
  const { fate, before } = change;
  const name = text(before.name);
  if (fate === "destroyed") {
    return [
      hurts(
        `the cluster ${name} is destroyed, with everything in it; to keep it and manage it no longer, write release: true in cluster.create`,
      ),
    ];
  }
  if (fate === "replaced") {
    const tainted = change.tainted
      ? `, because an apply failed while it was made; if it works, run terraform untaint ${shellWord(change.address)}`
      : "";
    return [hurts(`the cluster ${name} is destroyed and made again, empty${because(change)}${tainted}`)];
  }
  if (fate === "made" && !change.imported) return exists(reviewed);
  return fate === "changed" ? SETTINGS.flatMap((setting) => setting(change, name)) : [];
};

/** A cluster that is made where something lies on it already. */
function exists({ change, all }: Reviewed): readonly Said[] {
  const user = all.find(({ before }) => before.cluster_name === change.after.name);
  if (user === undefined) return [];
  return [
    hurts(
      `the cluster ${text(change.after.name)} exists, because ${user.address} is on it: EKS answers 409, and the apply fails; write adopt: true in cluster.create`,
    ),
  ];
}

type Setting = (change: Change, name: string) => readonly Said[];

const modeOf = (values: Values): unknown => at(values, "access_config", "authentication_mode");

/** @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html */
const authenticationMode: Setting = ({ before, after }, name) => {
  const [old, now] = [modeOf(before), modeOf(after)];
  if (old === now || typeof old !== "string" || typeof now !== "string") return [];
  if (now === "API") {
    return [
      hurts(
        `the cluster ${name} takes access entries alone: who is in aws-auth and has no entry is out, and there is no way back; write authenticationMode: ${old} until everybody has one`,
      ),
    ];
  }
  return old === "API"
    ? [hurts(`EKS does not go back from API to ${now}, and the apply fails; write authenticationMode: API`)]
    : [];
};

const keyOf = (values: Values): unknown => at(values, "encryption_config", "provider", "key_arn");

/** @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html */
const encryptionKey: Setting = ({ before, after }, name) => {
  const [old, now] = [keyOf(before), keyOf(after)];
  if (typeof now !== "string" || old === now) return [];
  if (typeof old !== "string") {
    return [says(`EKS encrypts the secrets of the cluster ${name} with ${now} too, and there is no way back`)];
  }
  return [
    hurts(
      `the cluster ${name} keeps the key ${old}, which EKS does not change, and its role may use ${now} alone; write encryptionKeyArn: ${old}`,
    ),
  ];
};

const minorOf = (version: unknown): number => Number(text(version).split(".")[1] ?? Number.NaN);

/** @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html */
const version: Setting = ({ before, after }, name) => {
  const step = minorOf(after.version) - minorOf(before.version);
  if (Number.isNaN(step) || step === 0) return [];
  const [old, now] = [text(before.version), text(after.version)];
  if (step < 0)
    return [hurts(`EKS does not go back from ${old} to ${now}, and the apply fails; write version: "${old}"`)];
  if (step > 1) return [hurts(`EKS goes from ${old} one version at a time, not to ${now}, and the apply fails`)];
  return [says(`the cluster ${name} goes from ${old} to ${now}, and there is no way back`)];
};

/** @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
const endpoint: Setting = ({ before, after }, name) => {
  const of = (values: Values, attribute: string) => at(values, "vpc_config", attribute);
  const closes = (attribute: string) => of(before, attribute) === true && of(after, attribute) === false;
  const [old, now] = [texts(of(before, "public_access_cidrs")), texts(of(after, "public_access_cidrs"))];
  const lost = now.length === 0 || now.includes(ALL_IPV4) ? [] : old.filter((block) => !now.includes(block));
  if (closes("endpoint_public_access")) {
    return [hurts(`people and pipelines outside the VPC of the cluster ${name} do not reach its API any more`)];
  }
  return [
    ...(closes("endpoint_private_access")
      ? [
          hurts(
            `nodes of the cluster ${name} reach its API from the internet alone; ${list(now, "and") || "its blocks"} must have their addresses`,
          ),
        ]
      : []),
    ...(lost.length > 0
      ? [
          hurts(
            `people and pipelines in ${list(lost, "and")} reach the API of the cluster ${name} only if ${list(now, "or")} has their address`,
          ),
        ]
      : []),
  ];
};

/**
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-disable.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html
 */
const autoMode: Setting = ({ before, after }, name) => {
  const on = (values: Values) => at(values, "compute_config", "enabled") === true;
  if (on(before) && !on(after)) {
    return [hurts(`EKS ends all nodes of Auto Mode in the cluster ${name}: pods that have no other nodes stop`)];
  }
  const pools = (values: Values) => texts(at(values, "compute_config", "node_pools"));
  const lost = pools(before).filter((pool) => !pools(after).includes(pool));
  return lost.map((pool) =>
    hurts(
      `EKS ends the nodes of the built-in node pool ${pool} in the cluster ${name}: pods that fit no other NodePool stop`,
    ),
  );
};

const SETTINGS: readonly Setting[] = [authenticationMode, encryptionKey, version, endpoint, autoMode];

/** Says that the state has nothing of a file, which is so at the first apply, or where the state is elsewhere. */
export function emptyState({ all }: Pick<Reviewed, "all">): string | undefined {
  const nothing = all.every(({ type, fate, imported }) => fate === "made" && !imported && type !== "aws_eks_cluster");
  if (!nothing || all.length === 0) return undefined;
  const [made, they] = all.length === 1 ? ["1 resource is", "it was"] : [`${all.length} resources are`, "they were"];
  return `nothing of this file is in the state: ${made} made; if ${they} made before, the state is elsewhere (file renamed, backend changed, another job): do not apply, move the state`;
}
