import type { Tone } from './sounds';

/** Attack and release of a tone, in seconds: without them a speaker clicks. */
const edgeSeconds = 0.012;

/** A full-scale square wave is painful; this is the loudest that the volume slider gives. */
const gainMax = 0.35;

let context: AudioContext | null = null;

/** Plays the tones; false when the browser still waits for a gesture of the person. */
export function play(tones: readonly Tone[], volume: number): boolean {
  if (tones.length === 0 || typeof AudioContext === 'undefined') return true;
  context ??= new AudioContext();
  if (context.state !== 'running') return false;
  const start = context.currentTime + edgeSeconds;
  for (const one of tones) schedule(context, one, start, volume);
  return true;
}

/** To be called from a gesture: browsers let a page sound only after one. */
export async function unlockSound(): Promise<boolean> {
  if (typeof AudioContext === 'undefined') return false;
  context ??= new AudioContext();
  await context.resume();
  return context.state === 'running';
}

function schedule(audio: AudioContext, one: Tone, start: number, volume: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const from = start + one.at;
  const to = from + one.lasts;
  oscillator.type = one.shape;
  oscillator.frequency.value = one.pitch;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(one.gain * volume * gainMax, from + edgeSeconds);
  gain.gain.exponentialRampToValueAtTime(0.001, to);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(to + edgeSeconds);
}
