import { byCodePoint, list } from "../../aws/text";
import type { Fleet, FleetCluster } from "./fleet";
import { type Box, type Picture, pictureOfCluster, pictureOfItem, sectionOf, shapeOf } from "./graph";
import { code, columns, counted, type Html, html, joined, nothing, table } from "./html";
import { fewOf, linkTo, type Section } from "./parts";
import { type Drawn, Pictures } from "./picture";
import { type Made, madeOf, TYPES } from "./resources";

/** Items whose pictures differ in names alone. */
interface Alike {
  readonly items: readonly string[];
  readonly picture: Picture;
}

/** Clusters that are made in the same order, but for names. */
interface AlikeClusters {
  readonly clusters: readonly FleetCluster[];
  readonly overview: Picture;
  readonly items: readonly Alike[];
}

/** In which order everything is made, as pictures and as lists. */
export function orderPart({ clusters }: Fleet): Section {
  const pictures = new Pictures();
  const groups = alikeClusters(clusters);
  return {
    id: "order",
    title: "Order",
    lead: "What Terraform makes, from the top to the bottom: each box waits for those that lead to it, and is destroyed before them. Items do not wait for unrelated items. After Terraform, apply.sh applies the manifests.",
    content:
      groups.length === 0
        ? [nothing("Nothing is made of these files.")]
        : groups.map((group) => groupOf(group, pictures)),
  };
}

function alikeClusters(clusters: readonly FleetCluster[]): AlikeClusters[] {
  const groups = new Map<string, AlikeClusters & { clusters: FleetCluster[] }>();
  for (const cluster of clusters) {
    const made = cluster.files.flatMap(madeOf);
    if (made.length === 0) continue;
    const overview = pictureOfCluster(made);
    const items = alikeItems(made);
    const key = JSON.stringify([
      shapeOf(overview),
      items.map(({ items: names, picture }) => [names, shapeOf(picture)]),
    ]);
    const group = groups.get(key) ?? { clusters: [], overview, items };
    group.clusters.push(cluster);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function alikeItems(made: readonly Made[]): Alike[] {
  const groups = new Map<string, { items: string[]; picture: Picture }>();
  for (const item of [...new Set(made.map((one) => one.item))].sort(byCodePoint)) {
    const picture = pictureOfItem(item, made);
    const key = JSON.stringify([sectionOf(item), shapeOf(picture)]);
    const group = groups.get(key) ?? { items: [], picture };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupOf({ clusters, overview, items }: AlikeClusters, pictures: Pictures): Html {
  const [first, ...others] = clusters;
  if (first === undefined) return html``;
  const alike = others.length > 0;
  const of = alike ? `${first.label} and ${others.length} like it` : first.label;
  const lines = items.filter(({ picture }) => picture.length > 1);
  const alone = items.filter(({ picture }) => picture.length === 1).flatMap((one) => one.items);
  return html`<section class="order" data-c="${clusters.map(({ index }) => index).join(" ")}"><h3>${alike ? of : linkTo(first)}</h3>${aboutGroup(first, others, overview)}${shown(
    { picture: overview, title: `${of}, the whole cluster`, several: alike },
    pictures,
  )}${lines.map(
    ({ items: names, picture }) =>
      html`<details><summary>${itemTitle(names)}</summary>${shown({ picture, title: `${of}, ${itemTitle(names)}`, several: names.length > 1 }, pictures)}</details>`,
  )}${alone.length > 0 && html`<p>Made of one thing, which waits for nothing: <code>${list(alone, "and")}</code>.</p>`}</section>`;
}

/** What is said before the pictures of a cluster, or of several that differ in names alone. */
function aboutGroup(first: FleetCluster, others: readonly FleetCluster[], overview: Picture): Html {
  const made = overview.reduce((sum, box) => sum + box.made.length, 0);
  const stacks = first.files.map(({ name }) => code(name));
  const apart =
    stacks.length > 1 && html` ${stacks.length} stacks make them, which do not wait for each other: ${joined(stacks)}.`;
  if (others.length === 0) return html`<p>${counted(made, "thing")} ${made === 1 ? "is" : "are"} made.${apart}</p>`;
  return html`<p>${counted(made, "thing")} each, in the same order: ${joined([first, ...others].map(linkTo))}. Where names are shown, they are those of the first.${apart}</p>`;
}

const MOST_NAMED = 6;

const itemTitle = (items: readonly string[]): string => fewOf(items, MOST_NAMED, "more like them");

interface Shown {
  readonly picture: Picture;
  readonly title: string;
  /** Whether it stands for several, so that names say nothing. */
  readonly several: boolean;
}

/** A picture with the same order as a table beside it. */
function shown({ picture, title, several }: Shown, pictures: Pictures): Html {
  const boxes = picture.map((box): Drawn => {
    return { what: whatIs(box), name: nameIn(box, several), elsewhere: box.elsewhere, after: box.after };
  });
  const words = boxes.map(({ what, name, after }, at) => {
    const before =
      after.length === 0
        ? "waits for nothing"
        : `after ${list(
            after.map((other) => String(other + 1)),
            "and",
          )}`;
    return `${at + 1}: ${[what, name].filter((word) => word !== "").join(" ")}, ${before}`;
  });
  const rows = picture.map(
    (box, at) =>
      html`<tr><td>${at + 1}</td><td>${box.elsewhere && "elsewhere: "}${whatIs(box)}</td><td class="long">${several || isOfSeveral(box.made) ? sectionOf(box.item) : addresses(box.made)}</td><td>${
        box.after.length === 0
          ? "-"
          : list(
              box.after.map((other) => String(other + 1)),
              "and",
            )
      }</td></tr>`,
  );
  return html`<figure><div class="scroll picture" role="group" aria-label="Picture: ${title}" tabindex="0">${pictures.draw(boxes, `The order of ${title}`, `${words.join("; ")}.`)}</div>${table(`Order: ${title}`, columns("Step", "What", several ? "For" : "In Terraform", "After"), [html`<tbody>${rows}</tbody>`])}</figure>`;
}

/** Such as `3 access policies`. */
function whatIs({ type, made }: Box): string {
  const [one, many] = TYPES[type];
  return made.length === 1 ? one : counted(made.length, one, many);
}

/** The name of the one thing in a box; of several, whose they are. */
function nameIn({ made, item, elsewhere }: Box, several: boolean): string {
  if (elsewhere) return several ? sectionOf(item) : item;
  if (several || (made.length > 1 && isOfSeveral(made))) return `for ${sectionOf(item)}`;
  return made.length === 1
    ? (made[0]?.name ?? "")
    : list(
        made.map(({ name }) => name),
        "and",
      );
}

const isOfSeveral = (made: readonly Made[]): boolean => new Set(made.map(({ item }) => item)).size > 1;

/** Terraform's addresses, each with the name at AWS where the address does not say it. */
const addresses = (made: readonly Made[]): Html =>
  html`${made.map(({ address, name }) => html`<div>${code(address)}${!address.endsWith(name) && html` <small>${name}</small>`}</div>`)}`;
