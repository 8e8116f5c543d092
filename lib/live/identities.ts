import { iamArn } from "../aws/arn";
import { connect } from "./live";
import type { Connection } from "./sdk";

/** An account and a region to ask AWS in. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The ARN of the role that Terraform takes there. */
  readonly roleArn?: string;
}

/** The identities of a run, one for each role and region. */
export class Identities {
  private readonly connections = new Map<string, Promise<Connection>>();

  /** @param role the role to take in each account, by name, or one role by its ARN; undefined: that of each place */
  constructor(private readonly role: string | undefined) {}

  of({ account, region, partition, roleArn }: Place): Promise<Connection> {
    return this.connection(region, this.role === undefined ? roleArn : this.roleIn(account, partition));
  }

  /** The role of that name in another account. Undefined if it cannot be taken: the principals there stay unknown. */
  async elsewhere({ account, region, partition }: Place): Promise<Connection | undefined> {
    if (this.role === undefined || this.role.startsWith("arn:")) return undefined;
    return this.connection(region, this.roleIn(account, partition)).catch(() => undefined);
  }

  close(): void {
    for (const connection of this.connections.values())
      connection.then(
        (open) => open.close(),
        () => {},
      );
  }

  private roleIn(account: string, partition: string): string {
    const { role = "" } = this;
    return role.startsWith("arn:") ? role : iamArn(partition, account, "role", "/", role);
  }

  private connection(region: string, roleArn: string | undefined): Promise<Connection> {
    const key = `${region} ${roleArn}`;
    const made = this.connections.get(key) ?? connect({ region, ...(roleArn !== undefined && { roleArn }) });
    this.connections.set(key, made);
    return made;
  }
}

/**
 * Returns what an error says.
 *
 * @throws what is thrown and is no Error
 */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const { name, message } = error;
  return name === "Error" || name === "" ? message : `${name}: ${message}`;
}
