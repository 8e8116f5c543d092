import { byCodePoint } from "../../aws/text";
import type { Made, MadeType } from "./resources";

/** Things of one type that wait for the same, and that the same waits for: one box of a picture. */
export interface Box {
  readonly type: MadeType;
  /** Of one of them. */
  readonly item: string;
  readonly made: readonly Made[];
  /** Whether they are made for another item. */
  readonly elsewhere: boolean;
  /** Places of boxes that must exist before, without those that others of them need already. */
  readonly after: readonly number[];
}

/** Boxes in the order in which they can be made. */
export type Picture = readonly Box[];

interface Open {
  readonly made: Made[];
  readonly elsewhere: boolean;
  readonly after: Set<string>;
}

/** Returns the picture of one item: all that is made for it, and what of others it waits for. */
export function pictureOfItem(item: string, all: readonly Made[]): Picture {
  const own = all.filter((made) => made.item === item);
  const needed = new Set(own.flatMap(({ after }) => [...after]));
  const shown = all.filter((made) => made.item === item || needed.has(made.id));
  const ids = new Set(shown.map(({ id }) => id));
  // what others wait for does not concern this item
  const before = (made: Made) => (made.item === item ? [...made.after].filter((id) => ids.has(id)) : []);
  const next = new Map<string, string[]>();
  for (const made of shown) for (const id of before(made)) next.set(id, [...(next.get(id) ?? []), made.id]);
  const like = (made: Made) =>
    made.item === item
      ? JSON.stringify([made.type, before(made).sort(byCodePoint), (next.get(made.id) ?? []).sort(byCodePoint)])
      : JSON.stringify([made.type, made.item]);
  return boxesOf(shown, like, { before, isElsewhere: (made) => made.item !== item });
}

/** Returns the picture of a cluster: all things of one type in one section of the file are one box. */
export const pictureOfCluster = (all: readonly Made[]): Picture =>
  boxesOf(all, ({ type, item }) => JSON.stringify([sectionOf(item), type]), {
    before: ({ after }) => [...after],
    isElsewhere: () => false,
  });

/** Returns the section of the file that an item stands in: `access` of `access.ops`. */
export const sectionOf = (item: string): string => item.split(/[.[]/, 1)[0] ?? item;

interface How {
  before(made: Made): readonly string[];
  isElsewhere(made: Made): boolean;
}

function boxesOf(all: readonly Made[], like: (made: Made) => string, { before, isElsewhere }: How): Picture {
  const open = new Map<string, Open>();
  const keys = new Map(all.map((made) => [made.id, like(made)]));
  for (const made of all) {
    const key = like(made);
    const box = open.get(key) ?? { made: [], elsewhere: isElsewhere(made), after: new Set() };
    box.made.push(made);
    for (const id of before(made)) {
      const other = keys.get(id);
      // such as an identity provider, which waits for the one before it
      if (other !== undefined && other !== key) box.after.add(other);
    }
    open.set(key, box);
  }
  return inOrder(open);
}

/** Sorts boxes so that each stands behind what it waits for, and leaves out what others of these need already. */
function inOrder(open: ReadonlyMap<string, Open>): Picture {
  const sorted: string[] = [];
  const placed = new Set<string>();
  const left = new Set(open.keys());
  while (left.size > 0) {
    const ready = [...left].filter((key) => [...(open.get(key)?.after ?? [])].every((other) => placed.has(other)));
    if (ready.length === 0)
      throw new Error(`internal: the order has a circle: ${[...left].join(" ")}; please report this`);
    for (const key of ready) {
      left.delete(key);
      placed.add(key);
      sorted.push(key);
    }
  }
  const reached = new Map<string, Set<string>>();
  for (const key of sorted) {
    const after = open.get(key)?.after ?? new Set();
    reached.set(key, new Set([...after].flatMap((other) => [other, ...(reached.get(other) ?? [])])));
  }
  return sorted.flatMap((key): Box[] => {
    const box = open.get(key);
    const [first] = box?.made ?? [];
    if (box === undefined || first === undefined) return [];
    const direct = [...box.after].filter((other) => ![...box.after].some((third) => reached.get(third)?.has(other)));
    return [
      {
        type: first.type,
        item: first.item,
        made: box.made,
        elsewhere: box.elsewhere,
        after: direct.map((other) => sorted.indexOf(other)).sort((a, b) => a - b),
      },
    ];
  });
}

/** The same text for pictures that differ in names alone. */
export const shapeOf = (picture: Picture): string =>
  JSON.stringify(
    picture.map(({ type, item, made, elsewhere, after }) => [type, elsewhere && sectionOf(item), made.length, after]),
  );
