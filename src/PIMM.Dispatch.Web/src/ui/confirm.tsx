import { Button, Group, Modal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useText } from '../texts/TextScope';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly answer: (yes: boolean) => void;
}

let question: Question | null = null;
const watchers = new Set<() => void>();

/** Asks the person; a second question while one stands answers the first with no. */
export function confirm(title: string, text: string, yes: string): Promise<boolean> {
  question?.answer(false);
  return new Promise((resolve) => {
    show({
      title,
      text,
      yes,
      answer: (said) => {
        show(null);
        resolve(said);
      },
    });
  });
}

function show(next: Question | null): void {
  question = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function ConfirmDialog() {
  const t = useText();
  const asked = useSyncExternalStore(subscribe, () => question);
  return (
    <Modal
      opened={asked !== null}
      onClose={() => asked?.answer(false)}
      title={asked?.title}
      size="md"
      zIndex={450}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <Text size="sm" data-testid="confirm">
        {asked?.text}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => asked?.answer(false)} data-testid="confirm-no">
          {t('cancelButton')}
        </Button>
        <Button data-autofocus onClick={() => asked?.answer(true)} data-testid="confirm-yes">
          {asked?.yes}
        </Button>
      </Group>
    </Modal>
  );
}
