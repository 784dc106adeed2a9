import type { NoticeKind } from '../../contracts/notices';
import type { NoticeDto } from '../../contracts/wire';

/** One tone of a sound: when (s after the start), how long (s), at which pitch (Hz), how loud (0..1). */
export interface Tone {
  readonly at: number;
  readonly lasts: number;
  readonly pitch: number;
  readonly gain: number;
  readonly shape: OscillatorType;
}

export type SoundId = 'chime' | 'double' | 'drop' | 'horn';

export const soundIds: readonly SoundId[] = ['chime', 'double', 'drop', 'horn'];

const tone = (
  at: number,
  lasts: number,
  pitch: number,
  gain: number,
  shape: OscillatorType = 'sine',
): Tone => ({ at, lasts, pitch, gain, shape });

const sounds: Record<SoundId, readonly Tone[]> = {
  chime: [tone(0, 0.55, 659, 0.6), tone(0.16, 0.7, 988, 0.5)],
  double: [tone(0, 0.12, 880, 0.55, 'triangle'), tone(0.2, 0.12, 880, 0.55, 'triangle')],
  drop: [tone(0, 0.09, 1175, 0.6), tone(0.09, 0.28, 784, 0.5)],
  horn: [tone(0, 0.5, 294, 0.6, 'triangle'), tone(0, 0.5, 440, 0.35, 'triangle')],
};

/** Three rising tones, twice: never a choice, so that everybody in the room knows what it means. */
const vitalSound: readonly Tone[] = [0, 0.75].flatMap((start) => [
  tone(start, 0.16, 698, 0.8, 'square'),
  tone(start + 0.18, 0.16, 880, 0.8, 'square'),
  tone(start + 0.36, 0.26, 1109, 0.8, 'square'),
]);

/** What asks for an ear. The rest is for the eye: an alarm that is not needed teaches to ignore alarms. */
const ringing: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'case-assigned',
  'deadline-imminent',
  'deadline-breached',
  'critical-result',
  'no-reader',
  'acknowledgement-overdue',
  'case-returned',
  'handover-offered',
  'escalated',
  'acknowledgement-expired',
  'handover-unanswered',
  'request-received',
  'duty-soon',
  'critical-unheard',
]);

export interface SoundSettings {
  readonly sound: SoundId;
  /** 0..1 */
  readonly volume: number;
  readonly muted: boolean;
}

export const usualSound: SoundSettings = { sound: 'chime', volume: 0.7, muted: false };

/** The tones for a notice, or none: muted, or nothing that needs an ear. */
export function tonesFor(
  notice: Pick<NoticeDto, 'kind' | 'urgency'>,
  settings: SoundSettings,
): readonly Tone[] {
  if (settings.muted || !ringing.has(notice.kind)) return [];
  return notice.urgency === 'vital' ? vitalSound : sounds[settings.sound];
}

export function tonesOf(sound: SoundId | 'vital'): readonly Tone[] {
  return sound === 'vital' ? vitalSound : sounds[sound];
}

export function parseSoundSettings(text: string | null): SoundSettings {
  const [sound, volume, muted] = (text ?? '').split(' ');
  const known = soundIds.find((one) => one === sound);
  const loud = Number(volume);
  if (known === undefined || Number.isNaN(loud)) return usualSound;
  return { sound: known, volume: Math.min(1, Math.max(0, loud)), muted: muted === 'muted' };
}

export function writeSoundSettings(settings: SoundSettings): string {
  return `${settings.sound} ${settings.volume} ${settings.muted ? 'muted' : 'loud'}`;
}
