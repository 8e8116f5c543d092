import { roleArnOf } from "../../lib/audit/expected";
import { nameOfArn, parseArn } from "../../lib/aws/arn";
import { pathOfRoleArn } from "../../lib/aws/iam/principal-arn";
import type { LoadedPlan } from "../../lib/load/load";
import { ACCOUNT, type Emulator, type Params } from "./emulator";

/** What stands in the environment of whoever asks this emulator. */
export const credentialsFor = (emulator: Emulator): Record<string, string> => ({
  AWS_ENDPOINT_URL: emulator.url,
  AWS_ACCESS_KEY_ID: ACCOUNT,
  AWS_SECRET_ACCESS_KEY: "x",
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Makes what a plan says, call by call, as an apply would: the cluster, its principals, entries and associations. */
export async function makeLive(emulator: Emulator, { plan, config }: LoadedPlan): Promise<void> {
  const { name, region } = plan.cluster;
  const eks = (op: string, params: Params) => emulator.call("eks", op, { name, ...params }, region);
  const mode = plan.create?.authenticationMode ?? config.cluster?.authenticationMode ?? "API";
  await emulator.seed({
    region,
    roles: [{ RoleName: "seed" }, ...plan.entries.flatMap(({ principalArn }) => existing("role", principalArn))],
    users: plan.entries.flatMap(({ principalArn }) => existing("user", principalArn)),
    clusters: [
      {
        name,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/seed`,
        resourcesVpcConfig: { subnetIds: ["subnet-a"] },
        // a cluster without access entries gives its creator admin, and needs no entry for it
        accessConfig: {
          authenticationMode: mode,
          bootstrapClusterCreatorAdminPermissions: mode === "CONFIG_MAP",
        },
      },
    ],
  });
  for (const { name: RoleName, iamPath: Path, trust } of plan.roles) {
    await emulator.seed({ roles: [{ RoleName, Path, AssumeRolePolicyDocument: JSON.stringify(trust) }] });
  }
  for (const { principalArn, type, groups: kubernetesGroups, username, tags, associations, madeBy } of plan.entries) {
    const of = { principalArn, type, kubernetesGroups, username, tags: { ...plan.tags, ...tags } };
    await eks("CreateAccessEntry", madeBy === undefined ? of : { principalArn });
    for (const { policyArn, scope: accessScope } of associations)
      await eks("AssociateAccessPolicy", { principalArn, policyArn, accessScope });
  }
  for (const { namespace, serviceAccount, role, targetRoleArn, disableSessionTags, policy } of plan.podIdentities) {
    const session = { disableSessionTags, ...(policy && { policy: JSON.stringify(policy) }) };
    const roleArn = roleArnOf(role, plan);
    await eks("CreatePodIdentityAssociation", { namespace, serviceAccount, roleArn, targetRoleArn, ...session });
  }
  for (const { name: identityProviderConfigName, ...provider } of plan.identityProviders) {
    const { issuerUrl, clientId, usernameClaim, usernamePrefix, groupsClaim, groupsPrefix, requiredClaims } = provider;
    const claims = { usernameClaim, usernamePrefix, groupsClaim, groupsPrefix, requiredClaims };
    const oidc = { identityProviderConfigName, issuerUrl, clientId, ...claims };
    await eks("AssociateIdentityProviderConfig", { oidc });
  }
}

/** The seed of a principal that exists. Those of roles made here are written over. */
function existing(kind: "role" | "user", arn: string): Params[] {
  const { account, resource = "" } = parseArn(arn) ?? {};
  if (!resource.startsWith(`${kind}/`)) return [];
  const Path = kind === "role" ? pathOfRoleArn(arn) : "/";
  return [{ [kind === "role" ? "RoleName" : "UserName"]: nameOfArn(arn), Path, AccountId: account }];
}
