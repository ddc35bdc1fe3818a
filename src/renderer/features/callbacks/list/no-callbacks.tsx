import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { go } from '../../../stores/nav-store.ts';
import { EmptyPage } from '../../../ui/page-state.tsx';
import { registerCallback } from '../wizard/wizard-store.ts';
import classes from './list.module.css';

/** Nothing is registered: what callbacks are for, what happens without them, and the next step. */
export function NoCallbacks({ list: { triggerBoard, address } }: { readonly list: CallbackList }) {
  const poll = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  const text = t('callbacks.noneText', { n: poll });
  return (
    <EmptyPage
      icon={<IconPlugConnected size={36} stroke={1.4} aria-hidden />}
      title={t('callbacks.noneTitle')}
      text={triggerBoard === null ? text : `${text} ${t('callbacks.noneBoard', { board: triggerBoard.name })}`}
    >
      <div className={classes.emptyButtons}>
        <Button aria-keyshortcuts="N" data-register onClick={() => registerCallback()}>
          {t('callbacks.register')}
        </Button>
        {address === null && (
          <Button variant="default" onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}>
            {t('callbacks.openTunnel')}
          </Button>
        )}
      </div>
    </EmptyPage>
  );
}
