// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCase, instant } from '../hub/fixtures';
import { pageClock } from '../hub/pageClock';
import { Timer } from './Timer';

describe('a timer', () => {
  beforeEach(() => {
    // The browser believes that it is six hours later than it is.
    vi.useFakeTimers({ now: Date.parse(instant(46)) + 6 * 3_600_000 });
  });

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('counts down by the clock of the server and up once the target is missed', () => {
    pageClock.observe(instant(46));
    render(<Timer one={aCase({ dueAt: instant(47) })} />);
    const timer = screen.getByTestId('time-left');
    expect(timer.textContent).toBe('01:00');
    act(() => void vi.advanceTimersByTime(1_000));
    expect(timer.textContent).toBe('00:59');
    expect(timer.dataset['late']).toBe('false');
    act(() => void vi.advanceTimersByTime(62_000));
    expect(timer.textContent).toBe('+00:03');
    expect(timer.dataset['late']).toBe('true');
  });
});
