/* What the seeded tickets are about. Some texts are awkward on purpose: quotes, line breaks, other scripts, near 100 characters. */

export interface SeedTicketText {
  readonly summary: string;
  readonly description: string;
}

/** For the dispatch board: work somebody has to drive to. */
export const fieldWork: readonly SeedTicketText[] = [
  {
    summary: 'Replace failed access point in lobby',
    description: 'The lobby access point no longer powers on. A replacement is at the front desk.',
  },
  {
    summary: 'Install 4 network drops in new exam rooms',
    description:
      'Four Cat6 drops, rooms 4 to 7, terminated and tested.\nPatch panel is in the closet behind reception.',
  },
  {
    summary: 'POS terminal 3 will not print receipts',
    description: 'Tried another roll and another cable. Printer shows "paper out".',
  },
  {
    summary: 'Swap firewall at Newark warehouse',
    description: 'Pre-configured unit ships overnight. Please take photos of the old cabling first.',
  },
  { summary: 'Wireless survey, second floor', description: 'Heat map for 2.4 and 5 GHz, report in PDF.' },
  {
    summary: 'UPS alarm beeping in server closet',
    description: 'Battery replace light is on. Model on the label: SMT1500.',
  },
  {
    summary: 'Mount two displays in the "Oak" conference room',
    description: 'Brackets are on site. Customer asks for cables inside the wall.',
  },
  { summary: 'Label printer at dock 14 offline', description: 'Offline since Friday. Power cycled twice, no change.' },
  { summary: 'Re-terminate damaged fiber pair to IDF 2', description: 'Pair 3/4 shows high loss. LC connectors, OM4.' },
  {
    summary: 'Branch router swap – 2 hours, bring console cable',
    description: 'Call the network desk at arrival and before leaving.',
  },
  {
    summary: 'Camera 7 has no picture (parking lot, north side)',
    description: 'PoE port is up. Suspect the outdoor connector. A ladder is needed.',
  },
  { summary: 'Move 6 workstations to the new wing', description: 'Users are out from 17:00. Label every cable.' },
  {
    summary: 'Café Wi-Fi: résumé kiosk cannot join network',
    description: 'SSID “CharterOak‑Guest” – the kiosk shows “can’t connect”.',
  },
  {
    summary: 'Install and test redundant LTE failover modem, antenna on roof, roof access key at security desk',
    description:
      'Antenna kit is in the box with the modem.\r\nSecurity desk opens at 07:00.\r\n\r\nTest: pull the primary WAN and watch the status page.',
  },
  {
    summary: 'Phone system: 3 handsets dead after storm',
    description: 'Handsets 201, 204 and 210. Spare handsets are in the cabinet.',
  },
  { summary: 'Server room inspection and photos', description: 'Photos of every rack, front and back.' },
  {
    summary: 'Replace thin client at teller window 5',
    description: 'Replacement was shipped to the branch, box marked "TW5".',
  },
  {
    summary: 'Network closet cleanup, Elm Street Elementary',
    description: 'Dress cables, label both ends, send before and after photos.',
  },
  { summary: 'Broken patch panel ports 13-18', description: 'Ports are physically damaged. Bring a 24-port panel.' },
  {
    summary: 'Badge reader at rear door does not beep',
    description: 'Reader lights up, door stays locked. Controller is in room 012.',
  },
  { summary: 'Receipt printer cash drawer does not open', description: 'The drawer opens with the key only.' },
  {
    summary: 'Deliver and set up loaner laptop – 日本語 keyboard',
    description: 'The user types 日本語 and English. Please check the keyboard layout.',
  },
];

/** For the service desk: work done from a chair. */
export const deskWork: readonly SeedTicketText[] = [
  { summary: 'Outlook keeps asking for password', description: 'Started this morning after the password change.' },
  {
    summary: 'Cannot open shared folder \\\\FS01\\Accounting',
    description: 'Error "access is denied". Others in the team can open it.',
  },
  { summary: 'New user setup: Hannah Müller', description: 'Starts Monday. Same groups as Linda.' },
  { summary: 'VPN drops every 20 minutes', description: 'From home only. Other sites work.' },
  { summary: 'Printer in HR prints blank pages', description: 'Toner is new.' },
  { summary: "User can't hear callers on softphone", description: 'Headset works in other programs.' },
  { summary: 'Backup failed: LSCU-SQL02', description: 'Job 118, error 0x8004231f.' },
  { summary: 'Disk space low on LAK-FILE1 (C: 3% free)', description: 'Alert from monitoring.' },
  { summary: 'Add distribution list "Route Managers"', description: 'Members: Dana, Theo, +2 to be named.' },
  {
    summary: 'Suspicious e-mail reported by front desk',
    description: 'Subject: "Invoice <overdue> & final notice". Not opened.',
  },
  { summary: 'Monitor flickers after update', description: 'Second monitor only, DisplayPort.' },
  { summary: 'Reset MFA for J. Villarreal', description: 'New phone. Identity checked by call-back.' },
  { summary: 'Excel add-in missing after reinstall', description: 'The "Solver" add-in.' },
  { summary: 'Slow internet at San Marcos branch', description: 'Speed test: 4 Mbit/s down, expected 100.' },
  { summary: 'Renew certificate for portal.lonestarcu.example', description: 'Expires in 12 days.' },
  { summary: 'Calendar shows meetings one hour late', description: 'Time zone was set to "Central America".' },
  { summary: 'Scanner sends PDF with wrong date', description: 'Clock on the device is off.' },
  { summary: 'Projector remote request', description: 'Two replacement remotes for the gym.' },
];
