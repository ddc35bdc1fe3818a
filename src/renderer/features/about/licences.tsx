import { Button, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import reading from '../../ui/reading.module.css';
import { SearchField } from '../../ui/search-field.tsx';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import classes from './about.module.css';
import { findParts } from './find-parts.ts';

type Loaded = { readonly text: string } | { readonly error: AppErrorInfo };

/** Licences of everything that is shipped: long, so read only when asked for, and searched. */
export function Licences() {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [typed, setTyped] = useState('');
  const text = loaded !== null && 'text' in loaded ? loaded.text : '';
  const parts = useMemo(() => findParts(text, typed), [text, typed]);
  const load = async (): Promise<void> => {
    const answer = await ask('app:licences', undefined);
    setLoaded(answer.ok ? { text: answer.value } : { error: answer.error });
  };
  return (
    <section className={reading.section} aria-labelledby="about-licences">
      <Title order={2} id="about-licences" mb={8}>
        {t('about.licences')}
      </Title>
      <SettingBox>
        <SettingRow
          title={t('about.licences')}
          help={loaded !== null && 'text' in loaded && text === '' ? t('about.noLicences') : t('about.licencesHelp')}
          control={
            loaded === null ? (
              <Button size="xs" variant="default" onClick={() => void load()}>
                {t('about.showLicences')}
              </Button>
            ) : undefined
          }
        >
          {loaded !== null && 'error' in loaded && (
            <ErrorNote error={loaded.error}>
              <Button size="xs" variant="default" onClick={() => void load()}>
                {t('action.retryLoad')}
              </Button>
            </ErrorNote>
          )}
          {text !== '' && (
            <div className={classes.licences}>
              <div className={classes.licencesHead}>
                <SearchField
                  label={t('about.licencesSearch')}
                  placeholder={t('about.licencesPlaceholder')}
                  clearLabel={t('action.clearSearch')}
                  text={typed}
                  onText={setTyped}
                />
                <span className="dim num" role="status">
                  {tn('about.licencesFound', parts.length)}
                </span>
              </div>
              {parts.length === 0 ? (
                <p className="dim">{t('about.licencesNone', { text: typed })}</p>
              ) : (
                // A field that is only read: it scrolls by keyboard, and nothing in it is interpreted.
                <textarea
                  className={classes.licencesText}
                  readOnly
                  aria-label={t('about.licences')}
                  value={parts.join(`\n\n${'-'.repeat(72)}\n\n`)}
                />
              )}
            </div>
          )}
        </SettingRow>
      </SettingBox>
    </section>
  );
}
