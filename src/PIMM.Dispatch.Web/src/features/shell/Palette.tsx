import { Kbd, Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { setAppearance } from '../../ui/appearance';
import { UrgencyMark } from '../../ui/Urgency';
import { patientName } from '../../ui/names';
import { plain } from '../../ui/plain';
import { changeSound, useAlerting } from '../notices/alerting';
import type { PageId } from '../session/useSession';
import styles from './Palette.module.css';

interface Entry {
  readonly id: string;
  readonly group: string;
  readonly text: string;
  readonly mark?: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

/** More would be scrolled past, not read. */
const caseEntryCountMax = 8;

interface PaletteProps {
  opened: boolean;
  close: () => void;
  pages: readonly PageId[];
  openHelp: () => void;
}

export function Palette(props: PaletteProps) {
  const t = useText();
  return (
    <Modal
      opened={props.opened}
      onClose={props.close}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      aria-label={t('keys.palette')}>
      {props.opened && <PaletteBody {...props} />}
    </Modal>
  );
}

function PaletteBody(props: PaletteProps) {
  const t = useText();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(props, text);
  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    props.close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((before) => (before + step + entries.length) % Math.max(entries.length, 1));
    else if (event.key === 'Enter') run(entries[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['body']} onKeyDown={onKeyDown} data-testid="palette">
      <TextInput
        variant="unstyled"
        size="lg"
        placeholder={t('palette.placeholder')}
        value={text}
        data-autofocus
        leftSection={<IconSearch size={18} />}
        aria-label={t('palette.placeholder')}
        data-testid="palette-input"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries[at]?.id}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <ul id="palette-list" role="listbox" className={styles['list']}>
        {entries.length === 0 && <li className={styles['nothing']}>{t('palette.nothing')}</li>}
        {entries.map((one, index) => (
          <li key={one.id} role="presentation">
            {entries[index - 1]?.group !== one.group && <div className={styles['group']}>{one.group}</div>}
            <div
              id={one.id}
              role="option"
              aria-selected={index === at}
              className={styles['entry']}
              onClick={() => run(one)}
              onPointerMove={() => setAt(index)}
              data-testid="palette-entry">
              {one.mark}
              <span className="clip">{one.text}</span>
              {one.keys !== undefined && <Kbd size="xs">{one.keys}</Kbd>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useEntries({ pages, openHelp }: PaletteProps, text: string): readonly Entry[] {
  const t = useText();
  const navigate = useNavigate();
  const { feed } = useLinkView();
  const { settings } = useAlerting();
  const wanted = plain(text.trim());
  const paths = {
    worklist: '/liste',
    requests: '/demandes',
    wall: '/mur',
    roster: '/planning',
    rehearsal: '/rejouer',
  } as const;
  const keys: Partial<Record<PageId, string>> = {
    worklist: 'g l',
    requests: 'g d',
    wall: 'g m',
    roster: 'g p',
    rehearsal: 'g n',
  };
  const matches = (said: string) => plain(said).includes(wanted);
  const page = pages.map((one): Entry => ({
    id: `page-${one}`,
    group: t('palette.pages'),
    text: t(`rail.${one}`),
    ...(keys[one] === undefined ? {} : { keys: keys[one] }),
    run: () => void navigate({ to: paths[one] }),
  }));
  const actions: Entry[] = [
    { id: 'help', group: t('palette.actions'), text: t('top.shortcuts'), keys: '?', run: openHelp },
    ...(['dark', 'dim', 'light'] as const).map((one): Entry => ({
      id: one,
      group: t('palette.actions'),
      text: `${t('top.appearance')} : ${t(`top.${one}`)}`,
      run: () => setAppearance(one),
    })),
    {
      id: 'mute',
      group: t('palette.actions'),
      text: settings.muted ? t('notices.unmute') : t('notices.mute'),
      run: () => changeSound({ muted: !settings.muted }),
    },
  ];
  const cases =
    wanted === ''
      ? []
      : [...feed.cases.values()].map((one): Entry => ({
          id: `case-${one.sequence}`,
          group: t('palette.cases'),
          mark: <UrgencyMark urgency={one.urgency} />,
          text: [patientName(one.patient), one.exam.description, one.establishmentName, one.accessionNumber]
            .filter((part) => part != null && part !== '')
            .join(' · '),
          run: () =>
            void navigate({
              to: pages.includes('worklist') ? '/liste' : '/demandes',
              search: (before) => ({ ...before, cas: one.id }),
            }),
        }));
  return [
    ...page.filter((one) => matches(one.text)),
    ...cases.filter((one) => matches(one.text)).slice(0, caseEntryCountMax),
    ...actions.filter((one) => matches(one.text)),
  ];
}
