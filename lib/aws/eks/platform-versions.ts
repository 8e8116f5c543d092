/**
 * The first platform version that takes access entries, by version of Kubernetes. Later versions of Kubernetes take them
 * from their first platform version on, earlier ones never.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
const TAKES_ENTRIES: Readonly<Record<string, number>> = {
  "1.23": 17,
  "1.24": 15,
  "1.25": 12,
  "1.26": 11,
  "1.27": 10,
  "1.28": 6,
  "1.29": 1,
  "1.30": 2,
};

/** Returns whether a cluster takes access entries; undefined for versions that are none. */
export function takesEntries(version: string, platformVersion: string): boolean | undefined {
  const [, minor] = /^1\.(\d+)$/.exec(version) ?? [];
  const [, platform] = /^eks\.(\d+)$/.exec(platformVersion) ?? [];
  if (minor === undefined || platform === undefined) return undefined;
  const least = TAKES_ENTRIES[version];
  return least === undefined ? Number(minor) > 30 : Number(platform) >= least;
}
