import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** A server for states, in a process of its own, since Terraform runs synchronously in tests. */
export class StateServer {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<StateServer> {
    const child = spawn(process.execPath, [join(__dirname, "serve-states.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.once("data", (text) => resolve(String(text).trim()));
      child.once("exit", (status) => reject(new Error(`the server for states ended with ${status}`)));
    });
    return new StateServer(child, url);
  }

  /** What was asked so far, such as `GET /state/demo`. */
  journal(): Promise<readonly string[]> {
    return this.admin("journal");
  }

  /** The states and objects, by their paths. */
  content(): Promise<Readonly<Record<string, string>>> {
    return this.admin("content");
  }

  stop(): void {
    this.process.kill();
  }

  private async admin<T>(what: string): Promise<T> {
    const answer = await fetch(`${this.url}/__admin/${what}`);
    return (await answer.json()) as T;
  }
}
