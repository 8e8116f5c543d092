import { graphlib, layout } from "@dagrejs/dagre";
import { type Html, html } from "./html";

/** A box of a picture: what it is, and below it its name. */
export interface Drawn {
  readonly what: string;
  readonly name: string;
  /** Whether it belongs to something else. */
  readonly elsewhere: boolean;
  /** Places of the boxes before it. */
  readonly after: readonly number[];
}

/** Every box has the same size, so that no font is measured, and the picture is the same on all machines. */
const WIDTH = 196;
const HEIGHT = 44;
/** Of a letter, at the sizes of the style sheet. */
const LETTER = 7.25;
const SMALL_LETTER = 6.4;
const MARGIN = 2;
/** Between boxes beside each other, and below each other. */
const BESIDE = 14;
const GAP = 34;
/** What fits beside the contents on most screens, and on paper. */
const MOST_WIDTH = 1064;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Point[];
  readonly edges: readonly Edge[];
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
}

const ORIGIN: Point = { x: 0, y: 0 };

/** Draws pictures. Those of one shape are laid out once. */
export class Pictures {
  readonly #known = new Map<string, Layout>();

  /**
   * Draws boxes from the top to the bottom, as SVG.
   *
   * @param title what the picture shows
   * @param about the same order in words
   */
  draw(boxes: readonly Drawn[], title: string, about: string): Html {
    const shape = JSON.stringify(boxes.map(({ after }) => after));
    const found = this.#known.get(shape) ?? layoutOf(boxes);
    this.#known.set(shape, found);
    const { width, height } = found;
    return html`<svg role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${title}</title><desc>${about}</desc>${found.edges.map((one) => edge(one, found.boxes))}${boxes.map((box, at) => boxAt(box, found.boxes[at] ?? ORIGIN))}</svg>`;
  }
}

/** What hangs together is laid out alone, and stands beside what comes before it as long as there is room. */
function layoutOf(boxes: readonly Drawn[]): Layout {
  const places: Point[] = [];
  const edges: Edge[] = [];
  let [left, top, width, bottom] = [0, 0, 0, 0];
  for (const part of partsOf(boxes)) {
    const laid = layoutPart(part, boxes);
    if (left > 0 && left + laid.width > MOST_WIDTH) [left, top] = [0, bottom + GAP];
    const move = ({ x, y }: Point): Point => ({ x: x + left, y: y + top });
    for (const [index, at] of part.entries()) places[at] = move(laid.boxes[index] ?? ORIGIN);
    edges.push(...laid.edges.map((one) => ({ ...one, points: one.points.map(move) })));
    bottom = Math.max(bottom, top + laid.height);
    left += laid.width + BESIDE;
    width = Math.max(width, left - BESIDE);
  }
  return { width: Math.ceil(width), height: Math.ceil(bottom), boxes: places, edges };
}

/** Returns the places of boxes that hang together, by whatever way. */
function partsOf(boxes: readonly Drawn[]): number[][] {
  const part = boxes.map((_, at) => at);
  const first = (at: number): number => (part[at] === at ? at : first(part[at] ?? at));
  for (const [at, { after }] of boxes.entries()) {
    for (const other of after) {
      const [a, b] = [first(at), first(other)];
      part[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const parts = new Map<number, number[]>();
  for (const at of boxes.keys()) parts.set(first(at), [...(parts.get(first(at)) ?? []), at]);
  return [...parts.values()];
}

function layoutPart(part: readonly number[], boxes: readonly Drawn[]): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: BESIDE, ranksep: GAP, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const at of part) graph.setNode(String(at), { width: WIDTH, height: HEIGHT });
  for (const at of part) for (const other of boxes[at]?.after ?? []) graph.setEdge(String(other), String(at));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: part.map((at) => graph.node(String(at))),
    edges: graph.edges().map((one) => ({ from: Number(one.v), to: Number(one.w), points: graph.edge(one).points })),
  };
}

const round = (number: number): number => Math.round(number * 10) / 10;

/** A smooth line from the bottom of a box to the top of another, with the head of an arrow at its end. */
function edge({ from, to, points }: Edge, boxes: readonly Point[]): Html {
  const [start = ORIGIN, end = ORIGIN] = [boxes[from], boxes[to]];
  // with one rank between both, the point between says nothing
  const along = points.length > 3 ? points.slice(1, -1) : [];
  const way = [{ x: start.x, y: start.y + HEIGHT / 2 }, ...along, { x: end.x, y: end.y - HEIGHT / 2 }];
  const lines = way.slice(1).map((point, index) => {
    const { x, y } = way[index] ?? point;
    const middle = round((y + point.y) / 2);
    return `C${round(x)} ${middle} ${round(point.x)} ${middle} ${round(point.x)} ${round(point.y)}`;
  });
  const [x, top] = [round(end.x), round(end.y - HEIGHT / 2)];
  return html`<path class="e" d="M${round(start.x)} ${round(start.y + HEIGHT / 2)}${lines.join("")}"/><path class="h" d="M${x - 4} ${top - 7}L${x} ${top}L${x + 4} ${top - 7}"/>`;
}

function boxAt({ what, name, elsewhere }: Drawn, { x, y }: Point): Html {
  const [left, top] = [round(x - WIDTH / 2), round(y - HEIGHT / 2)];
  const inside = WIDTH - 20;
  return html`<g class="${elsewhere ? "b o" : "b"}"><rect x="${left}" y="${top}" width="${WIDTH}" height="${HEIGHT}" rx="3"/><text x="${left + 10}" y="${top + 18}">${cut(elsewhere ? `elsewhere: ${what}` : what, inside / SMALL_LETTER)}</text><text class="t" x="${left + 10}" y="${top + 35}">${cut(name, inside / LETTER)}</text></g>`;
}

/** Leaves out the middle of what does not fit. The table beside the picture has all of it. */
function cut(text: string, letters: number): string {
  const most = Math.floor(letters);
  const all = [...text];
  if (all.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${all.slice(0, most - 1 - end).join("")}…${all.slice(-end).join("")}`;
}
