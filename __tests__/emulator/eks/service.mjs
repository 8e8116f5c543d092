/** EKS: all operations, by topic. */
import { eksClusters } from "./clusters.mjs";
import { eksEntries } from "./entries.mjs";
import { eksNodes } from "./nodes.mjs";
import { eksOthers } from "./others.mjs";
import { eksPods } from "./pods.mjs";
import { eksSupport } from "./support.mjs";

export function eksService(world, iam) {
  const support = eksSupport(world, iam);
  const { tagTarget } = support;
  const operations = {
    ...eksClusters(world, support).operations,
    ...eksEntries(world, support).operations,
    ...eksPods(world, support).operations,
    ...eksNodes(world, support).operations,
    ...eksOthers(world, support).operations,
    // ---- tags
    TagResource(c, b) {
      const t = tagTarget(c, b.resourceArn);
      Object.assign(t.tags, b.tags ?? {});
      return {};
    },
    UntagResource(c, p) {
      const t = tagTarget(c, p.resourceArn);
      for (const k of [].concat(p.tagKeys ?? [])) delete t.tags[k];
      return {};
    },
    ListTagsForResource: (c, p) => ({ tags: tagTarget(c, p.resourceArn).tags }),
  };
  return { operations, ...support };
}
