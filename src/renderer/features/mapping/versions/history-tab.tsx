import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../../ui/page-state.tsx';
import { ActivateDialog } from './activate-dialog.tsx';
import type { ActivationTarget } from './activation.ts';
import classes from './history.module.css';
import { VersionDetails } from './version-details.tsx';
import { VersionList } from './version-list.tsx';

/** Every version there was: who made it, when and why, what it changed, and the way back to it. */
export function HistoryTab() {
  const { value, error, again } = useAsked('mapping:versions', undefined, ['mapping', 'setup']);
  const [chosen, setChosen] = useState<number | null>(null);
  const [target, setTarget] = useState<ActivationTarget | null>(null);
  const [opened, setOpened] = useState(false);

  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const row = value.find(({ version }) => version === chosen) ?? value[0];
  if (row === undefined) return null;
  return (
    <div className={classes.page}>
      <p className={classes.lead}>{t('versions.lead')}</p>
      <div className={classes.columns}>
        <VersionList rows={value} chosen={row.version} onChoose={setChosen} />
        <VersionDetails
          row={row}
          rows={value}
          onRollBack={(mapping) => {
            setTarget({ mapping, version: row.version });
            setOpened(true);
          }}
        />
      </div>
      {target !== null && (
        <ActivateDialog
          opened={opened}
          target={target}
          onClose={() => {
            setOpened(false);
            again();
          }}
        />
      )}
    </div>
  );
}
