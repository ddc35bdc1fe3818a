import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-tabs.module.css';

export interface PageTab<Value extends string> {
  readonly value: Value;
  readonly name: string;
  /** What stands behind the name: a `TabCount`. */
  readonly count?: ReactNode;
}

/** A page of several tabs that scrolls as a whole, tab bar included. Only the body of the chosen tab is given. */
export function PageTabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly tabs: readonly PageTab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}) {
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={value}
      onChange={(chosen) => {
        const wanted = tabs.find((tab) => tab.value === chosen);
        if (wanted !== undefined) onChange(wanted.value);
      }}
      keepMounted={false}
    >
      <Tabs.List className={classes.list ?? ''} aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value} rightSection={tab.count}>
            {tab.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value} className={classes.panel ?? ''}>
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}

/** How many things of a tab need a person; nothing for none. */
export function TabCount({ n, children }: { readonly n: number; readonly children: ReactNode }) {
  return n === 0 ? null : <span className={`${classes.count ?? ''} num`}>{children}</span>;
}
