import { describe, expect, it } from 'vitest';
import { deviceName, pushBody } from './push';

describe('a subscription', () => {
  it('is sent with its keys under our names', () => {
    expect(pushBody({ endpoint: 'https://push.example/1', keys: { p256dh: 'K', auth: 'S' } })).toEqual({
      endpoint: 'https://push.example/1',
      key: 'K',
      secret: 'S',
    });
  });

  it('without keys is no subscription', () => {
    expect(() => pushBody({ endpoint: 'https://push.example/1' })).toThrow();
  });
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/131 Safari/537.36 Edg/131', 'Edge – Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox – Linux'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/131 Mobile Safari/537.36', 'Chrome – Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1', 'Safari – iPhone'],
    ['something else', '–'],
  ])('%s is %s', (agent, name) => expect(deviceName(agent)).toBe(name));
});
