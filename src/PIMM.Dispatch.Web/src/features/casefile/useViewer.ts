import { useCallback } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { readSetting } from '../../ui/settings';
import { toast } from '../../ui/toast';
import { viewerLink } from './viewerLink';

export const viewerSetting = 'viewer';

/** Opens the images by the person's template; without one, copies the study's UID. */
export function useViewer(): (one: CaseDto) => void {
  const t = useText();
  return useCallback(
    (one) => {
      if (one.studyInstanceUid == null) return toast('refused', t('viewer.none'));
      const link = viewerLink(readSetting(viewerSetting) ?? '', one);
      if (link === null) {
        void navigator.clipboard
          .writeText(one.studyInstanceUid)
          .then(() => toast('done', t('viewer.noTemplate')));
        return;
      }
      // A viewer of the desktop (weasis:, …) takes over without leaving the page; a web viewer opens beside
      // it.
      if (/^(https?:|\/)/iu.test(link)) window.open(link, '_blank', 'noopener');
      else location.href = link;
    },
    [t],
  );
}
