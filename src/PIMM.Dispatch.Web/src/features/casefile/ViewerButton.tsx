import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconChevronDown, IconCopy, IconPhoto, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { readSetting, writeSetting } from '../../ui/settings';
import { toast } from '../../ui/toast';
import { ImageCount } from '../worklist/ImageCount';
import { useViewer, viewerSetting } from './useViewer';

export function ViewerButton({ one }: { one: CaseDto }) {
  const t = useText();
  const openViewer = useViewer();
  const [editing, setEditing] = useState(false);
  const none = one.studyInstanceUid == null;
  const copy = () => {
    void navigator.clipboard
      .writeText(one.studyInstanceUid ?? '')
      .then(() => toast('done', t('viewer.copied')));
  };
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        variant="default"
        flex={1}
        leftSection={<IconPhoto size={17} />}
        disabled={none}
        onClick={() => openViewer(one)}
        data-testid="open-images"
        rightSection={
          none ? null : (
            <span className="dim tabular">
              <ImageCount one={one} />
            </span>
          )
        }
        styles={{ root: { borderTopRightRadius: 0, borderBottomRightRadius: 0 } }}>
        {none ? t('viewer.none') : t('viewer.open')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('viewer.choose')}
            data-testid="viewer-menu"
            styles={{ root: { borderTopLeftRadius: 0, borderBottomLeftRadius: 0, borderLeft: 0 } }}>
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={copy}
            disabled={none}
            data-testid="copy-uid">
            {t('viewer.copyUid')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={16} />}
            onClick={() => setEditing(true)}
            data-testid="viewer-settings">
            {t('viewer.settings')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TemplateDialog opened={editing} close={() => setEditing(false)} />
    </Group>
  );
}

function TemplateDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText();
  const [template, setTemplate] = useState(readSetting(viewerSetting) ?? '');
  const save = () => {
    writeSetting(viewerSetting, template.trim() === '' ? null : template.trim());
    close();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('viewer.template')}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <TextInput
        value={template}
        onChange={(event) => setTemplate(event.currentTarget.value)}
        data-autofocus
        placeholder="https://pacs.exemple/viewer?StudyInstanceUIDs={study}"
        description={t('viewer.templateHint')}
        aria-label={t('viewer.template')}
        data-testid="viewer-template"
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button onClick={save} data-testid="viewer-save">
          {t('viewer.save')}
        </Button>
      </Group>
    </Modal>
  );
}
