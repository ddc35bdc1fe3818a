import { Fragment } from 'react';
import type { ExampleResult } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { isEmptyValue, showValue } from '../../../ui/value.ts';
import { BeforeAfter } from '../versions/before-after.tsx';
import classes from './examples.module.css';

/** What an example should give and what it gives now, rule by rule. */
export function ExampleDifferences({
  name,
  differences,
}: {
  readonly name: string;
  readonly differences: ExampleResult['differences'];
}) {
  return (
    <table className={classes.differences}>
      <caption className="unseen">{t('examples.differences', { name })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('examples.rule')}</th>
          <th scope="col">{t('examples.expected')}</th>
          <th scope="col">{t('examples.got')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ ruleId, label, expected, got, message }, index) => (
          <Fragment key={`${ruleId}-${String(index)}`}>
            <tr>
              <th scope="row">{label}</th>
              <BeforeAfter
                before={showValue(expected)}
                after={showValue(got)}
                absent={[isEmptyValue(expected), isEmptyValue(got)]}
              />
            </tr>
            {message !== '' && (
              <tr>
                <td colSpan={3} className={classes.message}>
                  {message}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
