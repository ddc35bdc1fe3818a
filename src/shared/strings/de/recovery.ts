/** Backups, restoring, links found again, the diagnostics bundle, and starts that did not go well. */
export const recovery = {
  'recovery.lead':
    'Täglich wird eine Kopie der Daten dieses Profils erstellt und geprüft. Vor jedem Wiederherstellen bleiben die Daten erhalten, sodass es sich zurücknehmen lässt.',
  'recovery.backups': 'Sicherungen',
  'recovery.backUpNow': 'Jetzt sichern',
  'recovery.backingUp': 'Die Kopie wird geschrieben und geprüft',
  'recovery.backedUp': 'Sicherung erstellt und geprüft: {size}',
  'recovery.openFolder': 'Ordner öffnen',
  'recovery.none':
    'Noch gibt es keine Sicherung. Die erste entsteht einen Tag nach der Einrichtung des Profils, oder wenn Sie Jetzt sichern drücken.',
  'recovery.keeps':
    'Aufgehoben werden sieben tägliche Sicherungen, drei von Updates und drei vom Wiederherstellen. Selbst erstellte bleiben, bis Sie sie im Ordner löschen.',
  'recovery.made': 'Erstellt',
  'recovery.why': 'Anlass',
  'recovery.size': 'Größe',
  'recovery.state': 'Zustand',
  'recovery.reason.daily': 'Täglich',
  'recovery.reason.migration': 'Vor einem Update',
  'recovery.reason.person': 'Von Hand',
  'recovery.reason.restore': 'Vor Rücksicherung',
  'recovery.whole': 'Intakt',
  'recovery.bad': 'Unbrauchbar',
  'recovery.restore': 'Wiederherstellen ...',
  'recovery.restoreOf': 'Sicherung von {time} wiederherstellen',

  'restore.title': 'Sicherung von {time} wiederherstellen',
  'restore.step1': 'Der Abgleich hält an; was gerade läuft, geht erst zu Ende.',
  'restore.step2':
    'Die jetzigen Daten werden selbst eine Sicherung, damit Sie zurück können. Sind sie beschädigt, kommen sie in Quarantäne.',
  'restore.step3':
    'Die Sicherung wird geprüft und tritt an ihre Stelle: Einstellungen, Verknüpfungen und Protokoll sind wie damals.',
  'restore.step4':
    'Der Abgleich pausiert, bis Sie ihn fortsetzen. Seither entstandene Verknüpfungen werden gesucht, und Sie wählen, welche wiederkommen.',
  'restore.safe':
    'Kein Ticket wird ein zweites Mal gesendet: Bevor eine Work Order entsteht, wird Field Nation nach einer mit ihrer Referenz gefragt.',
  'restore.lost':
    'Protokoll und Verlauf seit der Sicherung stehen nur in den jetzigen Daten. Passwörter und Schlüssel liegen im Schlüsselbund und bleiben, wie sie sind.',
  'restore.confirm': 'Diese Sicherung wiederherstellen',
  'restore.working': 'Der Abgleich hält an, und die Sicherung wird eingesetzt',

  'quarantine.title': 'Quarantäne',
  'quarantine.text': 'Nicht lesbare Daten liegen hier unberührt. Dispatch Bridge löscht sie nie.',
  'quarantine.at': 'Beiseitegelegt',
  'quarantine.openFolder': 'Datenordner öffnen',
  'quarantine.noReason': 'Der Grund wurde nicht festgehalten.',

  'findLinks.title': 'Verknüpfungen wiederfinden',
  'findLinks.text':
    'Liest die Tickets, deren externe Referenz eine Work Order nennt, und die Work Orders, die eine Referenz von Dispatch Bridge tragen. Für nach dem Wiederherstellen oder einem Beginn mit leeren Daten. Nichts wird verknüpft, bevor Sie es ankreuzen, und beim Lesen wird nichts geschrieben.',
  'findLinks.start': 'Beide Seiten lesen',
  'findLinks.again': 'Beide Seiten erneut lesen',
  'findLinks.stop': 'Anhalten',
  'findLinks.running': 'Bisher gelesen: {tickets} Tickets, {workOrders} Work Orders',
  'findLinks.stopped': 'Angehalten. Das Gelesene ist vergessen.',
  'findLinks.nothing':
    'Kein Paar gefunden: Kein Ticket nennt eine Work Order, und keine Work Order trägt eine Referenz.',
  'findLinks.allLinked.one': 'Das einzige gefundene Paar ist verknüpft.',
  'findLinks.allLinked.other': 'Alle {n} gefundenen Paare sind verknüpft.',
  'findLinks.found.one': '{n} Paar ist nicht verknüpft',
  'findLinks.found.other': '{n} Paare sind nicht verknüpft',
  'findLinks.linkedToo.one': '{n} weiteres ist schon verknüpft',
  'findLinks.linkedToo.other': '{n} weitere sind schon verknüpft',
  'findLinks.table': 'Paare, die zusammengehören',
  'findLinks.chosen': 'Gewählt',
  'findLinks.ticket': 'Ticket',
  'findLinks.workOrder': 'Work Order',
  'findLinks.evidence': 'Was dafür spricht',
  'findLinks.sure': 'Wie sicher',
  'findLinks.tick': 'Ticket {ticket} und Work Order {workOrder} verknüpfen',
  'findLinks.tickAll': 'Alle sicheren und wahrscheinlichen ankreuzen',
  'findLinks.link.one': '{n} Paar verknüpfen',
  'findLinks.link.other': '{n} Paare verknüpfen',
  'findLinks.more.one': '{n} weiteres zeigen',
  'findLinks.more.other': '{n} weitere zeigen',
  'findLinks.linked.one': '{n} Paar ist wieder verknüpft',
  'findLinks.linked.other': '{n} Paare sind wieder verknüpft',
  'findLinks.refused.one': '{n} Paar konnte nicht verknüpft werden',
  'findLinks.refused.other': '{n} Paare konnten nicht verknüpft werden',
  'findLinks.pair': 'Ticket {ticket} und Work Order {workOrder}: {why}',
  'findLinks.afterwards':
    'Über abweichende Werte entscheidet jede Regel der Zuordnung; wo keine sagt, wessen Wert gilt, warten sie unter Konflikte.',
  'findLinks.gone': 'nicht mehr da',
  'evidence.ticket-reference': 'Das Ticket nennt die Work Order',
  'evidence.work-order-marker': 'Die Work Order trägt die Referenz des Tickets',
  'evidence.note-markers': 'Notizen wurden zwischen beiden kopiert',
  'confidence.certain': 'Sicher',
  'confidence.likely': 'Wahrscheinlich',
  'confidence.ambiguous': 'Erst ansehen',
  'confidence.linked': 'Verknüpft',

  'diagnostics.lead':
    'Ein Paket für alle, die Ihnen helfen. Sie sehen jede Datei so, wie sie gespeichert wird: ohne Passwörter und Schlüssel, Adressen und Personen, Worte aus Tickets und von Kunden.',
  'diagnostics.make': 'Sammeln',
  'diagnostics.again': 'Erneut sammeln',
  'diagnostics.collecting': 'Wird gesammelt',
  'diagnostics.empty':
    'Noch ist nichts gesammelt. Gelesen wird nur, was auf diesem Computer liegt, und nichts gesendet.',
  'diagnostics.files': 'Dateien',
  'diagnostics.include': '{name} speichern',
  'diagnostics.fileSize': '{size}',
  'diagnostics.redacted.one': '{n} Wert ausgelassen',
  'diagnostics.redacted.other': '{n} Werte ausgelassen',
  'diagnostics.cut': 'Nur der Anfang ist zu sehen; gespeichert wird die ganze Datei.',
  'diagnostics.save.one': '{n} Datei speichern ...',
  'diagnostics.save.other': '{n} Dateien speichern ...',
  'diagnostics.saved': 'Gespeichert als {file}',
  'diagnostics.shown': 'Was von {name} gespeichert wird',

  'banner.restored':
    'Die Sicherung von {time} ist wiederhergestellt, der Abgleich pausiert. Prüfen Sie die seither entstandenen Verknüpfungen, dann setzen Sie fort.',
  'banner.fresh':
    'Mit leeren Daten gestartet, der Abgleich ist pausiert. Richten Sie beide Verbindungen ein, lassen Sie die Verknüpfungen wiederfinden, dann setzen Sie fort.',
  'banner.restoredAction': 'Verknüpfungen prüfen',
  'banner.startedPaused': 'Wie verlangt pausiert gestartet. Bis Sie fortsetzen, wird nichts gesendet.',
  'banner.crashed':
    'Dispatch Bridge endete {n}-mal hintereinander unerwartet und startete darum pausiert. Nichts ist verloren; setzen Sie fort, wenn Sie so weit sind.',
  'banner.crashedAction': 'Diagnose',
  'banner.resume': 'Fortsetzen',

  'problem.choose': 'Sicherung zum Wiederherstellen wählen',
  'problem.chooseHelp':
    'Der Abgleich startet pausiert, und die jetzigen Daten bleiben in Quarantäne. Seither entstandene Verknüpfungen werden von beiden Seiten wiedergefunden.',
  'problem.chooseNewer': 'Oder zurück zu einer Sicherung, die diese Version lesen kann',
  'problem.noBackup': 'Es gibt keine Sicherung, die sich wiederherstellen ließe.',
  'problem.restoreChosen': 'Diese Sicherung wiederherstellen',
  'problem.looking': 'Sicherungen werden gesucht',
  'problem.freshHelp':
    'Beginnen Sie mit leeren Daten, wenn keine Sicherung taugt: Sie richten beide Verbindungen neu ein, und die Verknüpfungen werden von beiden Seiten wiedergefunden.',
  'problem.diagnostics': 'Diagnose für alle, die helfen',

  'recovery.words.backups': 'Backup Sicherung Wiederherstellung Kopie der Daten',
  'recovery.words.links': 'Verknüpfungen neu aufbauen verlorene Daten Marker Referenz',
  'recovery.words.diagnostics': 'Support Bundle Protokolle zip Hilfe Bericht',
} as const;
