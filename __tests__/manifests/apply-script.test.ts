import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { NODE_CLASS_REASONS } from "../../lib/aws/nodes/node-class-conditions";
import { applyScript } from "../../lib/manifests/apply-script";
import type { Manifest } from "../../lib/manifests/documents";
import { folderOf } from "../support/files";
import { type Answers, ARN, HAS_TERMINAL, runScript } from "../support/kubectl";

const CLUSTER = { name: "demo", account: "111122223333", region: "eu-west-1", partition: "aws" } as const;
const manifest = (name: string, known = true, released = false): Manifest => ({
  name,
  format: "yaml",
  document: {},
  known,
  released,
});
const ALL = ["nodepool-gpu", "nodeclass-gpu", "nodeclass-batch", "serviceaccount-loki", "serviceaccount-tempo"];

const scriptOf = (documents: readonly Manifest[], cluster: Parameters<typeof applyScript>[2] = CLUSTER): string =>
  join(folderOf({ "apply.sh": applyScript(documents, "demo", cluster) }), "apply.sh");

const SCRIPT = scriptOf(ALL.map((name) => manifest(name)));
const FOLDER = SCRIPT.replace("/apply.sh", "");

function run(options = "", answers: Answers = {}, { script = SCRIPT, typed = undefined as string | undefined } = {}) {
  const { calls, ...ran } = runScript(script, options.split(" ").filter(Boolean), answers, typed);
  const own = calls.filter((call) => !call.startsWith("kubectl config"));
  // the context of another terminal may change meanwhile
  for (const call of own) expect(call).toMatch(/^(kubectl --context=demo |sleep )/);
  return {
    ...ran,
    calls: own.map((call) => call.replace("kubectl --context=demo ", "").replaceAll(`${FOLDER}/`, "")),
    /** The calls that change something. */
    changes: own
      .map((call) => call.replace("kubectl --context=demo ", ""))
      .filter((call) => /^(apply|delete) /.test(call))
      .map((call) => call.replace(/ --\S+|-f \S+\//g, "").replace(/ +/g, " ")),
  };
}

const APPLIED = ["apply nodeclass-batch.yaml", "apply nodeclass-gpu.yaml", "apply nodepool-gpu.yaml"];
const ACCOUNTS = ["apply serviceaccount-loki.yaml", "apply serviceaccount-tempo.yaml"];

const NODE_CLASS = "nodeclasses.eks.amazonaws.com";
const NODE_POOL = "nodepools.karpenter.sh";
/** Objects with the label that are no longer in the folder. */
const OLD: Answers = {
  [`get ${NODE_POOL} -l`]: "printf 'gpu old'",
  [`get ${NODE_CLASS} -l`]: "printf 'batch gpu spare'",
};

test("applies NodeClasses, waits, and applies NodePools and service accounts", () => {
  const { status, calls, stderr } = run();
  const manager = "--server-side --field-manager=cdktf-eks-access -f";
  expect({ status, stderr, calls }).toEqual({
    status: 0,
    stderr: "",
    calls: [
      `get crd ${NODE_POOL} --ignore-not-found -o name`,
      `get ${NODE_POOL} -l eks-access/stack=demo`,
      `get crd ${NODE_CLASS} --ignore-not-found -o name`,
      `get ${NODE_CLASS} -l eks-access/stack=demo`,
      `get crd ${NODE_CLASS} --ignore-not-found -o name`,
      `wait --for=condition=Established --timeout=5m crd/${NODE_CLASS}`,
      `get crd ${NODE_POOL} --ignore-not-found -o name`,
      `wait --for=condition=Established --timeout=5m crd/${NODE_POOL}`,
      `apply ${manager} nodeclass-batch.yaml`,
      `apply ${manager} nodeclass-gpu.yaml`,
      `wait --for=condition=Ready --timeout=5m ${NODE_CLASS} batch gpu`,
      `apply ${manager} nodepool-gpu.yaml`,
      `apply ${manager} serviceaccount-loki.yaml`,
      `apply ${manager} serviceaccount-tempo.yaml`,
    ],
  });
});

test("waits for nothing where there are only service accounts, on a cluster without Auto Mode too", () => {
  const script = scriptOf([manifest("serviceaccount-loki")]);
  for (const [mode, changes] of [
    ["", ["apply serviceaccount-loki.yaml"]],
    ["--destroy", []],
  ] as const) {
    const ran = run(mode, { "get crd ": "" }, { script });
    expect([ran.status, ran.changes]).toEqual([0, changes]);
    expect(ran.calls.filter((call) => /^(wait|sleep|delete)/.test(call))).toEqual([]);
  }
});

describe("the cluster", () => {
  const other = { "config view --minify --context=demo ": "printf %s arn:aws:eks:eu-west-1:111122223333:cluster/prod" };

  test("of the context must be that of the file", () => {
    const { status, calls, stderr } = run("", other);
    expect({ status, calls, stderr }).toEqual({
      status: 1,
      calls: [],
      stderr: `The context demo is of the cluster arn:aws:eks:eu-west-1:111122223333:cluster/prod, not of ${ARN}. Choose another with --context, or make one: aws eks update-kubeconfig --region eu-west-1 --name demo. If this is the cluster under another name, add --cluster-name and that name.\n`,
    });
  });

  test.each([
    ["of a context that is named", "--context demo", { "config current-context": "echo other" }, 0],
    ["has another name in kubeconfig", "--cluster-name demo.eksctl.io", { "config view": "printf demo.eksctl.io" }, 0],
    ["has another name than the one given", "--cluster-name demo.eksctl.io", {}, 1],
    ["of no context", "", { "config current-context": "echo 'error: current-context is not set' >&2; exit 1" }, 1],
    ["of a context without one", "", { "config view": "" }, 1],
  ])("%s", (_what, options, answers, status) => {
    const ran = run(options, answers);
    expect([ran.status, ran.changes]).toEqual([status, status === 0 ? [...APPLIED, ...ACCOUNTS] : []]);
  });

  test("must be named where only Terraform knows its ARN", () => {
    const script = scriptOf([manifest("nodeclass-gpu")], { ...CLUSTER, name: "${aws_eks_cluster.cluster.name}" });
    const { status, stderr } = run("", {}, { script });
    expect([status, stderr]).toEqual([1, expect.stringContaining("not of a cluster that this script knows.")]);
    expect(run("", { "config view": "" }, { script }).status).toBe(1);
    expect(run(`--cluster-name ${ARN}`, {}, { script }).status).toBe(0);
  });

  test("that takes long to know NodeClasses is waited for", () => {
    const late = { [`get crd ${NODE_CLASS}`]: `[ "$(count "get crd ${NODE_CLASS}")" -lt 4 ] || echo crd` };
    const { status, calls, changes } = run("", late);
    expect([status, changes]).toEqual([0, [...APPLIED, ...ACCOUNTS]]);
    expect(calls.filter((call) => call === "sleep 5")).toHaveLength(2);
  });

  test("that never knows NodeClasses gets nothing", () => {
    const { status, calls, changes, stderr } = run("--timeout 12s", { [`get crd ${NODE_CLASS}`]: "" });
    expect([status, changes]).toEqual([1, []]);
    expect(calls.filter((call) => call === "sleep 5")).toHaveLength(3);
    expect(stderr).toBe(
      `After 12s the cluster does not know ${NODE_CLASS}. It comes minutes after EKS Auto Mode is turned on: look whether it is on, and run this again.\n`,
    );
  });

  test("that cannot be asked is not waited for: kubectl says why", () => {
    const { status, calls, stderr } = run("", { "get crd": "echo 'error: You must be logged in' >&2; exit 1" });
    expect([status, calls.length, stderr]).toEqual([1, 1, "error: You must be logged in\n"]);
  });
});

describe("a NodeClass that does not get ready", () => {
  const unready = (reason: string): Answers => ({
    "wait --for=condition=Ready": "echo 'error: timed out waiting for the condition on nodeclasses/gpu' >&2; exit 1",
    [`get ${NODE_CLASS}/gpu --ignore-not-found`]: "printf gpu=False",
    [`get ${NODE_CLASS}/batch --ignore-not-found`]: "printf batch=True",
    [`get ${NODE_CLASS}/gpu -o`]: `printf 'InstanceProfileReady=False ${reason}: Role x\\033[31m\\nReady=False NotReady: no\\n'`,
  });

  test.each(Object.entries(NODE_CLASS_REASONS))("because of %s", (reason, { means }) => {
    const { status, changes, stderr } = run("", unready(reason));
    expect([status, changes]).toEqual([1, APPLIED.slice(0, 2)]);
    expect(stderr).toBe(
      [
        "error: timed out waiting for the condition on nodeclasses/gpu",
        "NodeClass gpu is not ready, so no NodePool was applied:",
        // what a terminal would act on is left out
        `InstanceProfileReady=False ${reason}: Role x[31m`,
        "Ready=False NotReady: no",
        `${means}\n`,
      ].join("\n"),
    );
  });

  test("for a reason without a row: the conditions say it", () => {
    expect(run("", unready("Surprise")).stderr).toContain("InstanceProfileReady=False Surprise: Role x");
  });

  const CLAIMS = "printf 'gpu-1 gpu other\\nbatch-1 batch other\\n'";

  test("is made again if it has no nodes", () => {
    const { status, changes } = run("--recreate-unready", {
      [`get ${NODE_CLASS}/gpu --ignore-not-found`]: "printf gpu=False",
      [`get ${NODE_CLASS}/batch --ignore-not-found`]: "printf batch=True",
      "get nodeclaims": "printf 'batch-1 batch other\\n'",
    });
    expect([status, changes]).toEqual([0, [`delete ${NODE_CLASS}/gpu`, ...APPLIED, ...ACCOUNTS]]);
  });

  test("stays if it has nodes", () => {
    const { status, changes, stderr } = run("--recreate-unready", { ...unready("Surprise"), "get nodeclaims": CLAIMS });
    expect([status, changes]).toEqual([1, APPLIED.slice(0, 2)]);
    expect(stderr).toContain("NodeClass gpu is not ready and stays, because it has nodes. NodeClaims: gpu-1\n");
  });
});

describe("what kubectl refuses", () => {
  const CONFLICT = 'error: Apply failed with 1 conflict: conflict with "kubectl-edit": .spec.limits.cpu';
  const refused = (file: string): Answers => ({ [file]: `echo '${CONFLICT}' >&2; exit 1` });

  test.each([
    ["nodeclass-batch.yaml", APPLIED.slice(0, 2)],
    ["nodepool-gpu.yaml", APPLIED],
    ["serviceaccount-loki.yaml", [...APPLIED, ...ACCOUNTS]],
  ])("%s: others of its kind are applied all the same", (file, changes) => {
    const ran = run("", refused(file));
    expect([ran.status, ran.changes, ran.stderr]).toEqual([1, changes, `${CONFLICT}\nNot applied: ${file}\n`]);
    expect(ran.calls.join()).not.toContain("force");
  });
});

describe("what is no longer in the folder", () => {
  const LEFT = "No longer in this folder, to be deleted with their nodes: NodePools: old; NodeClasses: spare\n";
  const DELETED = [`delete ${NODE_POOL}/old`, `delete ${NODE_CLASS}/spare`];

  test("stays where nobody can be asked", () => {
    const { status, changes, stderr } = run("", OLD);
    expect([status, changes]).toEqual([0, [...APPLIED, ...ACCOUNTS]]);
    expect(stderr).toBe(`${LEFT}They stay, because nobody can be asked here: add --yes to delete them.\n`);
  });

  test("is deleted with --yes, NodeClasses when the nodes are gone", () => {
    const { status, calls, changes, stderr } = run("--yes", {
      ...OLD,
      "get nodeclaims": `[ "$(count "get nodeclaims")" -gt 2 ] || printf 'old-1 default old\\ngpu-1 gpu gpu\\n'`,
    });
    expect([status, stderr, changes]).toEqual([0, LEFT, [...APPLIED, ...ACCOUNTS, ...DELETED]]);
    expect(calls.slice(-7)).toEqual([
      `delete --ignore-not-found --timeout=5m ${NODE_POOL}/old`,
      "get nodeclaims.karpenter.sh",
      "sleep 5",
      "get nodeclaims.karpenter.sh",
      "sleep 5",
      "get nodeclaims.karpenter.sh",
      `delete --ignore-not-found --timeout=5m ${NODE_CLASS}/spare`,
    ]);
  });

  test("keeps its NodeClass while it has nodes", () => {
    const { status, changes } = run("--yes --timeout 3s", { ...OLD, "get nodeclaims": "printf 'x-1 spare any\\n'" });
    expect([status, changes.slice(-1)]).toEqual([1, [`delete ${NODE_POOL}/old`]]);
  });

  test("does not include what is a Terraform output", () => {
    const script = scriptOf([
      manifest("nodepool-gpu"),
      manifest("nodepool-old", false),
      manifest("nodeclass-spare", false),
    ]);
    const { changes } = run("--yes", { ...OLD, [`get ${NODE_CLASS} -l`]: "printf spare" }, { script });
    expect(changes).toEqual(["apply nodepool-gpu.yaml"]);
  });

  (HAS_TERMINAL ? test : test.skip).each([
    ["yes\n", DELETED],
    ["y\n", []],
    ["\n", []],
  ])("is deleted on a terminal after the answer %j: %j", (typed, deleted) => {
    const { status, stdout, changes } = run("", OLD, { typed });
    expect([status, changes]).toEqual([0, [...APPLIED, ...ACCOUNTS, ...deleted]]);
    expect(stdout).toContain("Delete them? Only yes is accepted: ");
  });
});

describe("--destroy", () => {
  const WHAT = "To be deleted, with their nodes: NodePools: gpu old; NodeClasses: batch gpu spare\n";

  test("deletes NodePools, waits for their nodes, and deletes NodeClasses", () => {
    const { status, changes, stderr } = run("--destroy --yes", OLD);
    expect({ status, stderr, changes }).toEqual({
      status: 0,
      stderr: `${WHAT}The NodePools and NodeClasses of demo are gone. Now terraform destroy may run.\n`,
      changes: [
        ...["gpu", "old"].map((name) => `delete ${NODE_POOL}/${name}`),
        ...["batch", "gpu", "spare"].map((name) => `delete ${NODE_CLASS}/${name}`),
      ],
    });
  });

  test("deletes what Terraform outputs hold too", () => {
    const script = scriptOf([manifest("nodepool-gpu"), manifest("nodeclass-x", false)]);
    expect(run("--destroy --yes", {}, { script }).changes).toEqual([
      `delete ${NODE_POOL}/gpu`,
      `delete ${NODE_CLASS}/x`,
    ]);
  });

  test("keeps what is let go of, which is applied without labels", () => {
    const script = scriptOf([manifest("nodepool-gpu", true, true), manifest("nodeclass-x", true, true)]);
    expect(run("--destroy --yes", {}, { script }).changes).toEqual([]);
    expect(run("", {}, { script }).changes).toEqual(["apply nodeclass-x.yaml", "apply nodepool-gpu.yaml"]);
  });

  test("fails while there are nodes, and keeps the NodeClasses", () => {
    const { status, calls, changes, stderr } = run("--destroy --yes --timeout 10s", {
      ...OLD,
      "get nodeclaims": "printf 'gpu-1 gpu theirs\\nother-1 other other\\ngpu-2 other gpu\\n'",
    });
    expect([status, changes]).toEqual([1, [`delete ${NODE_POOL}/gpu`, `delete ${NODE_POOL}/old`]]);
    expect(calls.filter((call) => call === "sleep 5")).toHaveLength(2);
    expect(stderr).toBe(
      `${WHAT}After 10s there are still NodeClaims: gpu-1 gpu-2. Look at what keeps their pods (kubectl describe nodeclaims), and run this again before terraform destroys anything.\n`,
    );
  });

  test("fails where nobody can be asked", () => {
    const { status, changes, stderr } = run("--destroy", OLD);
    expect([status, changes]).toEqual([1, []]);
    expect(stderr).toBe(`${WHAT}They stay, because nobody can be asked here: add --yes to delete them.\n`);
  });
});

describe("--diff", () => {
  test.each([
    ["nothing differs", "exit 0", {}, 0],
    ["something differs", "exit 1", {}, 1],
    ["kubectl fails", "exit 2", OLD, 2],
    ["only what is no longer there differs", "exit 0", OLD, 1],
  ])("%s", (_what, answer, answers, expected) => {
    const { status, calls, changes, stderr } = run("--diff", { ...answers, "diff ": answer });
    expect([status, changes]).toEqual([expected, []]);
    expect(calls.at(-1)).toBe(`diff --server-side --field-manager=cdktf-eks-access -k ${FOLDER}`);
    expect(stderr).toBe(answers === OLD ? "No longer in this folder: NodePools: old; NodeClasses: spare\n" : "");
  });
});

describe("options", () => {
  test("--help says all of them and asks no cluster", () => {
    const { status, stdout, calls } = run("--help");
    expect([status, calls]).toEqual([0, []]);
    const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(options).toEqual([
      "--diff",
      "--destroy",
      "--recreate-unready",
      "--context",
      "--cluster-name",
      "--timeout",
      "--yes",
    ]);
  });

  test.each([
    ["--force", "unknown option: --force"],
    ["--diff --destroy", "only one of --diff, --destroy and --recreate-unready"],
    ["--context", "--context needs a value"],
    ["--timeout 5", "--timeout is a number and s, m or h, got 5"],
    ["--timeout 0s", "--timeout is a number and s, m or h, got 0s"],
    ["--timeout 1h30m", "--timeout is a number and s, m or h, got 1h30m"],
  ])("%s is refused", (options, line) => {
    const { status, stderr, calls } = run(options);
    expect([status, calls, stderr.split("\n")[0]]).toEqual([2, [], line]);
  });
});

test("PROPERTY: names arrive as they are, whatever is in them", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("'", "'; exit 9; '", "$(exit 9)", "`exit 9`", '"', "\\", "\n", "$HOME", "#", "*"),
  );
  const name = text.filter((value) => !/[\0]/.test(value) && !value.includes("${"));
  fc.assert(
    fc.property(name, name, name, (label, cluster, key) => {
      const script = applyScript([manifest(`nodeclass-${key}`)], label, { ...CLUSTER, name: cluster });
      expect(spawnSync("/bin/sh", ["-n"], { input: script }).status).toBe(0);
      const variables = script.slice(script.indexOf("\nstack="), script.indexOf("\nfolder="));
      const print = `printf '%s\\0' "$stack" "$cluster" "$node_classes"`;
      const { stdout } = spawnSync("/bin/sh", [], { input: `${variables}\n${print}`, encoding: "utf8" });
      expect(stdout.split("\0")).toEqual([label, ARN.replace("demo", cluster), key, ""]);
    }),
    { numRuns: 50 },
  );
});
