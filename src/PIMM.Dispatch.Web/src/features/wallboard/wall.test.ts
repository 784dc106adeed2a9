import { describe, expect, it } from 'vitest';
import { aCase, aReader, instant } from '../../hub/fixtures';
import {
  distanceOf,
  shareInTarget,
  siteShort,
  takeoverCase,
  wallFigures,
  wallPage,
  wallState,
  whoIsHere,
} from './wall';

const at = (minutes: number): number => Date.parse(instant(minutes));

describe('the age of the data', () => {
  it('frames the wall after thirty seconds and empties it after two minutes', () => {
    expect(wallState(29_999)).toBe('live');
    expect(wallState(30_000)).toBe('aging');
    expect(wallState(119_999)).toBe('aging');
    expect(wallState(120_000)).toBe('dead');
  });
});

describe('the figures', () => {
  it('count what waits for a reader, not what is being read', () => {
    const figures = wallFigures([
      aCase({ id: 'a' }),
      aCase({ id: 'b', status: 'offered' }),
      aCase({ id: 'c', status: 'accepted' }),
      aCase({ id: 'd', status: 'signed' }),
      aCase({ id: 'e', status: 'requested' }),
    ]);
    expect(figures.toRead).toBe(2);
    expect(figures.lines.map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('name the oldest emergency before anything that may wait', () => {
    const figures = wallFigures([
      aCase({ id: 'p', urgency: 'scheduled', clockStartedAt: instant(0) }),
      aCase({ id: 'u3', urgency: 'semi-urgent', clockStartedAt: instant(1) }),
      aCase({ id: 'u2', clockStartedAt: instant(9), dueAt: instant(54) }),
    ]);
    expect(figures.oldest).toBe(at(9));
    expect(figures.oldestTarget).toBe(45 * 60_000);
  });

  it('are empty on a quiet night', () => {
    expect(wallFigures([])).toEqual({
      toRead: 0,
      oldest: null,
      oldestTarget: null,
      lines: [],
      withoutReader: 0,
    });
  });

  it('count the cases without a reader', () => {
    expect(
      wallFigures([aCase({ noReader: true }), aCase({ id: 'b', noReader: true, status: 'signed' })])
        .withoutReader,
    ).toBe(1);
  });
});

describe('the lines', () => {
  const many = Array.from({ length: 20 }, (_, index) => index);
  it('stay when they fit on one page', () => {
    expect(wallPage(many.slice(0, 9), 25_000)).toEqual({ lines: many.slice(0, 9), page: 1, pages: 1 });
  });

  it('take turns every twenty seconds when they do not', () => {
    expect(wallPage(many, 0)).toMatchObject({ page: 1, pages: 3 });
    expect(wallPage(many, 20_000).lines).toEqual(many.slice(9, 18));
    expect(wallPage(many, 40_000).lines).toEqual(many.slice(18));
    expect(wallPage(many, 60_000).page).toBe(1);
  });
});

describe('the takeover', () => {
  const vital = aCase({ urgency: 'vital', imagesCompleteAt: instant(10) });
  it('lasts thirty seconds for a vital case that nobody has taken', () => {
    expect(takeoverCase([vital], at(10))).toBe(vital);
    expect(takeoverCase([vital], at(10) + 29_000)).toBe(vital);
    expect(takeoverCase([vital], at(10) + 30_000)).toBeNull();
  });

  it('ends when somebody takes it, and never comes for less', () => {
    expect(takeoverCase([{ ...vital, acceptedAt: instant(10) }], at(10))).toBeNull();
    expect(takeoverCase([{ ...vital, urgency: 'urgent' }], at(10))).toBeNull();
  });
});

describe('the rest', () => {
  it('shows those on duty, the free first, by name, without ranking', () => {
    const here = whoIsHere([
      aReader({ id: '1', name: 'Dr Bravo', presence: 'reading', loadMinutes: 1 }),
      aReader({ id: '2', name: 'Dr Alpha' }),
      aReader({ id: '3', name: 'Dr Charlie', onDuty: false }),
    ]);
    expect(here.map((one) => one.id)).toEqual(['2', '1']);
  });

  it('shortens sites by the territory, else by their name', () => {
    expect(
      siteShort(aCase(), [
        { id: 'denain', name: 'Denain', abbreviation: 'DEN', state: 'connected', host: false },
      ]),
    ).toBe('DEN');
    expect(siteShort(aCase(), [])).toBe('DEN');
  });

  it('never rounds a share up', () => {
    const share = (n: number, inTarget: number) =>
      shareInTarget({
        group: 'emergency',
        n,
        inTarget,
        meanMinutes: null,
        medianMinutes: null,
        p90Minutes: null,
      });
    expect(share(133, 125)).toBe(93);
    expect(share(1_000, 999)).toBe(99);
    expect(share(4, 4)).toBe(100);
    expect(share(0, 0)).toBeNull();
  });

  it('knows three distances', () => {
    expect([undefined, '3', '5', '7', '99'].map(distanceOf)).toEqual([5, 3, 5, 7, 5]);
  });
});
