import "./assert-node.ts";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "./png.ts";

/** The add-in's icons, drawn from shapes in a unit square and written to `assets/`. */

interface Point {
  readonly x: number;
  readonly y: number;
}
/** Signed distance to a shape's edge in the unit square, negative inside. */
type Shape = (point: Point) => number;
interface Layer {
  readonly shape: Shape;
  readonly colour: readonly [number, number, number];
}

const TEAL = [14, 116, 112] as const;
const WHITE = [255, 255, 255] as const;
/** The grey Outlook asks of icons on phones: #919191. */
const MOBILE_GREY = [145, 145, 145] as const;
const SAMPLES = 8;

function roundedBox(centre: Point, half: Point, radius: number): Shape {
  return ({ x, y }) => {
    const dx = Math.abs(x - centre.x) - half.x + radius;
    const dy = Math.abs(y - centre.y) - half.y + radius;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };
}

const disc =
  (centre: Point, radius: number): Shape =>
  ({ x, y }) =>
    Math.hypot(x - centre.x, y - centre.y) - radius;

/** A convex shape; its corners run clockwise on the screen. */
function polygon(corners: readonly Point[]): Shape {
  return ({ x, y }) => {
    let distance = -Infinity;
    corners.forEach((from, index) => {
      const to = corners[(index + 1) % corners.length] ?? from;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const side = (x - from.x) * (to.y - from.y) - (y - from.y) * (to.x - from.x);
      distance = Math.max(distance, side / length);
    });
    return distance;
  };
}

const union =
  (...shapes: readonly Shape[]): Shape =>
  (point) =>
    Math.min(...shapes.map((shape) => shape(point)));
const without =
  (shape: Shape, hole: Shape): Shape =>
  (point) =>
    Math.max(shape(point), -hole(point));
const grow =
  (shape: Shape, by: number): Shape =>
  (point) =>
    shape(point) - by;

/** A camera seen from the side: a body with a lens hood that widens to the right. */
function camera({ x, y }: Point, scale: number): Shape {
  const at = (dx: number, dy: number): Point => ({ x: x + dx * scale, y: y + dy * scale });
  const body = roundedBox(at(-0.14, 0), { x: 0.3 * scale, y: 0.27 * scale }, 0.08 * scale);
  const hood = polygon([at(0.23, -0.07), at(0.43, -0.21), at(0.43, 0.21), at(0.23, 0.07)]);
  return union(body, grow(hood, 0.02 * scale));
}

/** A cog wheel with eight teeth. */
function gear(centre: Point, radius: number): Shape {
  const tooth: Shape = ({ x, y }) => {
    const angle = Math.atan2(y - centre.y, x - centre.x);
    const step = Math.PI / 4;
    const turned = angle - Math.round(angle / step) * step;
    const distance = Math.hypot(x - centre.x, y - centre.y);
    const along = distance * Math.cos(turned) - radius * 0.85;
    const across = Math.abs(distance * Math.sin(turned)) - radius * 0.17;
    return Math.max(Math.abs(along) - radius * 0.15, across);
  };
  return without(union(disc(centre, radius * 0.78), tooth), disc(centre, radius * 0.33));
}

const CENTRE: Point = { x: 0.5, y: 0.5 };
const TILE = roundedBox(CENTRE, { x: 0.5, y: 0.5 }, 0.2);

/** A plus sign of straight bars. */
const plus = (centre: Point, half: number, thickness: number): Shape =>
  union(
    roundedBox(centre, { x: half, y: thickness / 2 }, 0),
    roundedBox(centre, { x: thickness / 2, y: half }, 0),
  );

const addLayers: readonly Layer[] = [
  { shape: TILE, colour: TEAL },
  {
    shape: without(camera({ x: 0.525, y: 0.5 }, 0.92), plus({ x: 0.396, y: 0.5 }, 0.155, 0.08)),
    colour: WHITE,
  },
];

const GEAR_CENTRE: Point = { x: 0.71, y: 0.71 };
const GEAR_RADIUS = 0.28;
const settingsLayers: readonly Layer[] = [
  {
    shape: without(camera({ x: 0.48, y: 0.38 }, 0.98), disc(GEAR_CENTRE, GEAR_RADIUS * 1.2)),
    colour: TEAL,
  },
  { shape: gear(GEAR_CENTRE, GEAR_RADIUS), colour: TEAL },
];

const mobileLayers: readonly Layer[] = [
  { shape: camera({ x: 0.5, y: 0.5 }, 1.02), colour: MOBILE_GREY },
];

/** Paints one pixel from many samples, so that edges are smooth at every size. */
function paintPixel(layers: readonly Layer[], size: number, column: number, row: number): number[] {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
    const point: Point = {
      x: (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size,
      y: (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size,
    };
    const top = layers.findLast(({ shape }) => shape(point) < 0);
    if (!top) continue;
    covered += 1;
    top.colour.forEach((value, channel) => (sum[channel] = (sum[channel] ?? 0) + value));
  }
  const colour = sum.map((value) => (covered === 0 ? 0 : Math.round(value / covered)));
  return [...colour, Math.round((covered / (SAMPLES * SAMPLES)) * 255)];
}

function draw(layers: readonly Layer[], size: number): Buffer {
  const rgba = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rgba.set(paintPixel(layers, size, column, row), (row * size + column) * 4);
    }
  }
  return encodePng(size, rgba);
}

const folder = join(import.meta.dirname, "../assets");
const write = (name: string, layers: readonly Layer[], size: number) => {
  writeFileSync(join(folder, `${name}.png`), draw(layers, size));
};

mkdirSync(folder, { recursive: true });
const ribbonSizes = [16, 20, 24, 32, 40, 48, 64, 80];
for (const size of [...ribbonSizes, 128]) write(`icon-${size}`, addLayers, size);
for (const size of ribbonSizes) write(`settings-${size}`, settingsLayers, size);
for (const size of [25, 32, 48]) {
  for (const scale of [1, 2, 3]) write(`mobile-${size}-${scale}x`, mobileLayers, size * scale);
}
