// Draws the app icon and the tray states as PNG files. Run after changing a shape: `node scripts/icons.mjs`.
// The pictures are committed; this file is their source. No drawing library: shapes are tested per sub-pixel.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'resources');
const indigo = [66, 82, 214];
const grey = [112, 118, 130];
const white = [255, 255, 255];
const blue = [34, 139, 230];
const amber = [240, 140, 0];
const red = [224, 49, 49];
const slate = [73, 80, 87];

// All shapes live in a unit square, y downwards. A shape answers whether a point is inside.
const roundedBox = (x0, y0, x1, y1, radius) => (x, y) => {
  const dx = Math.max(x0 + radius - x, 0, x - (x1 - radius));
  const dy = Math.max(y0 + radius - y, 0, y - (y1 - radius));
  return x >= x0 && x <= x1 && y >= y0 && y <= y1 && dx * dx + dy * dy <= radius * radius;
};
const disc = (cx, cy, radius) => (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius;
const line = (ax, ay, bx, by, width) => (x, y) => {
  const along = Math.min(
    1,
    Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
  );
  return (x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2 <= (width / 2) ** 2;
};
const triangle = (ax, ay, bx, by, cx, cy) => (x, y) => {
  const side = (px, py, qx, qy) => (x - qx) * (py - qy) - (px - qx) * (y - qy);
  const values = [side(ax, ay, bx, by), side(bx, by, cx, cy), side(cx, cy, ax, ay)];
  return values.every((value) => value >= 0) || values.every((value) => value <= 0);
};
/** The cable between the towers: a parabola band from (x0, top) over its lowest point in the middle to (x1, top). */
const cable = (x0, x1, top, low, width) => (x, y) => {
  if (x < x0 || x > x1) return false;
  const t = (2 * (x - x0)) / (x1 - x0) - 1;
  const slope = (4 * (low - top) * t) / (x1 - x0);
  return Math.abs(y - (low - (low - top) * t * t)) <= (width / 2) * Math.sqrt(1 + slope * slope);
};

/** The bridge: two towers, a deck, a cable. Small sizes get thicker strokes. */
function bridge(colour, small) {
  const stroke = small ? 0.125 : 0.075;
  return [
    { inside: roundedBox(0.02, 0.02, 0.98, 0.98, small ? 0.2 : 0.22), colour },
    { inside: line(0.29, 0.27, 0.29, 0.75, stroke), colour: white },
    { inside: line(0.71, 0.27, 0.71, 0.75, stroke), colour: white },
    { inside: line(0.16, 0.64, 0.84, 0.64, stroke), colour: white },
    ...(small ? [] : [{ inside: line(0.5, 0.5, 0.5, 0.64, 0.04), colour: white }]),
    ...(small ? [] : [{ inside: line(0.4, 0.46, 0.4, 0.64, 0.04), colour: white }]),
    ...(small ? [] : [{ inside: line(0.6, 0.46, 0.6, 0.64, 0.04), colour: white }]),
    { inside: cable(0.29, 0.71, 0.32, 0.5, stroke * 0.8), colour: white },
    { inside: line(0.29, 0.29, 0.15, 0.5, stroke * 0.8), colour: white },
    { inside: line(0.71, 0.29, 0.85, 0.5, stroke * 0.8), colour: white },
  ];
}

/** A badge in the lower right corner: state by form as well as by colour, on a gap cut out of the tile. */
function badge(form) {
  const [cx, cy, r] = [0.72, 0.72, 0.26];
  const gap = { inside: disc(cx, cy, r + 0.06), colour: null };
  switch (form) {
    case 'none':
      return [];
    case 'syncing':
      return [
        gap,
        { inside: disc(cx, cy, r), colour: blue },
        { inside: triangle(0.62, 0.58, 0.62, 0.86, 0.88, 0.72), colour: white },
      ];
    case 'paused':
      return [
        gap,
        { inside: disc(cx, cy, r), colour: slate },
        { inside: roundedBox(0.61, 0.58, 0.68, 0.86, 0), colour: white },
        { inside: roundedBox(0.76, 0.58, 0.83, 0.86, 0), colour: white },
      ];
    case 'offline':
      return [gap, { inside: disc(cx, cy, r), colour: slate }, { inside: disc(cx, cy, r - 0.11), colour: null }];
    case 'attention':
      return [
        { inside: triangle(cx, 0.36, 1.04, 1.02, 0.4, 1.02), colour: null },
        { inside: triangle(cx, 0.45, 0.98, 0.98, 0.46, 0.98), colour: amber },
        { inside: roundedBox(0.685, 0.62, 0.755, 0.81, 0), colour: white },
        { inside: roundedBox(0.685, 0.86, 0.755, 0.93, 0), colour: white },
      ];
    case 'error':
      return [
        gap,
        { inside: disc(cx, cy, r), colour: red },
        { inside: line(0.62, 0.62, 0.82, 0.82, 0.09), colour: white },
        { inside: line(0.82, 0.62, 0.62, 0.82, 0.09), colour: white },
      ];
    default:
      throw new Error(`No badge called ${form}`);
  }
}

/** Paints shapes in order with 8 x 8 samples a pixel; `colour: null` cuts a hole. Returns RGBA rows. */
function paint(shapes, size) {
  const samples = 8;
  const pixels = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0];
      for (let index = 0; index < samples * samples; index += 1) {
        const x = (column + ((index % samples) + 0.5) / samples) / size;
        const y = (row + (Math.floor(index / samples) + 0.5) / samples) / size;
        const top = shapes.findLast((shape) => shape.inside(x, y));
        if (!top?.colour) continue;
        for (let channel = 0; channel < 3; channel += 1) sum[channel] += top.colour[channel];
        sum[3] += 1;
      }
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        pixels[at + channel] = sum[3] ? Math.round(sum[channel] / sum[3]) : 0;
      pixels[at + 3] = Math.round((sum[3] / (samples * samples)) * 255);
    }
  }
  return pixels;
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}
function png(pixels, size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const raw = Buffer.alloc((size * 4 + 1) * size);
  for (let row = 0; row < size; row += 1)
    pixels.copy(raw, row * (size * 4 + 1) + 1, row * size * 4, (row + 1) * size * 4);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Windows icon file holding PNGs. */
function ico(images) {
  const directory = Buffer.alloc(6 + images.length * 16);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  images.forEach(({ size, data }, index) => {
    const at = 6 + index * 16;
    directory.writeUInt8(size >= 256 ? 0 : size, at);
    directory.writeUInt8(size >= 256 ? 0 : size, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(data.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([directory, ...images.map(({ data }) => data)]);
}

mkdirSync(join(root, 'icons'), { recursive: true });
mkdirSync(join(root, 'tray'), { recursive: true });
const appIcons = [16, 32, 48, 64, 128, 256, 512].map((size) => ({
  size,
  data: png(paint(bridge(indigo, size <= 32), size), size),
}));
for (const { size, data } of appIcons) writeFileSync(join(root, 'icons', `${size}x${size}.png`), data);
writeFileSync(join(root, 'icons', 'icon.png'), appIcons.at(-1).data);
writeFileSync(join(root, 'icons', 'icon.ico'), ico(appIcons.filter(({ size }) => size <= 256)));
for (const state of ['idle', 'syncing', 'paused', 'offline', 'attention', 'error']) {
  const tile = state === 'paused' || state === 'offline' ? grey : indigo;
  const shapes = [...bridge(tile, true), ...badge(state === 'idle' ? 'none' : state)];
  writeFileSync(join(root, 'tray', `${state}.png`), png(paint(shapes, 16), 16));
  writeFileSync(join(root, 'tray', `${state}@2x.png`), png(paint(shapes, 32), 32));
}
console.log('Icons written to resources/icons and resources/tray.');
