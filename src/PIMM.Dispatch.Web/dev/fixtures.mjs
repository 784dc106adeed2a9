// Plainly fictitious people and findings on the territories' real establishments. For development only.

export const minute = 60_000;

const est = (id, name, abbreviation, state = 'connected', host = false) => ({ id, name, abbreviation, state, host });

const urgencies = [
  { id: 'vital', letter: 'U1', label: 'Urgence vitale', targetMinutes: 20, warningMinutes: 10, imminentMinutes: 5 },
  { id: 'urgent', letter: 'U2', label: 'Urgence', targetMinutes: 45, warningMinutes: 20, imminentMinutes: 7 },
  { id: 'semi-urgent', letter: 'U3', label: 'Non différable', targetMinutes: 240, warningMinutes: 60, imminentMinutes: 20 },
  { id: 'scheduled', letter: 'P', label: 'Programmé', targetMinutes: 720, warningMinutes: 120, imminentMinutes: 60 },
];

const reader = (id, name, initials, presence, specialties, loadMinutes, onDuty = true) => ({
  id, name, initials, presence, onDuty, duty: onDuty ? 'on-site' : null, dutyUntil: null, specialties, loadMinutes,
  cases: [], currentCase: null,
});

const sharedParts = (territory) => [
  { id: `${territory}.90`, number: 1, label: 'Tête et cou', region: 'head', status: 'read', reader: 'radiologue2', text: 'Hématome extradural temporal droit, 9 mm. Pas de fracture de la base.' },
  { id: `${territory}.1032`, number: 2, label: 'Rachis', region: 'spine', status: 'open', reader: null, text: null },
  { id: `${territory}.91`, number: 3, label: 'Membres', region: 'limbs', status: 'open', reader: null, text: null },
];

const trauma = [
  { label: 'Tête et cou', specialty: 'neuro', region: 'head', expectedMinutes: 8 },
  { label: 'Rachis', specialty: 'neuro', region: 'spine', expectedMinutes: 8 },
  { label: 'Thorax, abdomen et pelvis', specialty: 'abdomen-pelvis', region: 'chest-abdomen-pelvis', expectedMinutes: 12 },
  { label: 'Membres', specialty: 'musculoskeletal', region: 'limbs', expectedMinutes: 6 },
];

export function makeTerritories(now) {
  const until = new Date(now + 143 * minute).toISOString();
  const readers = () => [
    reader('radiologue1', 'Dr Alpha', 'AL', 'available', ['neuro', 'general'], 12),
    reader('radiologue2', 'Dr Bravo', 'BR', 'reading', ['thorax', 'abdomen-pelvis', 'general'], 27),
    reader('radiologue3', 'Dr Charlie', 'CH', 'available', ['abdomen-pelvis', 'general'], 15),
    reader('radiologue4', 'Dr Delta', 'DE', 'break', ['musculoskeletal', 'general'], 0),
    reader('radiologue5', 'Dr Echo', 'EC', 'away', ['paediatric', 'general'], 0, false),
  ].map((one) => (one.onDuty ? { ...one, dutyUntil: until } : one));
  const territory = (id, name, establishments) => ({
    id, name, zone: 'Europe/Paris', establishments, urgencies, readers: readers(), externalProviders: ['externe'],
    wallboardQueueTarget: 8,
    sharedReadings: [{ specialty: 'polytrauma', region: 'whole-body', parts: trauma }],
  });
  return [
    territory('hainaut-cambresis', 'PIMM Hainaut-Cambrésis', [
      est('valenciennes', 'Valenciennes', 'VAL', 'connected', true), est('denain', 'Denain', 'DEN'),
      est('lequesnoy', 'Le Quesnoy', 'QUE'), est('fourmies', 'Fourmies', 'FOU'), est('maubeuge', 'Maubeuge', 'MAU'),
      est('saint-amand', 'Saint-Amand', 'AMA', 'partner'), est('avesnes', 'Avesnes', 'AVE', 'partner'),
    ]),
    territory('centre-val-de-loire', 'PIMM Centre-Val de Loire', [
      est('tours', 'CHRU Tours', 'TOU', 'connected', true), est('blois', 'Blois', 'BLO'), est('dreux', 'Dreux', 'DRE'),
    ]),
    territory('touraine-val-de-loire', 'PIMM Touraine-Val de Loire', [est('tours', 'CHRU Tours', 'TOU'), est('loches', 'Loches', 'LOC')]),
    territory('landes-pays-basque', 'PIMM Landes – Pays basque', [est('bayonne', 'Bayonne', 'BAY'), est('dax', 'Dax', 'DAX')]),
  ];
}

export const exams = [
  ['Scanner cérébral', 'head', 'neuro', 'Céphalée brutale, Glasgow 14', 'Hémorragie ?'],
  ['Scanner AVC + TSA', 'head', 'neuro', 'Hémiparésie gauche, début 20 h 10, NIHSS 11', 'Occlusion proximale ?'],
  ['Angioscanner thoracique', 'chest', 'thorax', 'Dyspnée, D-dimères élevés, SpO₂ 89 %', 'Embolie pulmonaire ?'],
  ['Scanner abdomino-pelvien', 'abdomen-pelvis', 'abdomen-pelvis', 'Douleur FID, fièvre 38,6', 'Appendicite ?'],
  ['Scanner TAP', 'chest-abdomen-pelvis', 'general', 'Chute de 4 m, douleur lombaire', 'Lésion traumatique ?'],
  ['Scanner rachis cervical', 'spine', 'neuro', 'AVP 50 km/h, cervicalgie', 'Fracture ?'],
  ['Body-scanner polytrauma', 'whole-body', 'polytrauma', 'Moto contre voiture, TA 90/50', 'Bilan lésionnel'],
  ['Angioscanner aorte', 'vessels', 'vascular', 'Douleur thoracique transfixiante, asymétrie tensionnelle', 'Dissection ?'],
  ['Scanner cheville', 'limbs', 'musculoskeletal', 'Fracture bimalléolaire', 'Bilan préopératoire'],
  ['Scanner thoracique', 'chest', 'thorax', 'Contrôle nodule à 6 mois', 'Évolution ?'],
];

const families = ['ESSAI-UN', 'ESSAI-DEUX', 'FICTIF', 'EXEMPLE', 'DÉMO-NORD', 'DÉMO-SUD', 'MODÈLE', 'PATIENT-TEST', 'SPÉCIMEN', 'MAQUETTE'];
const givens = ['Alix', 'Camille', 'Dominique', 'Claude', 'Sacha', 'Noa', 'Morgan', 'Andrea'];

/** What the server would say comes next: five steps while nobody has the case, the alerts of the target always. */
function aheadOf(status, clock, targetMinutes, now) {
  if (clock === null || ['signed', 'acknowledged', 'cancelled'].includes(status)) return null;
  const waits = status === 'to-read' || status === 'offered';
  const at = (minutes) => new Date(Date.parse(clock) + minutes * minute).toISOString();
  const step = (number, share, to, moves = false) => ({ at: at(targetMinutes * share), kind: 'step', step: number, to: [to], moves });
  const alert = (kind, share, ...to) => ({ at: at(targetMinutes * share), kind, step: null, to, moves: false });
  const steps = waits ? [step(1, 0.45, 'reader'), step(2, 0.6, 'present', true), step(3, 0.73, 'on-call'), step(4, 0.85, 'coordinators'), step(5, 1.33, 'external', true)] : [];
  const next = [...steps, alert('warning', 0.51, waits ? 'present' : 'reader'), alert('imminent', 0.85, waits ? 'present' : 'reader', 'coordinators'), alert('breached', 1, waits ? 'present' : 'reader', 'coordinators')]
    .filter((one) => Date.parse(one.at) > now).sort((a, b) => a.at.localeCompare(b.at));
  const step0 = steps.filter((one) => Date.parse(one.at) <= now).length;
  return { step: step0, steps: steps.length, acknowledgedBy: null, acknowledgedUntil: null, next };
}

/** A case at a stage of its life; `ago` is how many minutes since its images were complete (or its request). */
export function makeCase(number, territory, site, examIndex, urgency, status, ago, now, more = {}) {
  const [description, region, specialty, indication, question] = exams[examIndex % exams.length];
  const at = (minutesAgo) => new Date(now - minutesAgo * minute).toISOString();
  const target = urgencies.find((one) => one.id === urgency);
  const before = ['requested', 'to-protocol', 'protocolled', 'acquiring', 'images-arriving'].includes(status);
  const clock = before ? null : at(ago);
  const plus = (minutes) => (clock === null ? null : new Date(Date.parse(clock) + minutes * minute).toISOString());
  const taken = ['accepted', 'on-hold', 'preliminary', 'signed', 'acknowledged'].includes(status);
  const images = ['requested', 'to-protocol', 'protocolled', 'acquiring'].includes(status) ? 0 : 412 - ((number * 37) % 250);
  const establishment = territory.establishments.find((one) => one.id === site);
  return {
    id: `${territory.id}.${number}`, territory: territory.id, establishment: site, establishmentName: establishment.name,
    origin: 'request', urgency, specialty, region, derived: false, status, reader: null, readerName: null,
    studyInstanceUid: images > 0 ? `1.2.826.0.1.3680043.10.9999.${number}` : null, accessionNumber: `DEMO${String(number).padStart(5, '0')}`,
    images: status === 'images-arriving' ? 118 : images, imagesExpected: images === 0 ? null : images,
    requestedAt: at(ago + 34), imagesFirstAt: images > 0 ? at(ago + 4) : null, imagesCompleteAt: clock,
    clockStartedAt: clock, warningAt: plus(target.targetMinutes - target.warningMinutes),
    imminentAt: plus(target.targetMinutes - target.imminentMinutes), dueAt: plus(target.targetMinutes),
    alert: null, noReader: false, assignedAt: taken || status === 'offered' ? at(Math.max(ago - 1, 0)) : null,
    offerExpiresAt: null, acceptedAt: taken ? at(Math.max(ago - 2, 0)) : null, heldUntil: null, preliminaryAt: null,
    signedAt: null, acknowledgedAt: null, estimatedReportAt: before ? null : new Date(now + 19 * minute).toISOString(),
    reason: null, exam: { modality: 'CT', bodyPart: region.toUpperCase(), description, priors: number % 3 === 0 ? null : number % 4 },
    patient: {
      familyName: families[number % families.length], givenName: givens[number % givens.length],
      birthDate: `${1931 + ((number * 13) % 75)}-0${1 + (number % 9)}-1${number % 9}`, sex: number % 2 === 0 ? 'F' : 'M',
      patientId: `IPP-${90000 + number}`, ins: null, identity: number % 5 === 0 ? 'provisional' : 'qualified',
    },
    clinical: {
      indication, question, allergies: number % 4 === 0 ? 'Produit de contraste iodé (urticaire)' : null,
      creatinine: number % 3 === 0 ? '71 µmol/L' : null, pregnancy: null, weightKg: 55 + (number % 40),
      requester: `Urgences ${establishment.name}`, callBack: '00 00 00 00 00',
    },
    protocol: ['requested', 'to-protocol'].includes(status) ? null : 'Acquisition sans injection, puis temps artériel si hémorragie exclue.',
    report: null, critical: null, partOf: null, parts: [], flags: [], pressingAt: plus(target.targetMinutes) ?? at(ago + 34),
    escalation: aheadOf(status, clock, target.targetMinutes, now), sequence: number, ...more,
  };
}

export const reportText = `TECHNIQUE :
Acquisition hélicoïdale sans injection.

RÉSULTAT :
Pas d'hémorragie intra ou péri-cérébrale. Pas d'effet de masse. Structures médianes en place.
Système ventriculaire de taille normale.

CONCLUSION :
Examen sans anomalie aiguë décelable.`;

export function makeEvening(territory, now) {
  const first = territory.establishments[0].id;
  const second = territory.establishments[1].id;
  const third = (territory.establishments[2] ?? territory.establishments[1]).id;
  const by = (id) => {
    const found = territory.readers.find((one) => one.id === id);
    return { reader: id, readerName: found.name };
  };
  const c = (...args) => makeCase(args[0], territory, ...args.slice(1, 6), now, args[6]);
  const flagged = (ago) => ({
    pressingAt: new Date(now + (22 - ago) * minute).toISOString(),
    flags: [{
      source: 'Analyse d’images (démo)', code: 'hemorragie-intracranienne', label: 'Hémorragie intracrânienne',
      text: 'Hyperdensité frontale gauche', weightMilli: 2000, at: new Date(now - (ago - 2) * minute).toISOString(),
    }],
  });
  const signed = (ago) => ({
    signedAt: new Date(now - ago * minute).toISOString(),
    report: { state: 'signed', version: 1, text: reportText, by: 'Dr Alpha', at: new Date(now - ago * minute).toISOString(), addenda: [] },
  });
  return [
    c(1001, second, 1, 'vital', 'to-read', 4, { derived: false }),
    c(1002, first, 2, 'urgent', 'accepted', 29, by('radiologue2')),
    c(1003, third, 3, 'urgent', 'to-read', 26, {}),
    c(1004, second, 0, 'urgent', 'to-read', 14, { ...flagged(14), derived: true, origin: 'images', clinical: null, imagesExpected: null }),
    c(1005, first, 5, 'urgent', 'accepted', 9, by('radiologue1')),
    c(1006, third, 4, 'urgent', 'to-read', 48, { alert: 'breached', noReader: true }),
    c(1007, first, 7, 'vital', 'accepted', 11, by('radiologue2')),
    c(1031, second, 6, 'vital', 'accepted', 12, { ...by('radiologue1'), parts: sharedParts(territory.id) }),
    c(1032, second, 6, 'vital', 'to-read', 12, {
      specialty: 'neuro', region: 'spine', partOf: { caseId: `${territory.id}.1031`, number: 2, of: 3, label: 'Rachis' },
    }),
    c(1008, second, 8, 'semi-urgent', 'to-read', 95, {}),
    c(1009, first, 9, 'scheduled', 'to-read', 260, {}),
    c(1010, second, 9, 'scheduled', 'on-hold', 320, { ...by('radiologue3'), reason: 'awaiting-priors', heldUntil: new Date(now + 20 * minute).toISOString() }),
    c(1011, third, 0, 'urgent', 'requested', 3, {}),
    c(1012, second, 3, 'urgent', 'to-protocol', 6, {}),
    c(1013, second, 2, 'urgent', 'protocolled', 12, {}),
    c(1014, second, 6, 'vital', 'images-arriving', 1, {}),
    c(1015, second, 4, 'urgent', 'preliminary', 22, {
      ...by('radiologue3'), preliminaryAt: new Date(now - 4 * minute).toISOString(),
      report: { state: 'preliminary', version: 1, text: reportText, by: 'Dr Charlie', at: new Date(now - 4 * minute).toISOString(), addenda: [] },
    }),
    c(1016, second, 0, 'urgent', 'signed', 40, { ...by('radiologue1'), ...signed(19) }),
    c(1017, second, 2, 'urgent', 'acknowledged', 75, { ...by('radiologue2'), ...signed(50), acknowledgedAt: new Date(now - 45 * minute).toISOString() }),
    c(1018, first, 3, 'urgent', 'signed', 60, { ...by('radiologue3'), ...signed(41) }),
  ];
}

export function makeStatistics(now) {
  const turn = (group, n, inTarget, mean, median, p90) => ({ group, n, inTarget, meanMinutes: mean, medianMinutes: median, p90Minutes: p90 });
  return {
    from: new Date(now - 24 * 60 * minute).toISOString(), to: new Date(now).toISOString(), clock: 'images-complete-to-signed',
    emergency: turn('emergency', 53, 51, 21.4, 19, 34.2), scheduled: turn('scheduled', 22, 22, 181, 160, 410), byRegion: [], byEstablishment: [],
  };
}
