import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { Loading } from '../../../ui/page-state.tsx';
import { useKeys } from '../../../ui/use-keys.ts';
import { readCallbacks, useCallbacks, useReadCallbacks } from '../callbacks-store.ts';
import { Wizard } from '../wizard/wizard.tsx';
import { registerCallback, useWizard } from '../wizard/wizard-store.ts';
import { BrokerChoice } from './broker-choice.tsx';
import { ConfirmDialog, type Question } from './confirm-dialog.tsx';
import { EntryGroup } from './entry-group.tsx';
import { callbackGroups, grouped } from './groups.ts';
import classes from './list.module.css';
import { NoCallbacks } from './no-callbacks.tsx';
import { StaleNote, UnreadCallbacks } from './unread-callbacks.tsx';

function Entries({ list, onAsk }: { readonly list: CallbackList; readonly onAsk: (question: Question) => void }) {
  const groups = grouped(list.entries);
  return callbackGroups.map((group) => (
    <EntryGroup key={group} group={group} entries={groups[group]} list={list} onAsk={onAsk} />
  ));
}

/** Everything that is registered, and the way to register more. */
function Registered({ list }: { readonly list: CallbackList }) {
  const error = useCallbacks((state) => state.error);
  const [question, setQuestion] = useState<Question | null>(null);
  if (list.entries.length === 0 && list.brokerCovers === null && error === null) return <NoCallbacks list={list} />;
  return (
    <div className={classes.page}>
      <div className={classes.leadLine}>
        <p className={classes.lead}>{t('callbacks.lead')}</p>
        <Button
          leftSection={<IconPlus size={15} aria-hidden />}
          aria-keyshortcuts="N"
          data-register
          onClick={() => registerCallback()}
        >
          {t('callbacks.register')}
        </Button>
      </div>
      {error !== null && <StaleNote error={error} onAgain={() => void readCallbacks()} />}
      <BrokerChoice list={list} onAsk={setQuestion} />
      <Entries list={list} onAsk={setQuestion} />
      <ConfirmDialog question={question} list={list} onClose={() => setQuestion(null)} />
    </div>
  );
}

/** After the wizard the keyboard goes on where it was opened. */
function useFocusAfterWizard(open: boolean): void {
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) document.querySelector<HTMLElement>('[data-register]')?.focus();
    was.current = open;
  }, [open]);
}

/** Not from behind a dialog. */
function openByKey(): void {
  if (document.querySelector('[role="dialog"]') === null) registerCallback();
}

/** Callbacks in ConnectWise: what is registered, as sentences; or the wizard while it is open. */
export function CallbacksTab() {
  const { list, error } = useCallbacks();
  const inWizard = useWizard(({ state }) => state !== null);
  useReadCallbacks();
  useFocusAfterWizard(inWizard);
  useKeys([['n', openByKey]]);
  if (inWizard) return <Wizard />;
  if (list !== undefined) return <Registered list={list} />;
  return error === null ? <Loading /> : <UnreadCallbacks error={error} onAgain={() => void readCallbacks()} />;
}
