import { spawnSync } from "node:child_process";

/** What this suite runs against, found once: the endpoint, and whether it keeps a journal of its calls. */
interface Found {
  readonly url: string;
  readonly journal: boolean;
  /** Why nothing can run here. */
  readonly missing?: string;
}

const found = find();
export const endpointUrl = found.url;
export const hasJournal = found.journal;

/** A group of tests that runs real Terraform. Where it cannot run it is skipped aloud; under CI=true that is a failure. */
export function withTerraform(name: string, tests: () => void): void {
  if (found.missing === undefined) describe(name, tests);
  else leaveOut(name, found.missing, () => describe.skip(name, tests));
}

/** A law that only an endpoint with a journal can show: one that answers under /__admin. */
export function lawOfTheJournal(name: string, law: () => void): void {
  if (found.journal || found.missing !== undefined) test(name, law);
  else leaveOut(name, NO_JOURNAL, () => test.skip(name, law));
}

/** A group of tests that changes things past Terraform, or has calls fail: such an endpoint alone takes orders. */
export function withJournal(name: string, tests: () => void): void {
  if (found.journal || found.missing !== undefined) withTerraform(name, tests);
  else leaveOut(name, NO_JOURNAL, () => describe.skip(name, tests));
}

const NO_JOURNAL = "the endpoint keeps no journal: it has no GET /__admin/health";

function leaveOut(name: string, reason: string, skip: () => void): void {
  if (process.env.CI === "true") {
    test(`${name}: is not left out`, () => {
      throw new Error(`where CI is true nothing is left out: ${reason}`);
    });
    return;
  }
  process.stderr.write(`skipped: ${name}: ${reason}\n`);
  skip();
}

/** One endpoint, or one for each worker of Jest's: a test file resets the endpoint that it runs against. */
function ownEndpoint(): string {
  const { AWS_ENDPOINT_URLS, AWS_ENDPOINT_URL = "", JEST_WORKER_ID = "1" } = process.env;
  const urls = AWS_ENDPOINT_URLS?.split(" ") ?? [AWS_ENDPOINT_URL];
  return (urls[Number(JEST_WORKER_ID) - 1] ?? "").replace(/\/$/, "");
}

function find(): Found {
  const url = ownEndpoint();
  const none = { url, journal: false };
  if (spawnSync("terraform", ["version"]).error) return { ...none, missing: "there is no terraform on the PATH" };
  if (url === "") return { ...none, missing: "AWS_ENDPOINT_URL names no endpoint for this worker to apply against" };
  // tests are declared synchronously, so the question is asked by a process of its own
  const ask = "fetch(process.argv[1]).then((answer) => console.log(answer.status), () => process.exit(1))";
  const { status, stdout } = spawnSync(process.execPath, ["-e", ask, `${url}/__admin/health`], { encoding: "utf8" });
  if (status !== 0) return { ...none, missing: `nothing answers at AWS_ENDPOINT_URL, ${url}` };
  return { url, journal: stdout.trim() === "200" };
}
