/** A PNG tile of the picture; position and size in percent of the picture. */
export interface Tile {
  png: Blob;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Reads the tiles of a picture as the core sends them: the side of a square, then lengths and PNGs. */
export function tiles(bytes: ArrayBuffer, width: number, height: number): Tile[] {
  const numbers = new DataView(bytes);
  const side = numbers.getUint32(0, true);
  const all: Tile[] = [];
  let at = 4;
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const length = numbers.getUint32(at, true);
      all.push({
        png: new Blob([new Uint8Array(bytes, at + 4, length)], { type: 'image/png' }),
        left: (left / width) * 100,
        top: (top / height) * 100,
        width: (Math.min(side, width - left) / width) * 100,
        height: (Math.min(side, height - top) / height) * 100,
      });
      at += 4 + length;
    }
  }
  return all;
}
