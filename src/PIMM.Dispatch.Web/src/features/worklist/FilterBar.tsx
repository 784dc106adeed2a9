import { ActionIcon, Button, CloseButton, MultiSelect, TextInput, Tooltip } from '@mantine/core';
import { IconAdjustments, IconEye, IconEyeOff, IconLink, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { toast } from '../../ui/toast';
import { urgencyOrder } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import { BatchAssign } from './BatchAssign';
import {
  addressOf,
  isFiltered,
  parseFilters,
  regionIds,
  specialtyIds,
  statusIds,
  tabIds,
  tabIsFor,
} from './filters';
import type { Filters } from './filters';
import styles from './FilterBar.module.css';
import type { Worklist } from './useWorklist';

/** A pause this long means that the word is typed. */
const searchDelayMilliseconds = 400;

interface FilterBarProps {
  list: Worklist;
  blurred: boolean;
  setBlurred: (blurred: boolean) => void;
}

export function FilterBar({ list, blurred, setBlurred }: FilterBarProps) {
  const t = useText();
  const [more, setMore] = useState(list.filters.regions.length + list.filters.readers.length > 0);
  const copy = () =>
    void navigator.clipboard.writeText(location.href).then(() => toast('done', t('list.copied')));
  return (
    <div className={styles['bar']}>
      <div className={styles['row']}>
        <Tabs list={list} />
        <div className={styles['tools']}>
          <Search list={list} />
          <Tooltip label={blurred ? t('list.unblur') : t('list.blur')}>
            <ActionIcon
              variant="default"
              size={34}
              onClick={() => setBlurred(!blurred)}
              aria-pressed={blurred}
              aria-label={t('list.blur')}
              data-testid="blur">
              {blurred ? <IconEyeOff size={17} /> : <IconEye size={17} />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('list.copyLink')}>
            <ActionIcon
              variant="default"
              size={34}
              onClick={copy}
              aria-label={t('list.copyLink')}
              data-testid="copy-link">
              <IconLink size={17} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <MainFilters list={list} more={more} setMore={setMore} />
      {more && <MoreFilters list={list} />}
    </div>
  );
}

function Tabs({ list }: { list: Worklist }) {
  const t = useText();
  const { session } = useHere();
  const shown = tabIds.filter((one) => tabIsFor(one, session));
  return (
    <div className={styles['tabs']} role="group" aria-label={t('list.title')}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={list.filters.tab === one}
          data-testid={`tab-${one}`}
          onClick={() => list.setFilters({ ...list.filters, tab: one })}>
          {t(`list.tabs.${one}`)}{' '}
          <span className="tabular" data-testid={`count-${one}`}>
            {list.counts[one]}
          </span>
        </button>
      ))}
    </div>
  );
}

function Search({ list }: { list: Worklist }) {
  const t = useText();
  const { filters, setFilters } = list;
  const [text, setText] = useState(filters.text);
  // The address may change elsewhere (a link, Back): the field follows it.
  useEffect(() => setText(filters.text), [filters.text]);
  useEffect(() => {
    if (text === filters.text) return;
    const timer = setTimeout(() => setFilters({ ...filters, text }), searchDelayMilliseconds);
    return () => clearTimeout(timer);
  }, [text, filters, setFilters]);
  return (
    <TextInput
      className={styles['search']}
      size="sm"
      placeholder={t('list.search')}
      aria-label={t('list.search')}
      value={text}
      leftSection={<IconSearch size={16} />}
      onChange={(event) => setText(event.currentTarget.value)}
      rightSection={
        text !== '' && <CloseButton size="sm" onClick={() => setText('')} aria-label={t('list.clear')} />
      }
      data-testid="search"
      title={t('list.searchShort')}
    />
  );
}

interface ManyProps<T extends string> {
  name: string;
  label: string;
  none: string;
  value: readonly T[];
  options: readonly { value: T; label: string }[];
  change: (value: readonly T[]) => void;
}

function Many<T extends string>({ name, label, none, value, options, change }: ManyProps<T>) {
  const t = useText();
  return (
    <div className={styles['filter']} data-active={value.length > 0}>
      <span aria-hidden>{label}</span>
      <MultiSelect
        size="xs"
        variant="unstyled"
        aria-label={label}
        placeholder={value.length === 0 ? none : ''}
        data={[...options]}
        value={[...value]}
        data-testid={`filter-${name}`}
        hidePickedOptions={false}
        clearable
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        clearButtonProps={{ 'aria-label': t('list.clear') }}
        onChange={(next) => change(options.map((one) => one.value).filter((one) => next.includes(one)))}
      />
    </div>
  );
}

interface MoreProps {
  list: Worklist;
  more: boolean;
  setMore: (more: boolean) => void;
}

function MainFilters({ list, more, setMore }: MoreProps) {
  const t = useText();
  const { territory } = useHere();
  const { filters, setFilters } = list;
  const set = (part: Partial<Filters>) => setFilters({ ...filters, ...part });
  const sites = territory.establishments.filter(
    (one) => one.state === 'connected' || filters.sites.includes(one.id),
  );
  return (
    <div className={styles['row']}>
      <Many
        name="site"
        label={t('list.site')}
        none={t('list.all')}
        value={filters.sites}
        change={(value) => set({ sites: value })}
        options={sites.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Many
        name="specialty"
        label={t('list.specialty')}
        none={t('list.allF')}
        value={filters.specialties}
        options={specialtyIds.map((one) => ({ value: one, label: t(`specialty.${one}`) }))}
        change={(value) => set({ specialties: value })}
      />
      <Many
        name="urgency"
        label={t('list.urgency')}
        none={t('list.allF')}
        value={filters.urgencies}
        options={urgencyOrder.map((one) => ({
          value: one,
          label: `${t(`urgency.${one}.letter`)} · ${t(`urgency.${one}.label`)}`,
        }))}
        change={(value) => set({ urgencies: value })}
      />
      <Many
        name="status"
        label={t('list.status')}
        none={t('list.all')}
        value={filters.statuses}
        options={statusIds.map((one) => ({ value: one, label: t(`status.${one}`) }))}
        change={(value) => set({ statuses: value })}
      />
      <FilterEnd list={list} more={more} setMore={setMore} />
    </div>
  );
}

function FilterEnd({ list, more, setMore }: MoreProps) {
  const t = useText();
  const { filters, setFilters } = list;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        color="gray"
        leftSection={<IconAdjustments size={16} />}
        aria-expanded={more}
        onClick={() => setMore(!more)}
        data-testid="more-filters"
        className={styles['more']}>
        {more ? t('list.fewerFilters') : t('list.moreFilters')}
      </Button>
      {isFiltered(filters) && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconX size={14} />}
          data-testid="clear-filters"
          onClick={() => setFilters(parseFilters({ onglet: addressOf(filters).onglet ?? '' }))}>
          {t('list.clear')}
        </Button>
      )}
      <BatchAssign list={list} />
      <span className={styles['count']} data-testid="row-count">
        {t('list.count', { count: list.rows.length })}
      </span>
    </>
  );
}

function MoreFilters({ list }: { list: Worklist }) {
  const t = useText();
  const { feed } = useLinkView();
  const { filters, setFilters } = list;
  const readers = [...feed.readers.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  return (
    <div className={styles['row']}>
      <Many
        name="region"
        label={t('list.region')}
        none={t('list.allF')}
        value={filters.regions}
        options={regionIds.map((one) => ({ value: one, label: t(`region.${one}`) }))}
        change={(value) => setFilters({ ...filters, regions: value })}
      />
      <Many
        name="reader"
        label={t('list.reader')}
        none={t('list.all')}
        value={filters.readers}
        options={readers.map((one) => ({ value: one.id, label: one.name }))}
        change={(value) => setFilters({ ...filters, readers: value })}
      />
    </div>
  );
}
