import { decides, head, nodeClass, nodeClassSpec, nodePool, type Row, spec } from "../support/decide";

const without = (key: string) => {
  const { [key]: _, ...rest } = head() as unknown as Record<string, unknown>;
  return rest;
};

describe("the head of a file", () => {
  decides([
    ["R917", "nothing but the head is allowed", head()],
    ["R904", "version 1 is allowed", head({ version: 1 })],
    ["R904", "another version is refused", head({ version: 2 }), "version: only 1, got 2"],
    [
      "R904",
      "a version as text is refused",
      head({ version: "1" }),
      'version: only 1, got "1"; write 1 without quotes',
    ],
    ["R905", "leading zeros stay in quotes", head({ account: "000000000012" })],
    [
      "R905",
      "an account as a number is refused",
      head({ account: 111122223333 }),
      'account: text, got 111122223333 (a number); write it in quotes: "111122223333"',
    ],
    [
      "R905",
      "eleven digits are refused",
      head({ account: "11112222333" }),
      'account: an account is twelve digits, got "11112222333"; write all twelve in quotes, without hyphens',
    ],
    [
      "R905",
      "hyphens are refused",
      head({ account: "1111-2222-3333" }),
      'account: an account is twelve digits, got "1111-2222-3333"; write all twelve in quotes, without hyphens',
    ],
    [
      "R906",
      "a missing account is refused",
      without("account"),
      'account: required: text; write the twelve digits of the AWS account in quotes: account: "111122223333"',
    ],
    ["R906", "a missing region is refused", without("region"), 'region: required: text; write it like "eu-central-1"'],
    [
      "R907",
      "a region without its number is refused",
      head({ region: "eu-central" }),
      'region: a region is lower case and ends with its number, got "eu-central"; write it like "eu-central-1"',
    ],
    [
      "R907",
      "a region in upper case is refused",
      head({ region: "EU-WEST-1" }),
      'region: a region is lower case and ends with its number, got "EU-WEST-1"; write it like "eu-central-1"',
    ],
    ["R908", "a region of the right form may be new", head({ region: "nz-north-1" })],
    ["R910", "a stated partition that agrees is allowed", head({ region: "us-gov-west-1", partition: "aws-us-gov" })],
    [
      "R910",
      "a stated partition that disagrees is refused",
      head({ region: "eu-west-1", partition: "aws-cn" }),
      'partition: region "eu-west-1" lies in partition aws, got "aws-cn"; leave partition out',
    ],
    [
      "R910",
      "a partition that does not exist is refused",
      head({ partition: "aws-us-gv" }),
      'partition: one of aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f or aws-eusc, got "aws-us-gv"; did you mean "aws-us-gov"?',
    ],
    [
      "R910",
      "a token as region needs the partition",
      head({ region: "${var.region}" }),
      "region: the partition follows from the region, and the region is a token; state partition",
    ],
    ["R601", "a cluster name of 100 characters is allowed", head({ name: "c".repeat(100) })],
    [
      "R601",
      "a cluster name of 101 characters is refused",
      head({ name: "c".repeat(101) }),
      `name: a cluster name has 1-100 characters, got 101 ("${"c".repeat(101)}"); write the name as \`aws eks list-clusters\` shows it`,
    ],
    [
      "R601",
      "a cluster name begins with a letter or digit",
      head({ name: "_demo" }),
      'name: a cluster name is made of letters, digits, - and _, and begins with a letter or digit, got "_demo"; write the name as `aws eks list-clusters` shows it',
    ],
    ["R916", "fifty tags are allowed", head({ tags: tags(50) })],
    ["R916", "51 tags are refused", head({ tags: tags(51) }), "tags: at most 50 tags, got 51; leave some out"],
    [
      "R916",
      "the tags at the top count on every role",
      nodeClass({ role: { tags: tags(20, "role") } }, { tags: tags(31) }),
      "nodeClasses.gpu.role.tags: at most 50 tags on a role, got 51: 31 from the top of the file and the others here; leave some out",
    ],
    [
      "R916",
      "a tag key of 129 characters is refused",
      head({ tags: { ["k".repeat(129)]: "" } }),
      `tags.${"k".repeat(129)}: a tag key has 1-128 characters, got 129 ("${"k".repeat(129)}"); shorten it`,
    ],
    [
      "R916",
      "letters of every alphabet are allowed in tags",
      head({ tags: { "Kostenstelle äöü": "日本 1.5+_=/:@-" } }),
    ],
    ...["aws:team", "AWS:cloudformation"].map(
      (key): Row => [
        "R916",
        `the tag key ${key} is refused`,
        head({ tags: { [key]: "x" } }),
        `tags["${key}"]: a tag key is letters, digits, spaces and _.:/=+-@, and does not begin with aws:, got "${key}"; AWS keeps this prefix for itself, so choose another key`,
      ],
    ),
    [
      "R916",
      "a tag value with other characters is refused",
      head({ nodeRoles: { a: { kind: "managed", tags: { Cost: "5 €, 50%" } } } }),
      'nodeRoles.a.tags.Cost: a tag value is letters, digits, spaces and _.:/=+-@, got "5 €, 50%"; write other characters',
    ],
    [
      "R916",
      "EC2 takes any characters in the tags of nodes",
      nodeClass({ spec: spec({ tags: { Cost: "5 €, 50%" } }) }, { clusterRole: { customTags: true } }),
    ],
    [
      "unknown-region",
      "a region that looks like a known one is a warning",
      head({ region: "eu-wst-1" }),
      'warning region: no region "eu-wst-1" is known here; did you mean "eu-west-1"? It may be newer',
    ],
    [
      "R916",
      "a tag value of 257 characters is refused",
      head({ tags: { k: "v".repeat(257) } }),
      `tags.k: a tag value has at most 256 characters, got 257 ("${"v".repeat(159)}…); shorten it`,
    ],
  ]);
});

function tags(count: number, prefix = "tag"): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, "x"]));
}

describe("keys and types", () => {
  decides([
    [
      "R903",
      "an unknown key at the top is refused",
      head({ regoin: "eu-west-1" }),
      'regoin: unknown key "regoin"; did you mean "region"?',
    ],
    [
      "R903",
      "an unknown key below is refused",
      nodeClass({ instanceProfil: true }),
      'nodeClasses.gpu.instanceProfil: unknown key "instanceProfil"; did you mean "instanceProfile"?',
    ],
    [
      "R903",
      "an unknown key in a list is refused",
      nodeClassSpec({ subnetSelectorTerms: [{ ids: "subnet-1", id: "subnet-1" }] }),
      'nodeClasses.gpu.spec.subnetSelectorTerms[0].ids: unknown key "ids"; did you mean "id"?',
    ],
    [
      "R903",
      "a key that resembles none names those there are",
      nodeClass({ role: { somethingElse: 1 } }),
      'nodeClasses.gpu.role.somethingElse: unknown key "somethingElse"; known here: name, arn, use, adopt, path, permissionsBoundary, description, maxSessionSeconds, tags, additionalPolicies, policyTemplates and inlinePolicies',
    ],
    [
      "R912",
      "text that looks like a number stays text",
      head({ tags: { v: 1.3 } }),
      'tags.v: text, got 1.3 (a number); write it in quotes: "1.3"',
    ],
    [
      "R913",
      "text is no switch",
      nodeClass({ instanceProfile: "true" }),
      'nodeClasses.gpu.instanceProfile: true or false or a mapping, got "true" (text); write true without quotes',
    ],
    [
      "R913",
      "text is no list",
      nodeClass({ role: { additionalPolicies: "AmazonSSMManagedInstanceCore" } }),
      'nodeClasses.gpu.role.additionalPolicies: a list, got "AmazonSSMManagedInstanceCore" (text); write ["AmazonSSMManagedInstanceCore"]',
    ],
    [
      "R913",
      "a list is no mapping",
      head({ nodeClasses: [] }),
      "nodeClasses: a mapping, got a list; each item needs a name: nodeClasses: { <name>: { … } }",
    ],
    [
      "R913",
      "a key with nothing under it is refused",
      head({ nodeClasses: null }),
      "nodeClasses: a mapping, got nothing; leave the key out, or write something under it",
    ],
    [
      "R913",
      "a member of a choice is judged by what it holds",
      nodeClass({ instanceProfile: { nam: "x" } }),
      'nodeClasses.gpu.instanceProfile.nam: unknown key "nam"; did you mean "name"?',
    ],
    [
      "R901",
      "a file that is not a mapping is refused",
      ["x"],
      ": a mapping with at least account and region, got a list",
    ],
    ["R901", "an empty file is refused", null, ": a mapping with at least account and region, got nothing"],
  ]);
});

describe("terraform", () => {
  decides([
    [
      "R915",
      "a role of the account is allowed",
      head({ terraform: { assumeRole: "arn:aws:iam::111122223333:role/terraform" } }),
    ],
    [
      "R915",
      "a role of another account is refused",
      head({ terraform: { assumeRole: "arn:aws:iam::444455556666:role/terraform" } }),
      'terraform.assumeRole: a role of the cluster\'s account 111122223333, got "arn:aws:iam::444455556666:role/terraform"; a role of another account cannot be used here',
    ],
  ]);
});

describe("the cluster", () => {
  const mode = (authenticationMode: string, more: object = {}) => head({ cluster: { authenticationMode }, ...more });
  decides([
    ["R602", "API_AND_CONFIG_MAP is allowed", mode("API_AND_CONFIG_MAP")],
    [
      "R602",
      "another spelling is refused",
      mode("api"),
      'cluster.authenticationMode: one of API, API_AND_CONFIG_MAP or CONFIG_MAP, got "api"; did you mean "API"?',
    ],
    [
      "R603",
      "a NodeClass in a cluster without access entries is refused",
      mode("CONFIG_MAP", { nodeClasses: { gpu: { spec: spec() } } }),
      "cluster.authenticationMode: a cluster in CONFIG_MAP takes no access entries, which NodeClasses need; change the cluster to API_AND_CONFIG_MAP first (there is no way back): aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP",
    ],
    ["R604", "such a cluster may have what needs no entry", mode("CONFIG_MAP")],
    [
      "R616",
      "Auto Mode is refused in China",
      nodeClass({}, { region: "cn-north-1" }),
      'region: EKS Auto Mode is not offered in partition aws-cn, got region "cn-north-1"; NodeClasses need it, so use managed node groups there',
    ],
    ["R616", "Auto Mode is allowed in GovCloud", nodeClass({}, { region: "us-gov-west-1" })],
  ]);
});

describe("NodePools of one file", () => {
  const { nodePools } = nodePool({}).nodeClasses?.gpu ?? {};
  decides([
    [
      "R819",
      "one NodePool under two NodeClasses is refused",
      head({ nodeClasses: { a: { spec: spec(), nodePools }, b: { spec: spec(), nodePools } } }),
      "nodeClasses.b.nodePools.batch: nodeClasses.a.nodePools.batch has the same name, and names of NodePools are unique in a cluster; choose another key",
    ],
  ]);
});
