import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlCommand } from '../../../src/core/callbacks/curl.ts';

const request = {
  method: 'POST',
  path: '/system/callbacks',
  url: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/system/callbacks',
  body: {
    description: `Bob's "board" $HOME \`id\` \\ ! ‘quoted’ %PATH%`,
    url: 'https://micro.fieldnation.com/v1/broker/inbound?client_token=abc&external_id=',
    objectId: 17,
  },
} as const;

/** What a program called by the line gets as its arguments, by a real shell. */
function argumentsBySh(line: string): readonly string[] {
  const shim = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('/bin/sh', ['-c', shim], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('the command for an administrator', () => {
  it.runIf(process.platform !== 'win32')('reaches curl exactly as meant, whatever the texts hold', () => {
    const args = argumentsBySh(curlCommand(request, "O'Brien & Co", 'posix'));
    expect(args.slice(0, 3)).toEqual(['--request', 'POST', request.url]);
    expect(args[args.indexOf('--user') + 1]).toBe("O'Brien & Co+PUBLIC_KEY:PRIVATE_KEY");
    expect(JSON.parse(args[args.indexOf('--data-raw') + 1] ?? '')).toEqual(request.body);
    expect(args).toContain('clientId: CLIENT_ID');
  });

  it('for PowerShell doubles every kind of single quote', () => {
    const command = curlCommand(request, "O'Brien", 'powershell');
    expect(command).toContain("GetBytes('O''Brien+PUBLIC_KEY:PRIVATE_KEY')");
    expect(command).toContain("Bob''s");
    expect(command).toContain('‘‘quoted’’');
    const texts = [...command.matchAll(/'((?:[^'‘’]|['‘’]{2})*)'/g)].map(([, text = '']) =>
      text.replace(/(['‘’])\1/g, '$1'),
    );
    expect(texts.map((text) => text.startsWith('{') && JSON.parse(text)).find(Boolean)).toEqual(request.body);
  });
});
