import {
  AUTHENTICATION_MODES,
  BUILT_IN_NODE_POOLS,
  CREATE_MODES,
  LOG_TYPES,
  SUPPORT_TYPES,
} from "../../../lib/aws/eks/cluster";
import { BLOCK_STORAGE_VERSIONS, CLUSTER_ROLE_KINDS } from "../../../lib/aws/eks/cluster-kinds";
import type { Chance } from "./chance";
import { type Place, stateOf, tagsOf, textOf, wasOf } from "./place";
import { roleOptions } from "./roles";

/** What the other sections of the file ask of the cluster. */
export interface Needs {
  readonly nodeClasses: boolean;
  readonly nodePoolsOfEks: boolean;
  /** The key of a role for the built-in node pools. */
  readonly autoRole: string | undefined;
  /** Whether nodes adopt an entry. EKS gets that of the built-in node pools with an adopted cluster. */
  readonly adoptedNodes: boolean;
  /** Whether something has an access entry. */
  readonly entries: boolean;
  /** Whether a workload takes its role by IRSA. */
  readonly irsa: boolean;
}

export function clusterOf(chance: Chance, place: Place, needs: Needs): object {
  return chance.is(0.4) ? madeCluster(chance, place, needs) : existingCluster(chance, place, needs);
}

const issuerOf = ({ region, name }: Place) => `https://oidc.eks.${region}.amazonaws.com/id/${name.toUpperCase()}`;

function existingCluster(chance: Chance, place: Place, { entries, irsa }: Needs): object {
  const modes = AUTHENTICATION_MODES.words.filter((mode) => !entries || mode !== "CONFIG_MAP");
  const issuer = irsa || chance.is(0.3) ? { oidcIssuer: issuerOf(place) } : {};
  const words = [
    "create",
    "existing",
    ...("oidcIssuer" in issuer ? ["keep"] : []),
    ...(irsa && !place.released ? ["adopt"] : []),
  ];
  return {
    cluster: {
      ...chance.part(
        { authenticationMode: chance.pick(modes), verify: chance.is(0.7), oidcProvider: chance.pick(words) },
        0.4,
      ),
      ...issuer,
    },
    ...(chance.is(0.3) && { clusterRole: clusterRoleOf(chance, place, chance.pick(CLUSTER_ROLE_KINDS.words)) }),
  };
}

function madeCluster(chance: Chance, place: Place, needs: Needs): object {
  const auto = place.autoMode && (needs.nodeClasses || needs.nodePoolsOfEks || chance.is(0.5));
  const pools =
    needs.autoRole === undefined ? [] : chance.some(BUILT_IN_NODE_POOLS.words, needs.nodePoolsOfEks ? 1 : 0.5);
  const state = stateOf(chance, place, needs.adoptedNodes ? [false] : [true, false]);
  const ipv6 = chance.is(0.2);
  return {
    cluster: {
      create: {
        subnetIds: ["subnet-0b2c3d4e", "subnet-0a1b2c3d"],
        ...chance.part({
          version: chance.pick(["1.33", "1.34"]),
          securityGroupIds: chance.some(["sg-2", "sg-1"]),
          endpoint: chance.pick([
            {},
            { private: true, public: false },
            { private: false },
            { public: true, publicCidrs: ["203.0.113.7/32", "10.0.0.0/8"] },
          ]),
          authenticationMode: chance.pick(CREATE_MODES.words),
          encryptionKeyArn: place.arn("kms", "key/0a1b2c3d-0000-1111-2222-333344445555"),
          logs: chance.some(LOG_TYPES.words),
          serviceIpv4Cidr: ipv6 ? undefined : "172.20.0.0/16",
          ipFamily: ipv6 ? "ipv6" : "ipv4",
          remoteNetworks: ipv6
            ? undefined
            : { nodes: ["192.168.0.0/16", "10.1.0.0/16"], ...chance.part({ pods: ["10.2.0.0/16"] }, 0.5) },
          supportType: chance.pick(SUPPORT_TYPES.words),
          deletionProtection: chance.is(0.5),
          tags: tagsOf(chance),
        }),
        ...(auto
          ? { autoMode: { nodePools: pools, ...(pools.length > 0 && { nodeRole: needs.autoRole }) } }
          : chance.part({ autoMode: false })),
        ...state,
      },
      ...chance.part({ oidcProvider: chance.pick(["create", "keep", "existing"]) }),
      ...("release" in state && state.release === true && needs.irsa && { oidcIssuer: issuerOf(place) }),
    },
    ...(chance.is(0.6) && {
      clusterRole: clusterRoleOf(chance, place, auto ? "auto" : chance.pick(["auto", "standard"])),
    }),
  };
}

function clusterRoleOf(chance: Chance, place: Place, kind: string): object {
  const reference = chance.pick([{}, {}, { name: `${place.name}.Cluster` }, { arn: place.iam("role/eks/cluster") }]);
  if ("arn" in reference) return { ...chance.part({ kind }, kind === "auto" ? 0.5 : 1), ...reference };
  return {
    ...chance.part({ kind }, kind === "auto" ? 0.5 : 1),
    ...reference,
    ...chance.part({
      customTags: chance.is(0.8),
      vpcResourceController: chance.is(0.8),
      onlyThisCluster: kind === "outposts-local" ? undefined : chance.is(0.8),
      blockStoragePolicy: kind === "auto" ? chance.pick(BLOCK_STORAGE_VERSIONS.words) : undefined,
    }),
    ...roleOptions(chance, place),
    ...stateOf(chance, place, [true, false, "with-policies"]),
  };
}

export const identityProvidersOf = (chance: Chance, place: Place): object =>
  chance.items(["okta", "entra"], (key) => ({
    issuerUrl: `https://${key}.example.com/${chance.pick(["", "a", "日本"])}`,
    clientId: chance.pick(["eks", "https://x.example.com/?a=b&c=<d>", '"quoted"']),
    ...chance.part(
      {
        usernameClaim: chance.pick(["email", "preferred_username"]),
        usernamePrefix: chance.pick(["-", `${key}:`, "$ "]),
        groupsClaim: "groupsOfUser",
        groupsPrefix: `${key}/`,
        requiredClaims: chance.part(
          { emailVerified: "true", snake_case: textOf(chance), "9": "x", "a.b/C": "$y" },
          0.5,
        ),
        tags: tagsOf(chance),
      },
      0.4,
    ),
    ...wasOf(chance, key),
    ...stateOf(chance, place, [true, false]),
  }));
