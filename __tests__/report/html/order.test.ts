import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadedPlan } from "../../../lib/load/load";
import { type Picture, pictureOfCluster, pictureOfItem } from "../../../lib/report/html/graph";
import { type Drawn, Pictures } from "../../../lib/report/html/picture";
import { type Made, madeOf } from "../../../lib/report/html/resources";
import { lower } from "../../../lib/terraform/lower";
import { loaded } from "../../support/loaded";

const FIXTURES = join(__dirname, "../../fixtures");
const PLANS = readdirSync(FIXTURES).flatMap((file): [string, LoadedPlan][] =>
  loaded({ [`clusters/${file}`]: readFileSync(join(FIXTURES, file), "utf8") }).plans.map((plan) => [file, plan]),
);

/** Whether one box stands before another, by whatever way. */
const leadsTo = (picture: Picture, from: number, to: number): boolean =>
  (picture[to]?.after ?? []).some((before) => before === from || leadsTo(picture, from, before));

const placeOf = (picture: Picture, { id }: Made) => picture.findIndex(({ made }) => made.some((one) => one.id === id));

describe.each(PLANS)("%s", (_, plan) => {
  const made = madeOf(plan);
  const byId = new Map(made.map((one) => [one.id, one]));
  const items = [...new Set(made.map(({ item }) => item))];

  test("all resources of Terraform are there, and all that they wait for is", () => {
    const addresses = lower(plan.plan).resources.map(({ type, id }) => `${type}.${id}`);
    expect(made.map(({ address }) => address)).toEqual(expect.arrayContaining(addresses));
    expect(made.flatMap(({ after }) => [...after]).filter((id) => !byId.has(id))).toEqual([]);
    // what belongs to no item of the file would be its own id
    expect(items.filter((item) => /_/.test(item))).toEqual([]);
  });

  test("the picture of the cluster has every wait, and a box stands after all that lead to it", () => {
    const picture = pictureOfCluster(made);
    for (const [at, { after }] of picture.entries()) expect(after.every((other) => other < at)).toBe(true);
    for (const one of made) {
      for (const id of one.after) {
        const [from, to] = [placeOf(picture, byId.get(id) ?? one), placeOf(picture, one)];
        expect(from === to || leadsTo(picture, from, to)).toBe(true);
      }
    }
  });

  test("the picture of an item has all that is made for it, and every wait", () => {
    for (const item of items) {
      const picture = pictureOfItem(item, made);
      const own = made.filter((one) => one.item === item);
      for (const one of own) {
        for (const id of one.after) {
          const [from, to] = [placeOf(picture, byId.get(id) ?? one), placeOf(picture, one)];
          expect(from === to || leadsTo(picture, from, to)).toBe(true);
        }
      }
    }
  });
});

describe("a picture", () => {
  const box = (...after: readonly number[]): Drawn => ({
    what: "IAM role",
    name: "a".repeat(90),
    elsewhere: false,
    after,
  });
  const draw = (boxes: readonly Drawn[]) => new Pictures().draw(boxes, "a", "b").text;

  test("goes from the top to the bottom", () => {
    const tops = [...draw([box(), box(0), box(0), box(1, 2)]).matchAll(/<rect x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) =>
      Number(y),
    );
    const [first = 0, second = 0, third = 0, last = 0] = tops;
    expect(first < second && second === third && third < last).toBe(true);
  });

  test("has what does not hang together beside it, and in rows where there is no room", () => {
    const chains = Array.from({ length: 9 }, (_, chain) => [box(), box(2 * chain)]).flat();
    const text = draw(chains);
    expect(Number(/width="(\d+)"/.exec(text)?.[1])).toBeLessThanOrEqual(1064);
    const tops = [...text.matchAll(/<rect x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(new Set(tops).size).toBe(4);
    expect(text.match(/<path class="e"/g)).toHaveLength(9);
  });

  test("has coordinates of one decimal, and names that fit", () => {
    const text = draw([box(), box(0), box(0), box(0), box(1, 2, 3), box(0, 4)]);
    expect(text.match(/\d+\.\d\d+/g)).toBeNull();
    expect(text).toMatch(/<text class="t"[^>]*>a{5,15}…a{5,15}<\/text>/);
  });

  test("is the same each time", () => {
    const boxes = [box(), box(0), box(0), box(1, 2)];
    expect(draw(boxes)).toBe(draw(boxes));
  });
});
