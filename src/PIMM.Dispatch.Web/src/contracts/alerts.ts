/** How a person is told outside the screens. */
export type ChannelId = 'push' | 'text' | 'voice';

export type ContactState = 'untested' | 'works' | 'fails';

export type AlertFact =
  'sent' | 'failed' | 'given-up' | 'delivered' | 'undelivered' | 'tested' | 'test-failed' | 'contact-lost';

export interface MyAlertsDto {
  /** The key to which a browser subscribes (RFC 8292), base64url. */
  pushKey: string;
  /** Those behind which something is set up. */
  channels: readonly ChannelId[];
  /** Those that do not work at the moment, for anybody. */
  failing: readonly ChannelId[];
  /** When my next duty begins, or the one that runs began. */
  nextDutyAt: string | null;
  contacts: readonly ContactDto[];
  ladders: readonly LadderDto[];
  lines: readonly AlertLineDto[];
}

export interface ContactDto {
  id: string;
  channel: ChannelId;
  /** The browser, or the number without its middle. */
  label: string;
  addedAt: string;
  state: ContactState;
  workedAt: string | null;
  failedAt: string | null;
  code: string | null;
}

export interface LadderDto {
  /** An urgency, or `other` for notices that speak of no case. */
  urgency: string;
  steps: readonly LadderStepDto[];
}

export interface LadderStepDto {
  afterSeconds: number;
  channel: ChannelId;
}

export interface AlertLineDto {
  at: string;
  what: AlertFact;
  account: string;
  channel: ChannelId;
  contact: string;
  notice: string | null;
  /** French: the kind of notice and its urgency. */
  about: string | null;
  attempt: number;
  code: string | null;
}

export interface ContactBody {
  channel: ChannelId;
  label?: string;
  number?: string;
  push?: PushBody;
}

export interface PushBody {
  endpoint: string;
  key: string;
  secret: string;
}

export interface ContactTestDto {
  sent: boolean;
  code: string | null;
}

export interface AcknowledgementBody {
  notice: string;
}

export interface TerritoryAlertsDto {
  territory: string;
  failing: readonly ChannelId[];
  people: readonly ReachableDto[];
  lines: readonly AlertLineDto[];
}

export interface ReachableDto {
  account: string;
  name: string;
  roles: readonly string[];
  /** The next duty, or the one that runs. */
  nextDutyAt: string | null;
  reachable: boolean;
  channels: readonly ReachableChannelDto[];
}

export interface ReachableChannelDto {
  channel: ChannelId;
  contacts: number;
  state: ContactState;
  testedAt: string | null;
}
