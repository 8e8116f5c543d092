import { fleetOf } from "../../../lib/report/html/fleet";
import { whoPart } from "../../../lib/report/html/matrix";
import { loaded } from "../../support/loaded";
import { Page, reportOf, textOf } from "../../support/page";
import { REPORTED } from "../../support/reported";

const fleet = loaded(REPORTED);
/** Places of files without the folder that all is in. */
const page = new Page(reportOf(fleet).replaceAll(/[^\s<>"]*\/(clusters\/\w+\.yaml)/g, "$1"));

test("the fleet has a row for each cluster", () => {
  expect(page.table("Clusters")).toEqual([
    ["Cluster", "Account", "Region", "Authentication", "Cluster admins", "Others", "Pods", "Node roles", "Findings"],
    [
      "demo",
      "111122223333",
      "eu-west-1",
      "not stated",
      "1 admins1 as good as that deployer",
      "4",
      "1",
      "1",
      expect.stringMatching(/^\d+ open, 1 accepted$/),
    ],
    [
      "stage",
      "111122223333",
      "eu-west-1",
      "not stated",
      "1 admins",
      "1",
      "0",
      "1",
      expect.stringMatching(/^\d+ open, 0 accepted$/),
    ],
  ]);
});

test("the matrix says what each principal may do in each cluster", () => {
  expect(page.table("Principals and clusters")).toEqual([
    ["Principal", "demo", "stage"],
    ["People roles of IAM Identity Center, and IAM users"],
    ["TeamIdentity Center role in 111122223333", "?viewersgroupWEditin shop, team-*", "RViewlet go of"],
    ["Roles other IAM roles: an ARN does not say whether people or pipelines assume them"],
    ["adminsrole in 111122223333", "AClusterAdmin", "AClusterAdmin"],
    ["auditorrole in 111122223333", "RViewuntil 2027-03-31", ""],
    ["deployerrole in 111122223333", "A~Edit", ""],
    ["Nodes roles whose access entry lets nodes join"],
    ["demo-gpu-noderole in 111122223333", "NAutoNode", ""],
  ]);
});

test("above its limit the matrix counts clusters", () => {
  const { content } = whoPart(fleetOf(fleet.plans), 1);
  const [, ...rows] = new Page(`<!doctype html>${content.map(({ text }) => text).join("")}`).table(
    "Principals and what they have",
  );
  expect(rows).toContainEqual(["adminsrole in 111122223333", "AClusterAdmin on 2 clustersdemo and stage"]);
});

test("each principal has all its grants, with their places", () => {
  const rows = page.table("Grants by principal");
  expect(rows.slice(0, 6)).toEqual([
    ["Cluster", "Policy or group", "Scope", "Allows", "Granted at", "Until"],
    [
      "Team People, 3 grantsarn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Team_0123456789abcdef",
    ],
    ["demo", "group viewers", "as its bindings say", "? not known", "clusters/demo.yaml:13:143", "-"],
    ["demo", "AmazonEKSEditPolicy", "in shop, team-*", "W may write, Secrets too", "clusters/demo.yaml:13:166", "-"],
    ["stage", "AmazonEKSViewPolicy", "whole cluster", "R may read", "clusters/stage.yaml:7:145 (let go of)", "-"],
    ["admins Roles, 2 grantsarn:aws:iam::111122223333:role/admins"],
  ]);
  expect(rows).toContainEqual([
    "demo",
    "AmazonEKSViewPolicy",
    "whole cluster",
    "R may read",
    expect.stringContaining("demo.yaml:15:"),
    "2027-03-31 yearly audit",
  ]);
});

test("a chip of the matrix stands at the same place as its row among the grants", () => {
  const classes = (name: string) =>
    page.elements.filter(({ attrs }) => attrs.some((one) => one.name === "class" && one.value.split(" ")[0] === name));
  const inTable = page.table("Principals and clusters").flat().join("");
  const marks = classes("g")
    .map((chip) => textOf(chip))
    .filter((shown) => inTable.includes(shown));
  const grants = page
    .table("Grants by principal")
    .filter((row) => row.length > 1)
    .slice(1);
  const chips = marks.slice(-grants.length);
  expect(chips.map((shown) => /^(A~|.)/.exec(shown)?.[0])).toEqual(
    grants.map(([, , , allows = ""]) => allows.split(" ")[0]),
  );
});

test("a policy is shown by its rules, and one without says so", () => {
  expect(page.table("Rules of AmazonEKSClusterAdminPolicy")).toEqual([
    ["API group", "Resources", "May read", "May write", "May also"],
    ["all", "all", "everything", "everything", "everything"],
    ["no resource", "all", "everything", "everything", "everything"],
  ]);
  expect(page.table("Rules of AmazonEKSEditPolicy")).toContainEqual(["core", "serviceaccounts", "", "", "impersonate"]);
  expect(page.all("summary").map(textOf)).toContain("? AmazonEKSAutoNodePolicy not known; 1 principal on 1 cluster");
  expect(page.all("summary").map(textOf)).toContain(
    "A~ AmazonEKSEditPolicy as good as cluster admin, Secrets too; 2 principals on 1 cluster",
  );
});

test("pods have their role, its policies and how they get it", () => {
  expect(page.table("Pods with an IAM role")).toEqual([
    ["Cluster", "Service account", "Role", "Its policies", "By", "Session", "Until", "Given at"],
    [
      "demo",
      "shop/orders",
      "demo-orders-pod",
      "AmazonS3ReadOnlyAccess",
      "Pod Identity",
      "tags of the pod",
      "-",
      "clusters/demo.yaml:17:3",
    ],
  ]);
});

test("the order of an item is a table beside its picture", () => {
  expect(page.table("Order: demo, nodeClasses.gpu")).toEqual([
    ["Step", "What", "In Terraform", "After"],
    ["1", "IAM role", "aws_iam_role.node-class_gpu demo-gpu-node", "-"],
    [
      "2",
      "2 attached policies",
      "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnlyaws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy",
      "1",
    ],
    ["3", "instance profile", "aws_iam_instance_profile.node-class_gpu_instance-profile eks-demo-gpu", "1"],
    ["4", "access entry", "aws_eks_access_entry.node-class_gpu_entry demo-gpu-node", "2 and 3"],
    ["5", "access policy", "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy", "4"],
    ["6", "NodeClass manifest", "nodeclass-gpu.yaml gpu", "5"],
    ["7", "NodePool manifest", "nodepool-gpu.yaml gpu", "6"],
  ]);
  const [picture] = page.all("svg").filter((svg) => textOf(svg).startsWith("The order of demo, nodeClasses.gpu"));
  expect(picture && textOf(picture)).toContain(
    "3: instance profile eks-demo-gpu, after 1; 4: access entry demo-gpu-node, after 2 and 3; 5: access policy AmazonEKSAutoNodePolicy, after 4",
  );
});

test("an acceptance is shown with its items and its end, and one that covers nothing says so", () => {
  const configuration = loaded({
    "clusters/demo.yaml": `account: "111122223333"
region: eu-west-1
access:
  eve: { principal: "arn:aws:iam::111122223333:user/eve", policies: [AmazonEKSAdminPolicy] }
accept:
  entry-for-user: { on: [eve], because: she leaves, until: 2027-03-31 }
  impersonation: { on: [bob], because: he left }
`,
  });
  const shown = new Page(reportOf(configuration).replaceAll(/[^\s<>"]*\/(clusters\/\w+\.yaml)/g, "$1"));
  expect(
    shown
      .table("Checks")
      .flat()
      .filter((cell) => cell.includes("Accepted: ")),
  ).toEqual([expect.stringMatching(/Accepted: she leaves, until 2027-03-31$/)]);
  expect(shown.table("Accepted").slice(1)).toEqual([
    ["demo", "entry-for-user", "access.eve", "she leaves, until 2027-03-31", "clusters/demo.yaml:6:3"],
    ["demo", "impersonation", "nothing: it names no item of the file", "he left", "clusters/demo.yaml:7:3"],
  ]);
});

test("what files accept stands with its reason", () => {
  expect(page.table("Accepted")).toEqual([
    ["Cluster", "Rule", "For", "Reason", "Accepted at"],
    ["demo", "impersonation", "the one that has it", "it deploys everywhere", "clusters/demo.yaml:21:3"],
  ]);
});

test("a check names its places, and who asks for it", () => {
  const rows = page.table("Checks");
  const at = rows.findIndex(([name = ""]) => name.startsWith("impersonation "));
  expect(rows[at]?.[0]).toMatch(/Source\. Asked by .*CIS 4\.1\.8/);
  expect(rows[at + 1]).toEqual([
    expect.stringMatching(
      /^access\.deployer.*: AmazonEKSEditPolicy for the whole cluster .*Accepted: it deploys everywhere$/,
    ),
    expect.stringMatching(/, accepted$/),
    expect.stringMatching(/^clusters\/demo\.yaml:14:\d+$/),
  ]);
});

test("without anything to show, each part says so", () => {
  const bare = new Page(reportOf(loaded({ "clusters/bare.yaml": 'account: "111122223333"\nregion: eu-west-1\n' })));
  const empty = bare
    .all("p")
    .filter(({ attrs }) => attrs.some(({ value }) => value === "nothing"))
    .map(textOf);
  expect(empty).toEqual(
    expect.arrayContaining([
      "No file gives anybody access.",
      "Nobody has an access policy.",
      "No workload has an IAM role.",
      "Nothing is made of these files.",
      "No other warning is open.",
      "No file accepts a warning or a check.",
    ]),
  );
});
