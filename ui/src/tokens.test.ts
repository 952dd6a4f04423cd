import { describe, expect, test } from 'vitest';
import css from './tokens.css?raw';

const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokens(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]));
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const SURFACES = ['page', 'surface', 'surface-sunken', 'surface-found', 'surface-quiet', 'surface-attention', 'surface-adverse', 'surface-selected'];
const LEAST: [text: string, on: string[], ratio: number][] = [
  ['text', SURFACES, 7],
  ['text-quiet', SURFACES, 4.5],
  ['accent', SURFACES, 4.5],
  ['attention', SURFACES, 4.5],
  ['adverse', SURFACES, 4.5],
  ['error', ['surface', 'page'], 4.5],
  ['on-accent', ['accent', 'accent-hover'], 4.5],
  ['line-strong', ['page', 'surface'], 3],
];

describe.each([
  ['light', tokens(light)],
  ['dark', tokens(dark)],
])('%s', (_theme, colours) => {
  test.each(LEAST.flatMap(([text, on, ratio]) => on.map((surface) => [text, surface, ratio] as const)))(
    '%s_on_%s_has_a_contrast_of_at_least_%d',
    (text, surface, ratio) => {
      expect(contrast(colours.get(text)!, colours.get(surface)!)).toBeGreaterThanOrEqual(ratio);
    },
  );

  test('the_same_colours_are_there_in_both_themes', () => {
    expect([...colours.keys()]).toEqual([...tokens(light).keys()]);
  });
});
