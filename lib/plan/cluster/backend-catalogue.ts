import {
  BACKEND_PAGES,
  EXTERNAL_ID,
  HTTP_METHOD,
  RETRY_WAIT,
  S3_STATE_KEY,
  SESSION_NAME,
  STORAGE_ACCOUNT,
  STORAGE_CONTAINER,
} from "../../aws/terraform/backends";
import { GCS_BUCKET, OLD_NAMES, S3_BUCKET } from "../../aws/terraform/buckets";
import { numberRule, rules, textRule } from "../rule";

const backend = (settings: string) => `terraform: { backend: { ${settings} } }\n`;
const s3 = (settings: string) => backend(`type: s3, bucket: states, region: eu-west-1, ${settings}`);
const bucket = (type: string, name: string, where: string) => backend(`type: ${type}, bucket: ${name}, ${where}`);
const role = (settings: string) =>
  s3(`key: eks/demo.tfstate, assumeRole: { roleArn: "arn:aws:iam::111122223333:role/state", ${settings} }`);
const azure = (account: string, container: string) =>
  backend(`type: azurerm, storageAccountName: ${account}, containerName: ${container}, key: eks/demo.tfstate`);
const http = (settings: string) => backend(`type: http, ${settings}`);
const GITLAB = '"https://gitlab.example.com/api/v4/projects/7/terraform/state/demo"';

/** Rules about where the state lies. */
export const BACKEND_RULES = rules({
  "external-id": textRule(EXTERNAL_ID, {
    wayOut: "Copy it from the trust policy of the role.",
    numbers: [],
    bad: role('externalId: "a b"'),
    good: role("externalId: a-b"),
  }),
  "gcs-bucket": textRule(GCS_BUCKET, {
    wayOut: "Write its name alone.",
    numbers: [],
    bad: bucket("gcs", '"gs://states"', "prefix: eks/demo"),
    good: bucket("gcs", "states", "prefix: eks/demo"),
  }),
  "http-method": textRule(HTTP_METHOD, {
    wayOut: "Write it as HTTP has it, such as POST.",
    numbers: [],
    bad: http(`address: ${GITLAB}, updateMethod: put`),
    good: http(`address: ${GITLAB}, updateMethod: PUT`),
  }),
  "retry-wait": numberRule(RETRY_WAIT, {
    wayOut: "Write a number of seconds, such as 5.",
    numbers: [],
    bad: http(`address: ${GITLAB}, retryWaitMin: 0`),
    good: http(`address: ${GITLAB}, retryWaitMin: 5`),
  }),
  "s3-bucket": {
    severity: "error",
    summary: `The name of an S3 bucket has ${S3_BUCKET.min} to ${S3_BUCKET.max} characters: ${S3_BUCKET.form}. It is no IP address, and does not begin or end with what AWS reserves. In us-east-1 it may be the name of a bucket made before March 2018: up to ${OLD_NAMES.max} ${OLD_NAMES.form}.`,
    wayOut: "Write its name alone.",
    source: S3_BUCKET.source,
    numbers: [],
    bad: bucket("s3", "states/eks", "region: eu-west-1, key: demo.tfstate"),
    good: bucket("s3", "states", "region: eu-west-1, key: eks/demo.tfstate"),
  },
  "session-name": textRule(SESSION_NAME, {
    wayOut: "Write a name such as terraform.",
    numbers: [],
    bad: role('sessionName: "the pipeline"'),
    good: role("sessionName: the-pipeline"),
  }),
  "state-address": {
    severity: "error",
    summary:
      "An address of the HTTP backend is not a whole address, or has a user name, a password, a query or a fragment in it. Files and output are read by many, and these are where secrets stand.",
    wayOut: "Write the address alone, and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD where Terraform runs.",
    source: BACKEND_PAGES.http,
    numbers: [],
    bad: http(`address: ${GITLAB.replace("//", "//robot:secret@")}`),
    good: http(`address: ${GITLAB}`),
  },
  "state-in-the-open": {
    severity: "warning",
    summary:
      "An address of the HTTP backend begins with http://. Whoever is on the way reads the state and the password, and can change what the next apply destroys.",
    wayOut: "Write https://, or accept the warning with what protects the network.",
    source: BACKEND_PAGES.http,
    numbers: [],
    bad: http('address: "http://states.example.com/demo"'),
    good: http('address: "https://states.example.com/demo"'),
  },
  "state-key": textRule(S3_STATE_KEY, {
    wayOut: "Write a key such as eks/demo.tfstate.",
    numbers: [],
    bad: s3("key: /eks/demo.tfstate"),
    good: s3("key: eks/demo.tfstate"),
  }),
  "state-lock": {
    severity: "error",
    summary:
      "The HTTP backend has an address to take the lock and none to give it back, or the other way round. Terraform would never unlock the state, or never lock it.",
    wayOut: "Write `lockAddress` and `unlockAddress`, often with the same address.",
    source: BACKEND_PAGES.http,
    numbers: [],
    bad: http(`address: ${GITLAB}, lockAddress: ${GITLAB.replace("demo", "demo/lock")}`),
    good: http(
      `address: ${GITLAB}, lockAddress: ${GITLAB.replace("demo", "demo/lock")}, unlockAddress: ${GITLAB.replace("demo", "demo/lock")}`,
    ),
  },
  "storage-account": textRule(STORAGE_ACCOUNT, {
    wayOut: "Write its name alone.",
    numbers: [],
    bad: azure("acme.blob.core.windows.net", "states"),
    good: azure("acme", "states"),
  }),
  "storage-container": textRule(STORAGE_CONTAINER, {
    wayOut: "Write its name alone.",
    numbers: [],
    bad: azure("acme", "states/eks"),
    good: azure("acme", "states"),
  }),
});
