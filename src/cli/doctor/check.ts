/** One thing that was looked at. `skipped`: it could not be looked at because of another one. */
export interface Check {
  readonly area: 'runtime' | 'folder' | 'configuration' | 'secrets' | 'connectwise' | 'fieldnation' | 'callbacks';
  readonly state: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly message: string;
}

/** Makes the checks of one area. */
export function checksOf(area: Check['area']) {
  const make =
    (state: Check['state']) =>
    (message: string): Check => ({ area, state, message });
  return { ok: make('ok'), warning: make('warning'), problem: make('problem'), skipped: make('skipped') };
}

const titles: Readonly<Record<Check['area'], string>> = {
  runtime: 'Runtime',
  folder: 'Data folder',
  configuration: 'Configuration',
  secrets: 'Secrets',
  connectwise: 'ConnectWise',
  fieldnation: 'Field Nation',
  callbacks: 'Callbacks',
};

/** The checks as a person reads them, area by area, with a sum. */
export function checksText(checks: readonly Check[]): string {
  const areas = [...new Set(checks.map((check) => check.area))];
  const lines = areas.flatMap((area) => [
    titles[area],
    ...checks.filter((check) => check.area === area).map(({ state, message }) => `  ${state.padEnd(8)} ${message}`),
  ]);
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const words = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  const sum =
    problems + warnings === 0 ? 'All is well.' : `${words(problems, 'problem')}, ${words(warnings, 'warning')}.`;
  return `${lines.join('\n')}\n\n${sum}\n`;
}
