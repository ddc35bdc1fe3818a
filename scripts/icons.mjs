// Draws the app icon and the tray states as PNG files. Run after changing a shape: `node scripts/icons.mjs`.
// The pictures are committed; this file is their source. No drawing library: shapes are tested per sub-pixel.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'resources');
const indigo = [66, 82, 214];
const white = [255, 255, 255];

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

/**
 * The tray's three designs of one drawing. `light` and `dark` are for panels of that kind, and either can be seen on the other:
 * a system may not say which kind its panel is. `template` is what macOS colours itself: black, its state cut out of it.
 */
const trayDesigns = {
  light: {
    tile: [66, 82, 214],
    still: [98, 104, 118],
    glyph: white,
    sign: white,
    working: [30, 118, 222],
    quiet: [104, 112, 126],
    attention: [214, 122, 0],
    error: [201, 36, 36],
    sandbox: [130, 60, 220],
    staging: [214, 122, 0],
  },
  dark: {
    tile: [139, 155, 255],
    still: [164, 171, 184],
    glyph: [16, 18, 26],
    sign: [16, 18, 26],
    working: [116, 192, 252],
    quiet: [190, 197, 208],
    attention: [255, 190, 66],
    error: [255, 122, 112],
    sandbox: [203, 166, 255],
    staging: [255, 190, 66],
  },
};

const edge = 1 / 16;

/** The bridge for the tray: thick, on whole pixels at 16. Without a tile it is the drawing itself. */
function trayBridge(tile, glyph) {
  const stroke = 2 * edge;
  return [
    ...(tile === null ? [] : [{ inside: roundedBox(0, 0, 1, 1, 3 * edge), colour: tile }]),
    { inside: roundedBox(4 * edge, 3 * edge, 6 * edge, 13 * edge, 0), colour: glyph },
    { inside: roundedBox(10 * edge, 3 * edge, 12 * edge, 13 * edge, 0), colour: glyph },
    { inside: roundedBox(1.5 * edge, 9 * edge, 14.5 * edge, 11 * edge, 0), colour: glyph },
    { inside: cable(5 * edge, 11 * edge, 4 * edge, 7.4 * edge, stroke * 0.75), colour: glyph },
    { inside: line(4.6 * edge, 4 * edge, 1.8 * edge, 8.4 * edge, stroke * 0.75), colour: glyph },
    { inside: line(11.4 * edge, 4 * edge, 14.2 * edge, 8.4 * edge, stroke * 0.75), colour: glyph },
  ];
}

/** A state's sign in the lower right corner, each of its own form, on a gap cut out of what is below. `sign: null` cuts out too. */
function traySign(state, colours) {
  const cut = (x0, y0, x1, y1) => ({
    inside: roundedBox(x0 * edge, y0 * edge, x1 * edge, y1 * edge, 1.5 * edge),
    colour: null,
  });
  const box = (x0, y0, x1, y1, colour) => ({
    inside: roundedBox(x0 * edge, y0 * edge, x1 * edge, y1 * edge, 0),
    colour,
  });
  const corners = (colour, ...at) => ({ inside: triangle(...at.map((one) => one * edge)), colour });
  const stroke = (ax, ay, bx, by, width, colour) => ({
    inside: line(ax * edge, ay * edge, bx * edge, by * edge, width * edge),
    colour,
  });
  switch (state) {
    case 'idle':
      return [];
    case 'syncing':
      // One arrow up, one down.
      return [
        cut(6, 6, 16, 16),
        corners(colours.working, 9, 7, 7, 11, 11, 11),
        box(8.25, 10.5, 9.75, 15, colours.working),
        corners(colours.working, 13.5, 16, 11.5, 12, 15.5, 12),
        box(12.75, 8, 14.25, 12.5, colours.working),
      ];
    case 'paused':
      return [cut(7, 7, 16, 16), box(8, 8, 11, 16, colours.quiet), box(13, 8, 16, 16, colours.quiet)];
    case 'offline':
      // Struck through from corner to corner.
      return [stroke(1, 15, 15, 1, 5, null), stroke(1, 15, 15, 1, 2.2, colours.quiet)];
    case 'attention':
      return [
        corners(null, 11, 3.5, 3.8, 17.6, 18.2, 17.6),
        corners(colours.attention, 11, 6, 6, 16, 16, 16),
        box(10.25, 9.5, 11.75, 13, colours.sign),
        box(10.25, 13.8, 11.75, 15.2, colours.sign),
      ];
    case 'error':
      return [
        { inside: disc(11 * edge, 11 * edge, 6 * edge), colour: null },
        { inside: disc(11 * edge, 11 * edge, 5 * edge), colour: colours.error },
        stroke(9, 9, 13, 13, 1.7, colours.sign),
        stroke(13, 9, 9, 13, 1.7, colours.sign),
      ];
    default:
      throw new Error(`No sign for ${state}`);
  }
}

/** In the upper left corner: a disc for a sandbox, a square for staging, nothing for production. */
function profileMark(kind, colours) {
  if (kind === 'sandbox') {
    return [
      { inside: disc(3 * edge, 3 * edge, 4.1 * edge), colour: null },
      { inside: disc(3 * edge, 3 * edge, 3 * edge), colour: colours.sandbox },
    ];
  }
  if (kind === 'staging') {
    return [
      { inside: roundedBox(0, 0, 6 * edge, 6 * edge, 0), colour: null },
      { inside: roundedBox(0, 0, 5 * edge, 5 * edge, 0), colour: colours.staging },
    ];
  }
  return [];
}

const black = [0, 0, 0];
const templateColours = {
  sign: null,
  working: black,
  quiet: black,
  attention: black,
  error: black,
  sandbox: black,
  staging: black,
};

function trayShapes(design, state, kind) {
  if (design === 'template')
    return [...trayBridge(null, black), ...traySign(state, templateColours), ...profileMark(kind, templateColours)];
  const colours = trayDesigns[design];
  const tile = state === 'paused' || state === 'offline' ? colours.still : colours.tile;
  return [...trayBridge(tile, colours.glyph), ...traySign(state, colours), ...profileMark(kind, colours)];
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
// Taskbar overlays of Windows: the same marks, alone.
for (const kind of ['sandbox', 'staging']) {
  const colours = trayDesigns.light;
  const shape =
    kind === 'sandbox'
      ? { inside: disc(0.5, 0.5, 0.42), colour: colours.sandbox }
      : { inside: roundedBox(0.12, 0.12, 0.88, 0.88, 0), colour: colours.staging };
  for (const [size, name] of [
    [16, `mark-${kind}.png`],
    [32, `mark-${kind}@2x.png`],
  ])
    writeFileSync(join(root, 'tray', name), png(paint([shape], size), size));
}
for (const design of ['light', 'dark', 'template']) {
  mkdirSync(join(root, 'tray', design), { recursive: true });
  for (const state of ['idle', 'syncing', 'paused', 'offline', 'attention', 'error']) {
    for (const kind of ['production', 'sandbox', 'staging']) {
      const shapes = trayShapes(design, state, kind);
      const name = kind === 'production' ? state : `${state}-${kind}`;
      writeFileSync(join(root, 'tray', design, `${name}.png`), png(paint(shapes, 16), 16));
      writeFileSync(join(root, 'tray', design, `${name}@2x.png`), png(paint(shapes, 32), 32));
    }
  }
}
console.log('Icons written to resources/icons and resources/tray.');
