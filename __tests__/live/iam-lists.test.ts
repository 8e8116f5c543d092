import { audit } from "../../lib/audit/audit";
import type { ClusterAnswers } from "../../lib/live/answers";
import { readKept } from "../../lib/live/kept";
import { readCluster } from "../../lib/live/read-cluster";
import { ACCOUNT, REGION } from "../support/emulator";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";

const OTHER = "444455556666";
const roleArn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;

const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

describe("lists of IAM that the AWS CLI printed", () => {
  const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  const ENTRIES = [roleArn("teams/team"), roleArn("gone"), `arn:aws:iam::${ACCOUNT}:user/eve`, roleArn("away", OTHER)];
  const DEMO_ANSWERS = [
    {
      cluster: {
        arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/demo`,
        identity: { oidc: { issuer: `https://${HOST}` } },
      },
    },
    { accessEntries: ENTRIES },
    ...ENTRIES.map((principalArn) => ({ accessEntry: { principalArn, createdAt: "2026-01-02T00:00:00Z" } })),
  ];
  const item = (Arn: string, more: object = {}) => ({ Arn, CreateDate: "2026-01-01T00:00:00Z", ...more });
  const ROLES = [
    item(roleArn("Team"), { RoleId: "AROATEAM", AssumeRolePolicyDocument: JSON.parse(TRUST) }),
    item(roleArn("old"), { AssumeRolePolicyDocument: encodeURIComponent(TRUST) }),
    item(roleArn("broken"), { AssumeRolePolicyDocument: "%7Bno JSON" }),
  ];

  async function answersOf(...lists: readonly object[]): Promise<ClusterAnswers> {
    const files = [...DEMO_ANSWERS, ...lists].map((value, at) => [`${at}.json`, JSON.stringify(value)]);
    const { clusters, others } = readKept(folderOf(Object.fromEntries(files)));
    expect(others).toEqual([]);
    const [cluster] = clusters;
    if (cluster === undefined) throw new Error("no cluster");
    return readCluster(cluster.source, cluster.id, { irsa: true });
  }
  const ofPrincipal = ({ principals }: ClusterAnswers, arn: string) => principals.get(arn);

  test.each([
    ["list-roles", [{ Roles: ROLES }, { Users: [item(`arn:aws:iam::${ACCOUNT}:user/other`)] }], { useUnknown: true }],
    [
      "get-account-authorization-details",
      [
        {
          UserDetailList: [item(`arn:aws:iam::${ACCOUNT}:user/other`)],
          GroupDetailList: [],
          RoleDetailList: ROLES,
          Policies: [],
        },
      ],
      {},
    ],
  ])("%s says which principals exist, with their paths, and what roles trust", async (_, lists, more) => {
    const answers = await answersOf(...lists);
    expect(ofPrincipal(answers, roleArn("team"))).toEqual({
      exists: true,
      arn: roleArn("Team"),
      id: "AROATEAM",
      createdAt: Date.parse("2026-01-01T00:00:00Z"),
      ...more,
    });
    expect(ofPrincipal(answers, roleArn("gone"))).toEqual({ exists: false });
    expect(ofPrincipal(answers, `arn:aws:iam::${ACCOUNT}:user/eve`)).toEqual({ exists: false });
    expect(ofPrincipal(answers, roleArn("away", OTHER))).toEqual({ exists: "unknown", account: OTHER });
    const trust = JSON.parse(TRUST);
    expect(answers.irsa?.roles).toEqual([
      { arn: roleArn("Team"), trust },
      { arn: roleArn("old"), trust },
      { arn: roleArn("broken"), trust: undefined },
    ]);
  });

  test("without the use of roles say nothing about it, and details beat them", async () => {
    const file = `account: "${ACCOUNT}"\nregion: ${REGION}\naccess: { team: { principal: "${ENTRIES[0]}", groups: [g] } }\n`;
    const { plans } = loaded({ "clusters/demo.yaml": file });
    const unused = async (...lists: readonly object[]) =>
      audit(plans, await answersOf(...lists), { unusedDays: 1 }).findings.filter(({ name }) => name === "unused")
        .length;
    const team = item(String(ENTRIES[0]));
    expect(await unused({ Roles: [team] })).toBe(0);
    expect(await unused({ RoleDetailList: [team] })).toBe(1);
    expect(await unused({ RoleDetailList: [team] }, { Roles: [team] })).toBe(1);
  });

  test("of several accounts add up", async () => {
    const answers = await answersOf({ Roles: ROLES }, { Roles: [item(roleArn("away", OTHER))] });
    expect(ofPrincipal(answers, roleArn("away", OTHER))).toMatchObject({ exists: true });
    expect(answers.irsa?.roles).toHaveLength(4);
    const none = await answersOf({ UserDetailList: [], RoleDetailList: [] });
    expect(ofPrincipal(none, roleArn("gone"))).toBeUndefined();
  });

  test("an answer about one role beats the list, which has less", async () => {
    const RoleLastUsed = { LastUsedDate: "2026-01-03T00:00:00Z" };
    const answers = await answersOf({ Roles: ROLES }, { Role: item(roleArn("Team"), { RoleLastUsed }) });
    expect(ofPrincipal(answers, roleArn("Team"))).toBeUndefined();
    const one = await answersOf({ Roles: ROLES }, { Role: item(roleArn("teams/team"), { RoleLastUsed }) });
    expect(ofPrincipal(one, roleArn("team"))).toMatchObject({
      arn: roleArn("teams/team"),
      lastUsedAt: expect.any(Number),
    });
  });

  test.each([
    ["get-open-id-connect-provider of the issuer", { Url: HOST, ClientIDList: ["sts.amazonaws.com"] }, true],
    [
      "list-open-id-connect-providers with it",
      { OpenIDConnectProviderList: [{ Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` }] },
      true,
    ],
    [
      "list-open-id-connect-providers without it",
      { OpenIDConnectProviderList: [{ Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/other` }] },
      false,
    ],
    ["an empty list of providers", { OpenIDConnectProviderList: [] }, false],
    ["get-open-id-connect-provider of another issuer", { Url: "other", ClientIDList: [] }, undefined],
  ])("%s: the provider exists, %s", async (_, answer, exists) => {
    const { irsa, unread } = await answersOf({ Roles: ROLES }, answer);
    expect(irsa?.provider).toBe(exists);
    expect(unread.filter(({ operation }) => operation === "iam:GetOpenIDConnectProvider")).toEqual([]);
  });

  test("without any of roles nothing is known about them", async () => {
    const { irsa, unread } = await answersOf();
    expect(irsa).toMatchObject({ provider: undefined, roles: undefined });
    const roles = unread.filter(({ operation }) => operation === "iam:ListRoles");
    expect(roles).toEqual([expect.objectContaining({ why: "not-kept" })]);
  });

  test.each([
    ["IsTruncated", { Roles: [], IsTruncated: true, Marker: "x" }],
    ["NextToken", { Roles: [], NextToken: "x" }],
    ["nextToken", { accessEntries: [], nextToken: "x" }],
  ])("a page of several is refused with its file: %s", async (_, answer) => {
    expect(() => readKept(folderOf({ "a/b.json": JSON.stringify(answer) }))).toThrow(
      /a\/b\.json: one page of several; run the command without --max-items and --no-paginate$/,
    );
  });
});
