/** The Callbacks page: its tabs, and what is registered in ConnectWise. */
export const callbacks = {
  'callbacks.tabs': 'Callbacks',
  'callbacks.tab.overview': 'Überblick',
  'callbacks.tab.callbacks': 'Callbacks',
  'callbacks.tab.webhooks': 'Webhooks',
  'callbacks.tab.tunnel': 'Tunnel',
  'callbacks.tab.outages': 'Ausfälle',
  'callbacks.tabNeeds.one': '{n} braucht Sie',
  'callbacks.tabNeeds.other': '{n} brauchen Sie',
  'callbacks.firstTitle': 'Noch keine Verbindung',
  'callbacks.firstText':
    'Callbacks melden Dispatch Bridge sofort, wenn sich ein Ticket oder eine Work Order ändert. Registriert werden sie mit Start, am Ende der Einrichtung.',

  'callbacks.lead': 'Was ConnectWise meldet, wenn sich ein Datensatz ändert, und wem.',
  'callbacks.register': 'Callback registrieren',
  'callbacks.openTunnel': 'Tunnel einrichten',
  'callbacks.recommended': 'Empfohlen',
  'callbacks.begun': 'Der angefangene Callback ist aufgehoben.',
  'callbacks.begunReached':
    'Dieser Arbeitsplatz ist jetzt unter {address} erreichbar. Der angefangene Callback ist aufgehoben.',
  'callbacks.goOn': 'Mit dem Callback fortfahren',

  'callbacks.noneTitle': 'ConnectWise meldet noch niemandem etwas',
  'callbacks.noneText':
    'Ein Callback meldet sofort, wenn sich ein Ticket ändert. Bis es einen gibt, fragt Dispatch Bridge alle {n} s und findet dieselben Änderungen etwas später.',
  'callbacks.noneBoard': 'Der für {board} registriert sich selbst, wenn Sie in der Einrichtung Start drücken.',
  'callbacks.offlineTitle': 'Was registriert ist, ist gerade nicht bekannt',
  'callbacks.offlineText':
    'Callbacks liegen in ConnectWise, das nicht erreichbar ist. Registrierte bleiben registriert; diese Seite liest sie, sobald die Verbindung zurück ist.',
  'callbacks.noRightTitle': 'Das Recht, Callbacks zu verwalten, fehlt',
  'callbacks.noRightText':
    'ConnectWise lässt das API-Mitglied Callbacks weder lesen noch anlegen. Änderungen werden derweil durch Nachfragen alle {n} s gefunden. Zwei Wege, sie sofort gemeldet zu bekommen:',
  'callbacks.noRightAsk':
    'Bitten Sie die Administration, der Sicherheitsrolle des API-Mitglieds das Recht zu geben, und sehen Sie dann erneut nach.',
  'callbacks.noRightCurl':
    'Oder erzeugen Sie hier den Befehl und geben Sie ihn der Administration, die den Callback mit eigenem Schlüssel registriert.',
  'callbacks.makeCommand': 'Befehl erzeugen',
  'callbacks.lookAgain': 'Erneut nachsehen',
  'callbacks.stale': 'So war es zuletzt registriert. {why}',

  'callbacks.group.here': 'Dieser Arbeitsplatz',
  'callbacks.group.broker': 'Integration Broker',
  'callbacks.group.others': 'Andere',
  'callbacks.groupText.broker':
    'Der eigene Connector von Field Nation zu ConnectWise. Vor einer Änderung wird gefragt.',
  'callbacks.groupText.others': 'Von anderen Produkten oder Personen. Hier ändert sie nichts, außer Sie sagen es.',
  'callbacks.groupNone': 'Diesem Arbeitsplatz wird nichts gemeldet.',
  'callbacks.unheard':
    'Über Tickets auf {board} wird diesem Arbeitsplatz nichts gemeldet: Ihre Änderungen werden durch Nachfragen gefunden, etwas später.',
  'callbacks.unheardFix': 'Einen für {board} registrieren',

  'callbacks.active': 'Aktiv',
  'callbacks.changed': 'geändert',
  'callbacks.changedAlone': 'Geändert',
  'callbacks.changedBy': 'von {name}',
  'callbacks.kept':
    'Diesen hält Dispatch Bridge selbst in Ordnung: Er ist für das Board, dessen Tickets gesendet werden.',
  'callbacks.unlabelled': 'ohne Bezeichnung',
  'callbacks.edit': 'Bearbeiten',
  'callbacks.editThis': 'Bearbeiten: {sentence}',
  'callbacks.pause': 'Anhalten',
  'callbacks.pauseThis': 'Anhalten: {sentence}',
  'callbacks.switchOn': 'Einschalten',
  'callbacks.remove': 'Löschen ...',
  'callbacks.more': 'Mehr: {sentence}',
  'callbacks.paused': 'Angehalten: Er sendet nichts, bis er eingeschaltet wird.',
  'callbacks.switchedOn': 'Eingeschaltet.',
  'callbacks.adopted': 'Übernommen: Er führt zu diesem Arbeitsplatz.',
  'callbacks.removed': 'Gelöscht.',

  'callbacks.flag.disabled': 'Ausgeschaltet',
  'callbacks.flag.elsewhere': 'Führt woandershin',
  'callbacks.flag.malformed': 'Adresse ist kaputt',
  'callbacks.flag.duplicate': 'Doppelt',
  'callbacks.flag.unknown-level': 'Unbekannte Ebene',
  'callbacks.flag.duplicateOf':
    'Er tut dasselbe wie „{label}“ (Callback {id}), Änderungen werden also zweimal gemeldet. Einer von beiden genügt.',
  'callbacks.pausedHere': 'Angehalten',
  'callbacks.pausedHereText': 'Er wurde in dieser App angehalten und bleibt es, bis er eingeschaltet wird.',
  'callbacks.adoptable': 'Kann übernommen werden',
  'callbacks.adoptableText':
    'Jemand hat ihn für diesen Arbeitsplatz registriert. Übernehmen gibt ihm die Bezeichnung der App und die heutige Adresse.',
  'callbacks.fix.switch-on': 'Einschalten',
  'callbacks.fix.adopt': 'Übernehmen',
  'callbacks.fix.edit': 'Trigger-URL neu eingeben',
  'callbacks.fix.remove': 'Diesen löschen',

  'callbacks.detail.number': 'Nummer',
  'callbacks.detail.label': 'Bezeichnung',
  'callbacks.detail.level': 'Typ und Ebene',
  'callbacks.detail.object': 'Datensatz',
  'callbacks.detail.all': 'Alle',
  'callbacks.detail.address': 'Adresse',
  'callbacks.detail.changed': 'Zuletzt geändert',
  'callbacks.detail.unknown': 'ConnectWise sagt es nicht',

  'callbacks.ask.remove': 'Diesen Callback löschen',
  'callbacks.ask.pause': 'Diesen Callback anhalten',
  'callbacks.ask.switch-on': 'Diesen Callback einschalten',
  'callbacks.ask.edit': 'Diesen Callback bearbeiten',
  'callbacks.ask.pauseText': 'Von da an erfährt {whom} nichts über {what}, bis er wieder eingeschaltet wird.',
  'callbacks.ask.switchOnText': 'Von da an meldet ConnectWise Änderungen an {what}. Empfänger: {whom}.',
  'callbacks.ask.editText':
    'Ihre Änderung entscheidet, was hier gemeldet wird. Empfänger: {whom}. Nichts wird gesendet, bevor Sie es gesehen haben.',
  'callbacks.do.remove': 'Löschen',
  'callbacks.do.pause': 'Anhalten',
  'callbacks.do.switch-on': 'Einschalten',
  'callbacks.do.edit': 'Bearbeiten',
  'callbacks.owner.broker': 'Diese App hat ihn nicht angelegt: Er versorgt den Integration Broker von Field Nation.',
  'callbacks.owner.installation':
    'Eine andere Installation von Dispatch Bridge hat ihn angelegt, auf einem anderen Computer.',
  'callbacks.owner.foreign': 'Diese App hat ihn nicht angelegt. Wer {host} betreibt, verlässt sich auf ihn.',
  'callbacks.lost.here':
    'Diesem Arbeitsplatz wird nichts mehr über {what} gemeldet. Verknüpfungen und Work Orders bleiben; Änderungen verknüpfter Tickets werden durch Nachfragen gefunden, bis zu {n} s später.',
  'callbacks.lost.kept':
    'Diesem Arbeitsplatz wird nichts mehr über {what} gemeldet: Änderungen werden durch Nachfragen gefunden, bis zu {n} s später. Dispatch Bridge registriert ihn beim nächsten Nachsehen wieder, binnen einer Stunde. Halten Sie ihn an, wenn er still bleiben soll.',
  'callbacks.lost.logged': 'Das Protokoll erhält keine Zeilen mehr über {what}. Sonst hängt nichts daran.',
  'callbacks.lost.duplicate': 'Der andere meldet weiter dasselbe, es fehlt also nichts.',
  'callbacks.lost.broker':
    'Der Broker von Field Nation erfährt nichts mehr über {what}: Er erstellt und ändert dafür keine Work Orders. Seine Adresse enthält ein Client-Token, das hier nicht bekannt ist; zum Registrieren braucht es wieder die Trigger-URL.',
  'callbacks.lost.foreign':
    'ConnectWise meldet nichts mehr über {what}. Betroffen: {whom}. Von hier aus lässt er sich nicht zurückholen: Seine volle Adresse ist nicht bekannt.',

  'callbacks.creator.title': 'Wer erstellt die Work Orders für {board}?',
  'callbacks.creator.text':
    'Der Integration Broker erfährt ebenfalls von {board}. Damit kein Ticket zwei Work Orders bekommt, erstellt Dispatch Bridge für dieses Board keine, bis Sie wählen.',
  'callbacks.creator.textChosen': 'Der Integration Broker erfährt ebenso von {board} wie dieser Arbeitsplatz.',
  'callbacks.creator.name.workstation': 'Dieser Arbeitsplatz',
  'callbacks.creator.name.broker': 'Integration Broker',
  'callbacks.creator.effect.workstation':
    'Jedes Ticket, das den Auslöser erfüllt, bekommt seine Work Order hier, mit Ihrer Zuordnung. Halten Sie auch den Callback des Brokers an, sonst bekommt jedes zwei.',
  'callbacks.creator.effect.broker':
    'Field Nation erstellt sie mit der Zuordnung des Brokers. Dispatch Bridge erstellt für dieses Board keine, außer für ein Ticket, das Sie von Hand senden. Bestehende Verknüpfungen bleiben im Gleichstand.',
  'callbacks.creator.do.workstation': 'Hier erstellen',
  'callbacks.creator.do.broker': 'Dem Broker überlassen',
  'callbacks.creator.keep': 'So lassen',
  'callbacks.creator.is.workstation': 'Work Orders für {board} werden hier erstellt.',
  'callbacks.creator.is.broker': 'Work Orders für {board} sind dem Integration Broker überlassen.',
  'callbacks.creator.both':
    'Der Callback des Brokers ist noch aktiv, er kann also für jedes Ticket eine zweite erstellen.',
  'callbacks.creator.nobody':
    'Work Orders für {board} sind dem Integration Broker überlassen, aber kein aktiver Callback meldet ihm dieses Board. Vielleicht erstellt sie niemand.',
  'callbacks.creator.pauseBroker': 'Callback des Brokers anhalten',
  'callbacks.creator.change': 'Ändern',
  'callbacks.creator.done.workstation': 'Work Orders für {board} werden von jetzt an hier erstellt.',
  'callbacks.creator.done.broker': 'Work Orders für {board} sind von jetzt an dem Broker überlassen.',

  'callbacks.tells': 'Meldet Änderungen an {what}. Empfänger: {whom}.',
  'callbacks.wouldTell': 'Würde Änderungen an {what} melden. Empfänger: {whom}.',
  'callbacks.whom.here': 'dieser Arbeitsplatz',
  'callbacks.whom.broker': 'der Integration Broker von Field Nation',
  'callbacks.whom.brokerSandbox': 'der Integration Broker von Field Nation (Sandbox)',
  'callbacks.whom.installation': 'eine andere Installation von Dispatch Bridge, auf {host}',
  'callbacks.whom.nobody': 'eine Adresse, die nicht lesbar ist',
  'callbacks.every.ticket': 'allen Tickets',
  'callbacks.every.many': 'allen {many}',
  'callbacks.what.unknown': 'Datensätzen vom Typ {type} auf Ebene {level}, Nummer {id}',
  'callbacks.what.ticket': 'Ticket {id}, {name}',
  'callbacks.what.single': '{single} {name}',
  'callbacks.which.numbered': '{all} mit {object} {id}',
  'callbacks.which.on': '{all} auf {name}',
  'callbacks.which.status': '{all} im Status {name}',
  'callbacks.which.project': '{all} des Projekts {name}',
  'callbacks.which.phase': '{all} der Projektphase {name}',
  'callbacks.which.tag': '{all} mit dem Tag {name}',
  'callbacks.which.of': '{all} von {name}',
  'callbacks.which.type': '{all} vom Typ {name}',
  'callbacks.which.at': '{all} am Standort {name}',
  'callbacks.which.in': '{all} in {name}',
  'callbacks.which.chargeTo': '{all} mit Charge-to-Typ {name}',
  'callbacks.which.class': '{all} der Klasse {name}',
  'callbacks.which.role': '{all} mit der Sicherheitsrolle {name}',
  'callbacks.nameWithin': '{name} auf {within}',
} as const;
