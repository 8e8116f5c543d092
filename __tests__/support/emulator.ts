import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

const PROGRAM = join(__dirname, "..", "emulator", "main.mjs");

/** One call in the journal, which is in the order of effect. */
export interface Call {
  readonly service: string;
  readonly op: string;
  /** `client`, or `admin` where a test called past the API. */
  readonly actor: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Params = Readonly<Record<string, unknown>>;

/** An emulator of its own for one test file, and what a test asks of it past the API. */
export class Emulator {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Emulator> {
    const env = { ...process.env, FAKE_AWS_ACCOUNT_ID: ACCOUNT };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(child.stdout), "line");
    return new Emulator(child, JSON.parse(String(line)).url);
  }

  async stop(): Promise<void> {
    this.process.kill();
    await once(this.process, "exit");
  }

  /** Does what one call does, as if somebody had called it; returns its answer. */
  async call(service: "eks" | "iam", op: string, params: Params, region = REGION): Promise<unknown> {
    const { result } = (await this.admin("POST", "call", { service, op, params, region })) as {
      result?: unknown;
    };
    return result;
  }

  async configure(config: Params): Promise<void> {
    await this.admin("POST", "config", config);
  }

  async seed(state: Params): Promise<void> {
    await this.admin("POST", "seed", { region: REGION, ...state });
  }

  async fail(...faults: readonly Params[]): Promise<void> {
    await this.admin("POST", "faults", faults);
  }

  /** Forgets everything, faults and journal too. */
  async reset(): Promise<void> {
    await this.configure({ pageSize: 0, clockMs: 0 });
    await this.admin("POST", "reset");
  }

  /** The calls that came over the API. */
  async calls(): Promise<readonly Call[]> {
    const all = (await this.admin("GET", "journal")) as Call[];
    return all.filter(({ actor }) => actor === "client");
  }

  async admin(method: string, what: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/__admin/${what}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} /__admin/${what}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
