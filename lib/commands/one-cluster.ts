import { didYouMean, quote, someOf } from "../aws/text";
import { ConfigError } from "../load/config-error";

/**
 * Returns what is about the cluster that `--only` names, or everything without it.
 *
 * @param word as it is called, for messages
 * @throws ConfigError if no cluster of the configuration has the name
 */
export function ofOneCluster<Item>(
  word: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  only: string | undefined,
): readonly Item[] {
  if (only === undefined) return items;
  const found = items.filter((item) => nameOf(item) === only);
  if (found.length > 0) return found;
  const names = [...new Set(items.map(nameOf))];
  throw new ConfigError([
    `${word}: no cluster is named ${quote(only)}${didYouMean(only, names) || `; the names: ${someOf(names)}`}`,
  ]);
}
