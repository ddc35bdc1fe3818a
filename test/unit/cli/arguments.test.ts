import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/cli/arguments.ts';
import { exitCodeOf } from '../../../src/cli/exit-codes.ts';
import { AppError } from '../../../src/shared/errors.ts';

function refusal(...argv: string[]): AppError {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was not refused`);
}

describe('the command line', () => {
  it('uses a profile of its own unless one is named', () => {
    expect(parseCommandLine(['plan'])).toEqual({
      do: 'plan',
      accept: false,
      json: false,
      tickets: [],
      profile: 'server',
      dataDir: null,
      config: null,
      envFile: null,
    });
  });

  it('reads every option of serve', () => {
    const argv = 'serve --take-over --paused --health-port 8080 --profile a --data-dir /d --config=c.json --env-file e';
    expect(parseCommandLine(argv.split(' '))).toEqual({
      do: 'serve',
      takeOver: true,
      paused: true,
      healthPort: 8080,
      profile: 'a',
      dataDir: '/d',
      config: 'c.json',
      envFile: 'e',
    });
  });

  it('takes several tickets with --accept', () => {
    expect(parseCommandLine(['plan', '--accept', '--ticket', '7', '--ticket', '9'])).toMatchObject({ tickets: [7, 9] });
  });

  it('answers a wish for help before it complains about anything', () => {
    expect(parseCommandLine([])).toEqual({ do: 'help', command: null });
    expect(parseCommandLine(['serve', '--nonsense', '--help'])).toEqual({ do: 'help', command: 'serve' });
    expect(parseCommandLine(['help', 'plan'])).toEqual({ do: 'help', command: 'plan' });
    expect(parseCommandLine(['--version'])).toEqual({ do: 'version' });
  });

  it.each([
    [['start'], '"start" is not a command'],
    [['--profile', 'x', 'plan'], 'The command comes first'],
    [['plan', '--nonsense'], "Unknown option '--nonsense'"],
    [['plan', 'extra'], 'extra'],
    [['export', 'a.json', 'b.json'], '"b.json" is one argument too many'],
    [['import'], 'Name the file'],
    [['plan', '--ticket', '7'], '--ticket goes with --accept'],
    [['plan', '--accept', '--ticket', '0'], '--ticket takes a whole number'],
    [['plan', '--accept', '--ticket', '7x'], 'not "7x"'],
    [['serve', '--health-port', '70000'], 'from 0 to 65535'],
    [['serve', '--profile', '../x'], 'cannot be a profile name'],
    [['serve', '--config='], '--config is empty'],
    [['export', '--config', 'c.json'], "Unknown option '--config'"],
  ])('refuses %j', (argv, words) => {
    const error = refusal(...argv);
    expect(error.message).toContain(words);
    expect(exitCodeOf(error)).toBe(2);
  });
});

describe('exit codes', () => {
  const of = (code: string, kind: AppError['kind'] = 'permanent') => exitCodeOf({ code, kind });

  it('tell a script what kind of failure it was', () => {
    expect(of('config.invalid')).toBe(3);
    expect(of('setup.no-trigger')).toBe(3);
    expect(of('secrets.missing')).toBe(4);
    expect(of('connectwise.unauthorized', 'auth')).toBe(4);
    expect(of('fieldnation.forbidden')).toBe(4);
    expect(of('cli.not-accepted')).toBe(5);
    expect(of('store.locked', 'conflict')).toBe(6);
    expect(of('store.corrupt')).toBe(7);
    expect(of('store.newer')).toBe(7);
    expect(of('http.offline', 'offline')).toBe(9);
    expect(of('bug', 'bug')).toBe(1);
  });

  it('count a connection that was never set up as configuration, although it is an absent sign-in', () => {
    expect(of('connectwise.not-set-up', 'auth')).toBe(3);
  });
});
