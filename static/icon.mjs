// The mark as PNG, for the devices that the course is installed on: the drawing
// of src/mark.svg, on the ground that each kind of icon needs.
import { deflateSync } from "node:zlib";

const lane = [0xd8, 0xde, 0xe5];
const signal = [0xf2, 0xb1, 0x3c];
const ground = [0x12, 0x17, 0x1e];
const samples = 4; // a pixel's side

// near says whether a point is within half a width of a line with round ends.
const near = (x, y, [ax, ay, bx, by, width]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy) <= width / 2;
};
const corners = [[27, 19.4], [17.8, 20], [21.2, 11]];
const inTip = (x, y) => {
  const sides = corners.map(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % 3];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });
  return sides.every((s) => s === sides[0]);
};

// colour is that of a point of the mark, which is drawn on 32 by 32.
function colour(x, y) {
  if (Math.hypot(x - 5, y - 11) <= 4 || inTip(x, y) || near(x, y, [5, 11, 21, 17, 3.4])) return signal;
  if (near(x, y, [5, 4, 5, 28, 3]) || near(x, y, [27, 4, 27, 28, 3])) return lane;
  return ground;
}

// icon is a square PNG. The mark fills so much of it: a maskable icon keeps what
// matters within the circle that every device shows.
export function icon(side, share) {
  const rows = Buffer.alloc(side * (side * 3 + 1)); // each row behind a byte that names its filter: none
  const scale = 32 / (side * share);
  const middle = (side - side * share) / 2;
  for (let py = 0; py < side; py++) {
    for (let px = 0; px < side; px++) {
      const sum = [0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const x = (px + ((s % samples) + 0.5) / samples - middle) * scale;
        const y = (py + (Math.floor(s / samples) + 0.5) / samples - middle) * scale;
        colour(x, y).forEach((c, i) => (sum[i] += c));
      }
      sum.forEach((c, i) => (rows[py * (side * 3 + 1) + 1 + px * 3 + i] = Math.round(c / (samples * samples))));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8); // eight bits, red, green and blue
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

// crc32 is PNG's. Node has one of its own only from 20.15 on.
function crc32(bytes) {
  let crc = ~0;
  for (const b of bytes) {
    crc ^= b;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
