/** The services that this version knows, each with its way of being told. A third one is added here and in connector.ts. */

import type { ServicePresenter } from '../migration/ports';
import type { Service } from '../migration/task';
import { dcsView } from './dcs/presenter';
import { smsView } from './sms/presenter';

export const SERVICE_VIEWS: Readonly<Record<Service, ServicePresenter>> = { dcs: dcsView, sms: smsView };
