import type { AuditAnswer } from "../../answers/audit";
import { expectedEntries, isEntryLetGo } from "../../audit/expected";
import { summaryOf } from "../audit";
import { type FleetCluster, sameCluster } from "./fleet";

type AuditOfCluster = AuditAnswer["clusters"][number];

/** What an audit says about the clusters of a report. */
export class Audit {
  constructor(private readonly answer: AuditAnswer) {}

  /** Returns what it says about a cluster; undefined if the audit has not read it. */
  of({ access }: FleetCluster): AuditOfCluster | undefined {
    const { cluster: name, account, region } = access;
    return this.answer.clusters.find((one) => sameCluster({ name, account, region }, one));
  }

  /** Such as `7 entries planned, 8 found, 2 made by services: 2 errors, 1 note`. */
  summaryOf(cluster: FleetCluster): string {
    const audited = this.of(cluster);
    if (audited === undefined) return "not read";
    const said = summaryOf(audited);
    return this.isOfOtherFiles(cluster, audited) ? `${said}; other principals are planned since` : said;
  }

  /** Whether the files plan entries for other principals than they did at the audit. */
  private isOfOtherFiles({ files }: FleetCluster, { plannedPrincipals }: AuditOfCluster): boolean {
    const now = new Set(
      [...expectedEntries(files).values()].flatMap((entry) => (isEntryLetGo(entry) ? [] : [entry.principalArn])),
    );
    const then = new Set(plannedPrincipals);
    return now.size !== then.size || [...now].some((arn) => !then.has(arn));
  }
}
