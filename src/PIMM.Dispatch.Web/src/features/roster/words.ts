import type { TFunction } from 'i18next';
import type { DutyDto, RosterDto, SlotDto } from '../../contracts/roster';
import type { Block } from './grid';

/** Given by an act, or read by contract: two words for two things. */
export function providerWords(block: Block, t: TFunction): string {
  return block.slot !== null && block.slot.provider === null ? t('roster.contract') : t('roster.given');
}

/** Who answers for a block, for whoever does not see it. */
export function wordsOf(block: Block, t: TFunction): string {
  const names = block.duties.map((duty) => duty.readerName);
  switch (block.state) {
    case 'covered':
      return names.join(', ');
    case 'partial':
      return [names.join(', '), t('roster.partial')].join(' · ');
    case 'gap':
      return t('roster.gap');
    case 'external':
      return providerWords(block, t);
    case 'not-needed':
      return t('roster.notNeeded');
  }
}

export function isInConflict(duty: DutyDto, roster: RosterDto): boolean {
  return roster.conflicts.some((one) => one.duty === duty.id);
}

/** The provider that reads in a slot, by an act or by contract. */
export function providerOf(slot: SlotDto): string | null {
  return slot.provider ?? slot.spans.find((one) => one.source === 'external')?.by ?? null;
}
