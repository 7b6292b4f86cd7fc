// Tests painter.ts on a stand-in for the CSS Custom Highlight API, and without it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPainter } from './painter';

class FakeHighlight extends Set<Range> {
  priority = 0;
}

afterEach(() => vi.unstubAllGlobals());

describe('with the API', () => {
  let registry: Map<string, FakeHighlight>;

  beforeEach(() => {
    registry = new Map();
    vi.stubGlobal('Highlight', FakeHighlight);
    vi.stubGlobal('CSS', { highlights: registry });
  });

  it('registers one object per layer, once, and only changes its members', () => {
    const set = vi.spyOn(registry, 'set');
    const painter = createPainter();
    const yellow = registry.get('palimpsest-yellow');
    const range = document.createRange();
    painter.paint('yellow', [range]);
    painter.paint('yellow', [document.createRange()]);
    painter.paint('yellow', [range]);
    createPainter().paint('yellow', [range]);
    expect(registry.get('palimpsest-yellow')).toBe(yellow);
    expect([...(yellow ?? [])]).toEqual([range]);
    expect(set).toHaveBeenCalledTimes(registry.size);
  });

  it('puts what is pointed at above the colours', () => {
    createPainter();
    const priority = (layer: string) => registry.get(`palimpsest-${layer}`)?.priority ?? -1;
    expect(priority('flash')).toBeGreaterThan(priority('active'));
    expect(priority('active')).toBeGreaterThan(priority('orange'));
    expect(priority('orange')).toBeGreaterThan(priority('yellow'));
  });

  it('adds every member again when it repaints', () => {
    const painter = createPainter();
    const ranges = [document.createRange(), document.createRange()];
    painter.paint('green', ranges);
    const green = registry.get('palimpsest-green') as FakeHighlight;
    const add = vi.spyOn(green, 'add');
    painter.repaint();
    expect(add).toHaveBeenCalledTimes(2);
    expect([...green]).toEqual(ranges);
    painter.clear();
    expect(green.size).toBe(0);
  });
});

describe('without the API', () => {
  it('says so and does nothing', () => {
    vi.stubGlobal('Highlight', undefined);
    vi.stubGlobal('CSS', {});
    const painter = createPainter();
    expect(painter.supported).toBe(false);
    expect(() => {
      painter.paint('yellow', [document.createRange()]);
      painter.repaint();
      painter.clear();
    }).not.toThrow();
  });
});
