import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { profileKind, profilePattern } from '../../../shared/profile-kind.ts';
import { t } from '../../../shared/strings/t.ts';
import { KindMark } from './kind-mark.tsx';
import { openProfile } from './profile-list.tsx';
import classes from './profiles.module.css';

/** A name for a profile to be, and what the name will mean, before it is made. */
export function NewProfile({ taken, onMade }: { readonly taken: readonly string[]; readonly onMade: () => void }) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const isGood = profilePattern.test(name);
  const isTaken = taken.includes(name);
  const error = name === '' || (isGood && !isTaken) ? null : t(isGood ? 'profiles.nameTaken' : 'profiles.nameBad');

  async function make(): Promise<void> {
    setBusy(true);
    if (await openProfile(name)) {
      setName('');
      onMade();
    }
    setBusy(false);
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood && !isTaken && !busy) void make();
      }}
    >
      <TextInput
        className={classes.nameField ?? ''}
        label={t('profiles.name')}
        description={t('profiles.nameRule')}
        error={error}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.make}>
        <Button type="submit" variant="default" loading={busy} disabled={!isGood || isTaken}>
          {t('profiles.make')}
        </Button>
        <span className={classes.meaning} role="status">
          {isGood && !isTaken && (
            <>
              <KindMark kind={profileKind(name)} /> {t(`profiles.willBe.${profileKind(name)}`)}
            </>
          )}
        </span>
      </div>
    </form>
  );
}
