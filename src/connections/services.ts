/** The services that this version knows, each with its way of being told. A third one is added here and in connector.ts. */
import type { Service } from '../migration/task';
import { dcsView } from './dcs/dcsView';
import { smsView } from './sms/smsView';
import type { ServiceView } from './taskSource';

export const SERVICE_VIEWS: Readonly<Record<Service, ServiceView>> = { dcs: dcsView, sms: smsView };
