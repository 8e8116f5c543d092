import { isNodeType } from "../../../lib/aws/eks/entry-types";
import type { Request } from "../../support/simulate";
import { ACCOUNT, type Call, REGION } from "./endpoint";

type Asked = Pick<Request, "action" | "resource" | "context">;

const iam = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
const eks = (rest: string) => `arn:aws:eks:${REGION}:${ACCOUNT}:${rest}`;

const pass = (resource: string, service: string): Asked => ({
  action: "iam:PassRole",
  resource,
  context: { "iam:PassedToService": service },
});

/** What is authorized besides, where something is made with tags. */
const TAGS_WITH: Readonly<Record<string, string>> = {
  CreateRole: "iam:TagRole",
  CreateInstanceProfile: "iam:TagInstanceProfile",
  CreatePolicy: "iam:TagPolicy",
  CreateOpenIDConnectProvider: "iam:TagOpenIDConnectProvider",
};

/** Every permission that AWS looks for in a call of the journal. The roles of the tests have no path. */
export function requestsOf({ service, op, params }: Call): Asked[] {
  const text = (name: string): string => String(params[name]);
  const action = `${service}:${op}`;
  if (service === "sts") return [];
  if (service === "iam") return iamRequests(action, op, params, text);
  const cluster = eks(`cluster/${text("name")}`);
  if (op === "TagResource") return [{ action, resource: text("resourceArn") }];
  if (op === "CreateCluster") {
    const { nodeRoleArn } = (params.computeConfig ?? {}) as { nodeRoleArn?: string };
    const { accessConfig = {} } = params as { accessConfig?: Readonly<Record<string, unknown>> };
    return [
      {
        action,
        resource: cluster,
        context: {
          "eks:authenticationMode": String(accessConfig.authenticationMode),
          "eks:bootstrapClusterCreatorAdminPermissions": String(accessConfig.bootstrapClusterCreatorAdminPermissions),
        },
      },
      pass(text("roleArn"), "eks.amazonaws.com"),
      ...(nodeRoleArn ? [pass(nodeRoleArn, "eks.amazonaws.com")] : []),
    ];
  }
  if (op === "CreateAccessEntry") {
    const type = text("type");
    return [
      {
        action,
        resource: cluster,
        context: { "eks:accessEntryType": type, "eks:principalArn": text("principalArn") },
      },
      ...(isNodeType(type) ? [pass(text("principalArn"), "eks.amazonaws.com")] : []),
    ];
  }
  if (op === "CreatePodIdentityAssociation") {
    const role = text("roleArn");
    return [
      { action, resource: cluster },
      pass(role, "pods.eks.amazonaws.com"),
      { action: "iam:GetRole", resource: role },
    ];
  }
  if ("associationId" in params) {
    return [{ action, resource: eks(`podidentityassociation/${text("name")}/${text("associationId")}`) }];
  }
  if (!("principalArn" in params)) return [{ action, resource: cluster }];
  const [kind, name] = text("principalArn").split(":").at(-1)?.split("/") ?? [];
  const policyArn: Request["context"] = "policyArn" in params ? { "eks:policyArn": text("policyArn") } : {};
  return [
    {
      action,
      resource: eks(`access-entry/${text("name")}/${kind}/${ACCOUNT}/${name}/0a1b2c3d`),
      context: { "eks:principalArn": text("principalArn"), ...policyArn },
    },
  ];
}

function iamRequests(action: string, op: string, params: Call["params"], text: (name: string) => string): Asked[] {
  const url = "Url" in params ? text("Url").replace("https://", "") : undefined;
  const resource =
    "InstanceProfileName" in params
      ? iam("instance-profile", text("InstanceProfileName"))
      : "RoleName" in params
        ? iam("role", text("RoleName"))
        : "PolicyName" in params
          ? iam("policy", text("PolicyName"))
          : url === undefined
            ? text("PolicyArn" in params ? "PolicyArn" : "OpenIDConnectProviderArn")
            : iam("oidc-provider", url);
  const tags = "Tags" in params ? TAGS_WITH[op] : undefined;
  const attached = /^(At|De)tachRolePolicy$/.test(op) ? { context: { "iam:PolicyARN": text("PolicyArn") } } : {};
  return [
    { action, resource, ...attached },
    ...(tags ? [{ action: tags, resource }] : []),
    ...(op === "AddRoleToInstanceProfile" ? [pass(iam("role", text("RoleName")), "ec2.amazonaws.com")] : []),
  ];
}

/** The same about another cluster, role, profile, policy or issuer, which no file of the test has. */
export const ofAnother = ({ resource = "", ...asked }: Asked): Asked => ({
  ...asked,
  resource: resource
    .replace(/:(cluster|access-entry|podidentityassociation)\/[^/]+/, ":$1/other")
    .replace(/:(role|instance-profile|policy)\/(.*)$/, ":$1/other-$2")
    .replace(/:oidc-provider\/.*$/, ":oidc-provider/evil.example.com"),
});
