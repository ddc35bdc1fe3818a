import { Button } from '@mantine/core';
import type { ProfileView } from '../../../shared/domain/promotion.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { KindMark } from './kind-mark.tsx';
import classes from './profiles.module.css';

/** Opens a profile in its own window, or brings the one that has it to the front; says so either way. */
export async function openProfile(name: string): Promise<boolean> {
  const answer = await ask('profiles:open', { name });
  if (answer.ok) tellDone(t('profiles.opening', { name }));
  else tellFailure(answer.error.message);
  return answer.ok;
}

function Facts({ profile }: { readonly profile: ProfileView }) {
  const { connectwise, fieldnation, started, problem } = profile;
  if (problem !== '')
    return (
      <div className={classes.problem}>
        <ToneIcon tone="error" />
        <span>{problem}</span>
      </div>
    );
  if (connectwise === '' && fieldnation === '') return <div className={classes.facts}>{t('profiles.empty')}</div>;
  return (
    <div className={classes.facts}>
      {connectwise !== '' && <span>{t('profiles.connectwise', { name: connectwise })}</span>}
      {fieldnation !== '' && <span>{t('profiles.fieldnation', { name: fieldnation })}</span>}
      <span>{started ? t('profiles.started') : t('profiles.notStarted')}</span>
    </div>
  );
}

/** One row a profile: its mark, what it talks to, and what can be done with it from here. */
export function ProfileList({
  profiles,
  onBringIn,
}: {
  readonly profiles: readonly ProfileView[];
  readonly onBringIn: (name: string) => void;
}) {
  return (
    <ul className={classes.profiles} aria-label={t('profiles.list')}>
      {profiles.map((profile) => {
        const { name, current, running, problem, connectwise, fieldnation } = profile;
        const isSetUp = problem === '' && (connectwise !== '' || fieldnation !== '');
        return (
          <li key={name} className={classes.profile} data-current={current || undefined}>
            <div className={classes.words}>
              <div className={classes.head}>
                <span className={classes.name}>{name}</span>
                <KindMark kind={profile.kind} />
                {current && <span className={classes.state}>{t('profiles.this')}</span>}
                {!current && running && <span className={classes.state}>{t('profiles.running')}</span>}
              </div>
              <Facts profile={profile} />
            </div>
            {!current && (
              <div className={classes.acts}>
                {isSetUp && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('profiles.bringInOf', { name })}
                    onClick={() => onBringIn(name)}
                  >
                    {t('profiles.bringIn')}
                  </Button>
                )}
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t(running ? 'profiles.frontOf' : 'profiles.openOf', { name })}
                  onClick={() => void openProfile(name)}
                >
                  {running ? t('profiles.front') : t('profiles.open')}
                </Button>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
