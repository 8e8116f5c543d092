import { PIPELINE_HOSTS, pipelineTrust } from "../../lib/aws/iam/pipeline-trust";
import { SESSION_TAGS } from "../../lib/aws/workloads/trust";
import { clustersOf } from "../../lib/guardrails/clusters";
import { sidsOf } from "../../lib/guardrails/kinds";
import type { GuardStatement } from "../../lib/guardrails/types";
import { BREAK_GLASS, PERSON, PIPELINE, passes, plansOf, statementsOf } from "../support/guardrails";
import { ACCOUNT, allows, type Request } from "../support/simulate";
import { unfitting, unknownKeys } from "./authorization";
import { loosenings } from "./loosen";

const HEAD = `account: "${ACCOUNT}"\nregion: eu-west-1\n`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-0000-0000-0000-000000000000`;

const PLANS = plansOf({
  "clusters/demo.yaml": `${HEAD}
iam: { permissionsBoundary: "arn:aws:iam::${ACCOUNT}:policy/team" }
cluster:
  create:
    subnetIds: [subnet-a, subnet-b]
    endpoint: { private: true, public: false }
    deletionProtection: true
    encryptionKeyArn: ${KEY}
access:
  admins: { principal: "arn:aws:iam::${ACCOUNT}:role/admins", policies: [AmazonEKSClusterAdminPolicy] }
  odd: { principal: "arn:aws:iam::${ACCOUNT}:role/a?b/odd", policies: [AmazonEKSClusterAdminPolicy] }
  readers: { principal: "arn:aws:iam::${ACCOUNT}:role/readers", policies: [AmazonEKSViewPolicy] }
identityProviders:
  okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes, usernamePrefix: "okta:" }
  corp: { issuerUrl: "https://id.acme.com", clientId: clusters, usernamePrefix: "corp:" }
workloads:
  api: { serviceAccount: apps/api, policies: [AmazonS3ReadOnlyAccess] }
`,
  "clusters/dev.yaml": `${HEAD}
cluster: { authenticationMode: API }
access:
  devs: { principal: "arn:aws:iam::${ACCOUNT}:role/devs", policies: [AmazonEKSClusterAdminPolicy] }
`,
  "clusters/lone.yaml": `${HEAD}
cluster: { authenticationMode: API }
access:
  devs: { principal: "arn:aws:iam::${ACCOUNT}:role/devs", policies: [AmazonEKSViewPolicy] }
`,
});

const eks = (rest: string, region = "eu-west-1") => `arn:aws:eks:${region}:${ACCOUNT}:${rest}`;
const cluster = (name: string) => eks(`cluster/${name}`);
const entry = (name: string, of = "readers") => eks(`access-entry/${name}/role/${ACCOUNT}/${of}/0a1b`);
const role = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const ADMIN = "AmazonEKSClusterAdminPolicy";

const ask = (action: string, resource: string, context: Request["context"] = {}, by = PERSON): Request => ({
  action,
  resource,
  context,
  by,
});

const give = (name: string, principal: string, given = ADMIN, by = PIPELINE): Request =>
  ask(
    "eks:AssociateAccessPolicy",
    entry(name, "any"),
    { "eks:policyArn": policy(given), "eks:principalArn": principal, "eks:accessScope": "cluster" },
    by,
  );

const create = (name: string, context: Request["context"] = {}, by = PIPELINE): Request =>
  ask(
    "eks:CreateCluster",
    cluster(name),
    {
      "eks:authenticationMode": "API",
      "eks:bootstrapClusterCreatorAdminPermissions": "false",
      "eks:deletionProtection": "true",
      "eks:endpointPublicAccess": "false",
      "eks:encryptionConfigProviderKeyArns": [KEY],
      ...context,
    },
    by,
  );

const without = ({ context = {}, ...request }: Request, key: string): Request => ({
  ...request,
  context: Object.fromEntries(Object.entries(context).filter(([name]) => name !== key)),
});

const connect = (name: string, issuer: string, client: string, by = PIPELINE): Request =>
  ask("eks:AssociateIdentityProviderConfig", cluster(name), { "eks:issuerUrl": issuer, "eks:clientId": client }, by);

const tag = (action: string, key: string, by = PERSON, resource = role("any")): Request =>
  ask(action, resource, { "aws:TagKeys": [key] }, by);

const begin = (context: Request["context"], by = PERSON, resource = role("any")): Request =>
  ask("sts:TagSession", resource, context, by);

interface Proof {
  /** Requests that the statement alone denies. */
  readonly denied: Readonly<Record<string, Request>>;
  /** Requests that all statements together let through. */
  readonly passed: Readonly<Record<string, Request>>;
  /** Where the statement stands only if others are left out. */
  readonly leavesOut?: readonly "AccessOnlyByPipeline"[];
}

const SCP: Readonly<Record<string, Proof>> = {
  AccessOnlyByPipeline: {
    denied: {
      "a person creates an entry": ask("eks:CreateAccessEntry", cluster("demo")),
      "a person changes the groups of an entry": ask("eks:UpdateAccessEntry", entry("demo")),
      "a person deletes an entry": ask("eks:DeleteAccessEntry", entry("dev")),
      "a person gives a policy": give("demo", role("readers"), "AmazonEKSViewPolicy", PERSON),
      "a person takes a policy": ask("eks:DisassociateAccessPolicy", entry("dev")),
      "a role below another path, with the name of the pipeline": ask(
        "eks:CreateAccessEntry",
        cluster("demo"),
        {},
        role("team/eks-access-apply"),
      ),
    },
    passed: {
      "the pipeline creates an entry": ask("eks:CreateAccessEntry", cluster("demo"), {}, PIPELINE),
      "the pipeline changes an entry": ask("eks:UpdateAccessEntry", entry("demo"), {}, PIPELINE),
      "the pipeline gives a policy": give("demo", role("readers"), "AmazonEKSViewPolicy"),
      "break-glass deletes an entry": ask("eks:DeleteAccessEntry", entry("dev"), {}, BREAK_GLASS),
      "a person looks at an entry": ask("eks:DescribeAccessEntry", entry("demo")),
      "a person creates an entry in a cluster of no file": ask("eks:CreateAccessEntry", cluster("demo-2")),
      "a person changes an entry in a cluster of no file": ask("eks:UpdateAccessEntry", entry("de")),
    },
  },
  NoNodeEntriesByHand: {
    leavesOut: ["AccessOnlyByPipeline"],
    denied: {
      "a person lets nodes in": ask("eks:CreateAccessEntry", cluster("demo"), { "eks:accessEntryType": "EC2_LINUX" }),
      "a person lets nodes of Auto Mode in": ask("eks:CreateAccessEntry", cluster("dev"), {
        "eks:accessEntryType": "EC2",
      }),
    },
    passed: {
      "a person lets a person in": ask("eks:CreateAccessEntry", cluster("demo"), { "eks:accessEntryType": "STANDARD" }),
      "a person lets a person in without a type": ask("eks:CreateAccessEntry", cluster("demo")),
      "the pipeline lets nodes in": ask(
        "eks:CreateAccessEntry",
        cluster("demo"),
        { "eks:accessEntryType": "EC2_LINUX" },
        PIPELINE,
      ),
      "nodes of a cluster of no file": ask("eks:CreateAccessEntry", cluster("x"), {
        "eks:accessEntryType": "EC2_LINUX",
      }),
    },
  },
  NoClusterAdminOutsideThePlan: {
    denied: {
      "the pipeline makes a reader an admin": give("demo", role("readers")),
      "an admin of one cluster becomes admin of another": give("dev", role("admins")),
      "? in a path is no wildcard": give("demo", role("aXb/odd")),
      "a principal of the same name in another account": give("demo", role("admins", "444455556666")),
      "anybody in a cluster whose files name no admin": give("lone", role("devs")),
    },
    passed: {
      "the pipeline makes an admin of the file an admin": give("demo", role("admins")),
      "one with ? in its path": give("demo", role("a?b/odd")),
      "an admin of the other cluster": give("dev", role("devs")),
      "the pipeline gives another policy": give("demo", role("readers"), "AmazonEKSViewPolicy"),
      "another policy in a cluster without admins": give("lone", role("devs"), "AmazonEKSEditPolicy"),
      "another policy of another cluster": give("dev", role("readers"), "AmazonEKSEditPolicy"),
      "break-glass makes itself an admin": give("demo", BREAK_GLASS, ADMIN, BREAK_GLASS),
      "break-glass of dev": give("dev", BREAK_GLASS, ADMIN, BREAK_GLASS),
      "break-glass of a cluster without admins": give("lone", BREAK_GLASS, ADMIN, BREAK_GLASS),
      "a cluster of no file": give("other", role("readers"), ADMIN, PERSON),
    },
  },
  NoConfigMapMode: {
    denied: {
      "a cluster with the ConfigMap alone": create("demo", { "eks:authenticationMode": "CONFIG_MAP" }),
      "a cluster without a mode, since that is the default": without(create("dev"), "eks:authenticationMode"),
    },
    passed: {
      "a cluster with both": create("demo", { "eks:authenticationMode": "API_AND_CONFIG_MAP" }),
      "break-glass": create("demo", { "eks:authenticationMode": "CONFIG_MAP" }, BREAK_GLASS),
      "a cluster of no file": create("other", { "eks:authenticationMode": "CONFIG_MAP" }),
    },
  },
  NoCreatorAdmin: {
    denied: {
      "the creator becomes admin": create("demo", { "eks:bootstrapClusterCreatorAdminPermissions": "true" }),
      "nobody says so, since that is the default": without(
        create("dev"),
        "eks:bootstrapClusterCreatorAdminPermissions",
      ),
    },
    passed: {
      "the creator gets nothing": create("demo"),
      "break-glass": create("demo", { "eks:bootstrapClusterCreatorAdminPermissions": "true" }, BREAK_GLASS),
      "a cluster of no file": create("other", { "eks:bootstrapClusterCreatorAdminPermissions": "true" }),
    },
  },
  NoSecondDoor: {
    denied: {
      "another issuer": connect("demo", "https://evil.example.com", "kubernetes"),
      "another client of one": connect("demo", "https://acme.okta.com", "other"),
      "the client of another provider": connect("demo", "https://acme.okta.com", "clusters"),
      "the client of one with the issuer of the other": connect("demo", "https://id.acme.com", "kubernetes"),
      "a provider of another cluster": connect("dev", "https://acme.okta.com", "kubernetes"),
    },
    passed: {
      "a provider of the file": connect("demo", "https://acme.okta.com", "kubernetes"),
      "the other provider of the file": connect("demo", "https://id.acme.com", "clusters"),
      "break-glass": connect("demo", "https://evil.example.com", "x", BREAK_GLASS),
      "break-glass with an issuer of the file": connect("demo", "https://acme.okta.com", "x", BREAK_GLASS),
      "break-glass with the other": connect("demo", "https://id.acme.com", "x", BREAK_GLASS),
      "break-glass of a cluster without providers": connect("dev", "https://evil.example.com", "x", BREAK_GLASS),
      "a cluster of no file": connect("other", "https://evil.example.com", "x", PERSON),
      "an issuer of the file at a cluster of no file": connect("other", "https://acme.okta.com", "x"),
      "the other at a cluster of no file": connect("other", "https://id.acme.com", "x"),
    },
  },
  ClusterShape: {
    denied: {
      "a public endpoint from the start": create("demo", { "eks:endpointPublicAccess": "true" }),
      "an endpoint that nobody states is public": without(create("demo"), "eks:endpointPublicAccess"),
      "a public endpoint later": ask(
        "eks:UpdateClusterConfig",
        cluster("demo"),
        { "eks:endpointPublicAccess": "true" },
        PIPELINE,
      ),
      "no deletion protection from the start": create("demo", { "eks:deletionProtection": "false" }),
      "deletion protection that nobody states": without(create("demo"), "eks:deletionProtection"),
      "no deletion protection later": ask("eks:UpdateClusterConfig", cluster("demo"), {
        "eks:deletionProtection": "false",
      }),
      "another key": create("demo", { "eks:encryptionConfigProviderKeyArns": [KEY.replace("0a1b", "ffff")] }),
      "no key": without(create("demo"), "eks:encryptionConfigProviderKeyArns"),
      "another key later": ask("eks:AssociateEncryptionConfig", cluster("demo"), {
        "eks:encryptionConfigProviderKeyArns": [KEY.replace("0a1b", "ffff")],
      }),
    },
    passed: {
      "as the file says": create("demo"),
      "a change of the log": ask("eks:UpdateClusterConfig", cluster("demo")),
      "a change that names the settings as they are": ask("eks:UpdateClusterConfig", cluster("demo"), {
        "eks:deletionProtection": "true",
        "eks:endpointPublicAccess": "false",
      }),
      "the key of the file": ask("eks:AssociateEncryptionConfig", cluster("demo"), {
        "eks:encryptionConfigProviderKeyArns": [KEY],
      }),
      "a cluster that the files do not make": ask("eks:UpdateClusterConfig", cluster("dev"), {
        "eks:endpointPublicAccess": "true",
      }),
      "deletion protection there": ask("eks:UpdateClusterConfig", cluster("dev"), {
        "eks:deletionProtection": "false",
      }),
      "such a cluster from the start": create("dev", {
        "eks:endpointPublicAccess": "true",
        "eks:deletionProtection": "false",
        "eks:encryptionConfigProviderKeyArns": [],
      }),
      ...Object.fromEntries(
        [
          create("demo", { "eks:endpointPublicAccess": "true" }),
          create("demo", { "eks:deletionProtection": "false" }),
          create("demo", { "eks:encryptionConfigProviderKeyArns": [] }),
          ask("eks:UpdateClusterConfig", cluster("demo"), { "eks:endpointPublicAccess": "true" }),
          ask("eks:UpdateClusterConfig", cluster("demo"), { "eks:deletionProtection": "false" }),
        ].map((request, at) => [`${at} by break-glass`, { ...request, by: BREAK_GLASS }]),
      ),
    },
  },
  NoForgedPodTags: {
    denied: {
      ...Object.fromEntries(SESSION_TAGS.map((key) => [`a person tags a role with ${key}`, tag("iam:TagRole", key)])),
      // IAM does not tell upper from lower case in the key of a tag of a role, and aws:PrincipalTag finds either
      "a person tags a role in another case": tag("iam:TagRole", "Kubernetes-Namespace"),
      "a person tags a user": tag("iam:TagUser", "eks-cluster-arn", PERSON, `arn:aws:iam::${ACCOUNT}:user/eve`),
      "a user begins a federated session with it": tag(
        "sts:GetFederationToken",
        "kubernetes-namespace",
        `arn:aws:iam::${ACCOUNT}:user/eve`,
        `arn:aws:sts::${ACCOUNT}:federated-user/backend`,
      ),
      "a person creates a role with it": tag("iam:CreateRole", "kubernetes-namespace"),
      "a person creates a user with it": tag(
        "iam:CreateUser",
        "kubernetes-namespace",
        PERSON,
        `arn:aws:iam::${ACCOUNT}:user/eve`,
      ),
    },
    passed: {
      "a person tags a role with something else": tag("iam:TagRole", "team"),
      "a user begins a federated session with something else": tag(
        "sts:GetFederationToken",
        "team",
        `arn:aws:iam::${ACCOUNT}:user/eve`,
        `arn:aws:sts::${ACCOUNT}:federated-user/backend`,
      ),
      "the pipeline tags a role": tag("iam:TagRole", "kubernetes-namespace", PIPELINE),
      "a person takes the tag away": tag("iam:UntagRole", "kubernetes-namespace"),
      "a role of an account of no file": tag("iam:TagRole", "eks-cluster-arn", PERSON, role("any", "444455556666")),
      "a user of an account of no file": tag(
        "iam:TagUser",
        "eks-cluster-arn",
        PERSON,
        "arn:aws:iam::444455556666:user/eve",
      ),
    },
  },
};

const PODS = "pods.eks.amazonaws.com";

const RCP: Readonly<Record<string, Proof>> = {
  NoForgedPodSessions: {
    denied: {
      ...Object.fromEntries(
        SESSION_TAGS.map((key) => [`a person begins a session with ${key}`, begin({ "aws:TagKeys": ["team", key] })]),
      ),
      "a person begins a session with a tag in another case": begin({ "aws:TagKeys": ["Kubernetes-Namespace"] }),
    },
    passed: {
      "EKS begins a session": begin({ "aws:TagKeys": [...SESSION_TAGS], "aws:PrincipalServiceName": PODS }, PODS),
      "a pod takes on another role": begin({
        "aws:TagKeys": [...SESSION_TAGS],
        "aws:PrincipalTag/eks-cluster-arn": cluster("demo"),
      }),
      "a person begins a session with another tag": begin({ "aws:TagKeys": ["team"] }),
      "a person begins a session without tags": begin({}),
      "a role of an account of no file": begin(
        { "aws:TagKeys": ["eks-cluster-arn"] },
        PERSON,
        role("any", "444455556666"),
      ),
    },
  },
};

const act = (action: string, context: Request["context"] = {}, resource = role("new")): Request =>
  ask(action, resource, context);
const team = { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/team` };

const BOUNDARY: Readonly<Record<string, Proof>> = {
  NoAccessEntries: {
    denied: {
      "an entry is created": ask("eks:CreateAccessEntry", cluster("other")),
      "a policy is given": give("other", role("x"), "AmazonEKSViewPolicy", PERSON),
      "pods get a role": ask("eks:CreatePodIdentityAssociation", cluster("demo")),
      "an identity provider is associated": ask("eks:AssociateIdentityProviderConfig", cluster("demo")),
      "a capability brings its role in": ask("eks:CreateCapability", cluster("demo")),
      "Argo CD gets another administrator": ask(
        "eks:UpdateCapability",
        `arn:aws:eks:eu-west-1:${ACCOUNT}:capability/demo/argocd/argocd/0a1b`,
      ),
    },
    passed: { "a cluster is looked at": ask("eks:DescribeCluster", cluster("demo")) },
  },
  NoRolesOfThePlan: {
    denied: {
      "the role of pods of the files is taken": act("sts:AssumeRole", {}, role("demo-api-pod")),
      "the role of the cluster is taken": act("sts:AssumeRole", {}, role("demo-cluster")),
    },
    passed: {
      "another role is taken": act("sts:AssumeRole", {}, role("demo-api-pod-2")),
      "a role of another account is taken": act("sts:AssumeRole", {}, role("demo-api-pod", "444455556666")),
    },
  },
  NoRolesWithoutBoundary: {
    denied: {
      "a role is created without a boundary": act("iam:CreateRole"),
      "a role is created with another": act("iam:CreateRole", {
        "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/wide`,
      }),
      "a policy is attached to a role without it": act("iam:AttachRolePolicy"),
      "the trust of a role without it changes": act("iam:UpdateAssumeRolePolicy"),
    },
    passed: {
      "a role is created with it": act("iam:CreateRole", team),
      "a policy is attached to a role that has it": act("iam:AttachRolePolicy", team),
      "a role is passed on": act("iam:PassRole", { "iam:PassedToService": "ec2.amazonaws.com" }),
    },
  },
  NoOtherGrants: {
    denied: {
      "the boundary of a role is removed": act("iam:DeleteRolePermissionsBoundary", team),
      "the boundary gets another version": act("iam:CreatePolicyVersion", {}, `arn:aws:iam::${ACCOUNT}:policy/team`),
      ...Object.fromEntries(
        [
          "iam:CreateAccessKey",
          "iam:ResetServiceSpecificCredential",
          "iam:UploadSigningCertificate",
          "iam:UploadSSHPublicKey",
        ].map((action) => [
          `somebody else gets a key by ${action}`,
          act(action, {}, `arn:aws:iam::${ACCOUNT}:user/eve`),
        ]),
      ),
    },
    passed: {
      "an instance profile is created": act(
        "iam:CreateInstanceProfile",
        {},
        `arn:aws:iam::${ACCOUNT}:instance-profile/x`,
      ),
      "an object is read": ask("s3:GetObject", "arn:aws:s3:::bucket/key"),
    },
  },
};

const OTHER = "444455556666";

/** A request about every cluster of the files, in another region and in another account; about a role, in another account. */
function elsewhere(request: Request): Request[] {
  const { resource = "" } = request;
  const named = ["demo", "dev", "lone"].map((name) => resource.replace(/(cluster|access-entry)\/\w+/, `$1/${name}`));
  return (resource.includes(":eks:") ? named : [resource])
    .flatMap((arn) => [arn.replace("eu-west-1", "us-east-1"), arn.replace(`:${ACCOUNT}:`, `:${OTHER}:`)])
    .filter((arn) => arn !== resource)
    .map((arn) => ({ ...request, resource: arn }));
}

const isOf = (sid: string) => (statement: GuardStatement) => statement.Sid.replace(/\d+$/, "") === sid;

describe.each([
  ["scp", SCP],
  ["rcp", RCP],
  ["boundary", BOUNDARY],
] as const)("%s", (kind, proofs) => {
  const statementsFor = ({ leavesOut = [] }: Proof) =>
    statementsOf(PLANS, { kinds: [kind], without: new Set(leavesOut) });

  test("every statement has its proof", () => {
    expect(Object.keys(proofs)).toEqual(sidsOf(kind));
  });

  describe.each(Object.entries(proofs))("%s", (sid, proof) => {
    const statements = statementsFor(proof);
    const own = statements.filter(isOf(sid));
    // a boundary allows nothing but by this one
    const base = statements.filter(isOf("AllElse"));
    const others = statements.filter((statement) => !isOf(sid)(statement));

    test.each(Object.entries(proof.denied))("denied: %s", async (_what, request) => {
      expect(await passes(kind, statements, request)).toBe(false);
      // without the statement nothing denies it, but for what AccessOnlyByPipeline says of everything
      const left = others.filter(
        (statement) => sid === "AccessOnlyByPipeline" || !isOf("AccessOnlyByPipeline")(statement),
      );
      expect(await passes(kind, left, request)).toBe(true);
    });

    test.each(Object.entries(proof.passed))("passed: %s", async (_what, request) => {
      expect(await passes(kind, [...base, ...own], request)).toBe(true);
    });

    const moved = own.every(({ Resource }) => Resource !== "*") ? Object.values(proof.denied).flatMap(elsewhere) : [];

    test("nothing of other regions and accounts is denied", async () => {
      for (const request of moved) {
        expect([request, await passes(kind, [...base, ...own], request)]).toEqual([request, true]);
      }
    });

    test("each of its limits lets something through", async () => {
      const all = [...Object.values(proof.passed), ...moved];
      for (const [what, looser] of own.flatMap((statement) => loosenings(statement as never))) {
        const answers = [];
        for (const request of all) answers.push(await passes(kind, [...base, looser], request));
        expect([what, answers.includes(false)]).toEqual([what, true]);
      }
    });

    test("its keys are in the requests of its actions, and its resources are theirs", async () => {
      for (const statement of own) {
        expect(await unknownKeys(statement as never)).toEqual([]);
        expect(await unfitting(statement as never)).toEqual([]);
      }
    });
  });
});

describe("endpoint", () => {
  const statements = statementsOf(PLANS, { kinds: ["endpoint"] });
  const pods = (resource: string) => ask("eks-auth:AssumeRoleForPodIdentity", resource, {}, role("nodes"));

  test.each(clustersOf(PLANS).map(({ arn }) => arn))("pods of %s get credentials", async (arn) => {
    expect(await passes("endpoint", statements, pods(arn))).toBe(true);
  });

  test.each([
    ["of a cluster of no file", cluster("demo-2")],
    ["of another region", eks("cluster/demo", "us-east-1")],
    ["of another account", cluster("demo").replace(ACCOUNT, "444455556666")],
  ])("pods %s do not", async (_what, arn) => {
    expect(await passes("endpoint", statements, pods(arn))).toBe(false);
  });
});

describe("the trust of a pipeline's roles", () => {
  const trust = (host: string, action: "plan" | "apply") => {
    const found = PIPELINE_HOSTS[host];
    if (found === undefined) throw new Error(`no host ${host}`);
    return pipelineTrust(found, action, { partition: "aws", account: ACCOUNT, repository: "acme/eks" });
  };
  const token = (host: string, sub: string, aud = "sts.amazonaws.com"): Request => {
    const issuer = PIPELINE_HOSTS[host]?.issuer;
    return {
      action: "sts:AssumeRoleWithWebIdentity",
      resource: role("pipeline"),
      by: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
      context: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: sub },
    };
  };

  test.each([
    ["github", "plan", "repo:acme/eks:pull_request", true],
    ["github", "plan", "repo:acme/eks:ref:refs/heads/main", true],
    ["github", "plan", "repo:acme/eks:ref:refs/heads/other", false],
    ["github", "plan", "repo:acme/eks-2:pull_request", false],
    ["github", "apply", `repo:acme/eks:environment:${ACCOUNT}`, true],
    ["github", "apply", "repo:acme/eks:environment:444455556666", false],
    ["github", "apply", "repo:acme/eks:pull_request", false],
    ["github", "apply", "repo:acme/eks:ref:refs/heads/main", false],
    ["gitlab", "plan", "project_path:acme/eks:ref_type:branch:ref:any", true],
    ["gitlab", "plan", "project_path:acme/eks:ref_type:tag:ref:v1", false],
    ["gitlab", "plan", "project_path:acme/eks-2:ref_type:branch:ref:any", false],
    ["gitlab", "apply", "project_path:acme/eks:ref_type:branch:ref:main", true],
    ["gitlab", "apply", "project_path:acme/eks:ref_type:branch:ref:main2", false],
  ] as const)("%s, %s: %s: %s", async (host, action, sub, expected) => {
    expect(await allows(trust(host, action), token(host, sub))).toBe(expected);
    expect(await allows(trust(host, action), token(host, sub, "vault.example.com"))).toBe(false);
  });
});
