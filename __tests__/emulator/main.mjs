#!/usr/bin/env node
/**
 * An AWS on the loopback address, as far as access to EKS clusters needs one: STS, IAM, EKS, and the little of EC2 that
 * the Terraform provider asks for. It needs nothing but Node.js and keeps the rules of the real services, so that
 * Terraform can apply against it and tests can read what it did: every call goes into a journal, in order of effect.
 * `node __tests__/emulator/main.mjs --help` says what can be set; the first line that it prints is JSON with its `url`.
 */
import fs from "node:fs";
import { createFakeAws } from "./server.mjs";

const HELP = `main.mjs [--port N] [--journal FILE] [--seed-state FILE]
environment (all optional):
  FAKE_AWS_PORT=0                  0 = pick a free port
  FAKE_AWS_HOST=127.0.0.1          loopback addresses only
  FAKE_AWS_JOURNAL=path            JSON-lines journal (appended)
  FAKE_AWS_ACCOUNT_ID=123456789012 a 12-digit access key selects another account
  FAKE_AWS_CALLER_ARN=arn          identity that GetCallerIdentity reports
  FAKE_AWS_SEED=1                  seed of ids and of the fault dice
  FAKE_AWS_SEED_STATE=file.json    {"roles":[..],"users":[..],"clusters":[..]} created at start,
                                   and "simulations":[..] that the policy simulator answers
  FAKE_AWS_IAM_PROPAGATION_MS=0    a new role is unknown to EKS for that long
  FAKE_AWS_IAM_READ_LAG_MS=0       IAM reads of a new entity answer NoSuchEntity
  FAKE_AWS_ENTRY_LAG_MS=0          AssociateAccessPolicy does not see a new entry
  FAKE_AWS_CLUSTER_CREATE_MS=0     time in CREATING ; FAKE_AWS_CLUSTER_DELETE_MS
  FAKE_AWS_NODEGROUP_MS=0          time in CREATING/DELETING for node groups, add-ons
  FAKE_AWS_LATENCY_MS=0            added to every answer ("20" or "10-50")
  FAKE_AWS_THROTTLE_P=0            probability of a throttling error per call
  FAKE_AWS_THROTTLE_SERVICES=iam,eks,sts,ec2
  FAKE_AWS_FAULTS='[{...}]'|@file  fault rules (see below)
  FAKE_AWS_MANAGED_POLICIES=file   JSON array of AWS managed policy ARNs; when
                                   given, any other arn:aws:iam::aws: ARN is 404
  FAKE_AWS_POLICIES_PER_ROLE=10    IAM quota
  FAKE_AWS_AUTO_NODE_ENTRIES=1     node group / auto mode creates node access entry
  FAKE_AWS_PAGE_SIZE=0             a list has at most so many items a page; 0 = as AWS
  FAKE_AWS_CLOCK_MS=0              added to the clock of this machine
fault rule: {service,op,match:{param:value},kind,status,code,message,delayMs,
  times,skip,probability}   kind: error|throttle|accessDenied|serverError|
  invalidPrincipal|notFoundPrincipal|delay|drop|dropAfter
admin: GET /__admin/health | state | journal?since=N&op=A,B | effective-access | faults
       POST /__admin/reset | /__admin/seed (as the file of FAKE_AWS_SEED_STATE) | /__admin/faults (array or object) | /__admin/config
       POST /__admin/call {"service":"iam","op":"DetachRolePolicy","params":{}}
         (out-of-band change, e.g. to make drift; journaled with actor "admin")
       DELETE /__admin/faults`;

function optionsFromEnv(env = process.env, argv = process.argv.slice(2)) {
  const num = (k, d) => (env[k] === undefined || env[k] === "" ? d : Number(env[k]));
  const arg = (n) => {
    const i = argv.indexOf(`--${n}`);
    return i >= 0 ? argv[i + 1] : undefined;
  };
  const lat = String(env.FAKE_AWS_LATENCY_MS ?? "0")
    .split("-")
    .map(Number);
  const readJson = (v) =>
    v === undefined || v === "" ? undefined : JSON.parse(v.startsWith("@") ? fs.readFileSync(v.slice(1), "utf8") : v);
  const seedFile = arg("seed-state") ?? env.FAKE_AWS_SEED_STATE;
  const mp = env.FAKE_AWS_MANAGED_POLICIES;
  return {
    host: env.FAKE_AWS_HOST ?? "127.0.0.1",
    port: Number(arg("port") ?? env.FAKE_AWS_PORT ?? 0),
    journalPath: arg("journal") ?? env.FAKE_AWS_JOURNAL ?? null,
    accountId: env.FAKE_AWS_ACCOUNT_ID ?? "123456789012",
    callerArn: env.FAKE_AWS_CALLER_ARN ?? null,
    seed: num("FAKE_AWS_SEED", 1),
    iamPropagationMs: num("FAKE_AWS_IAM_PROPAGATION_MS", 0),
    iamReadLagMs: num("FAKE_AWS_IAM_READ_LAG_MS", 0),
    entryLagMs: num("FAKE_AWS_ENTRY_LAG_MS", 0),
    clusterCreateMs: num("FAKE_AWS_CLUSTER_CREATE_MS", 0),
    clusterDeleteMs: num("FAKE_AWS_CLUSTER_DELETE_MS", 0),
    nodegroupMs: num("FAKE_AWS_NODEGROUP_MS", 0),
    latencyMs: [lat[0] || 0, lat[1] ?? (lat[0] || 0)],
    throttleP: num("FAKE_AWS_THROTTLE_P", 0),
    throttleServices: (env.FAKE_AWS_THROTTLE_SERVICES ?? "iam,eks,sts,ec2").split(","),
    faults: readJson(env.FAKE_AWS_FAULTS) ?? [],
    managedPolicies: mp ? new Set(JSON.parse(fs.readFileSync(mp, "utf8"))) : null,
    policiesPerRole: num("FAKE_AWS_POLICIES_PER_ROLE", 10),
    pageSize: num("FAKE_AWS_PAGE_SIZE", 0),
    clockMs: num("FAKE_AWS_CLOCK_MS", 0),
    autoNodeEntries: num("FAKE_AWS_AUTO_NODE_ENTRIES", 1) !== 0,
    seedState: seedFile ? JSON.parse(fs.readFileSync(seedFile, "utf8")) : null,
  };
}

if (process.argv.includes("--help")) console.log(HELP);
else {
  const fake = createFakeAws(optionsFromEnv());
  const url = await fake.start();
  console.log(JSON.stringify({ ready: true, url, pid: process.pid }));
  const end = () => fake.stop().then(() => process.exit(0));
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
