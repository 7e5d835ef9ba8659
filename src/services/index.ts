/** The services that this version knows, one line each. */
import { ServiceRegistry } from '../migration/ports';
import { dcs } from './dcs';
import type { ServiceDefinition } from './definition';
import { sms } from './sms';

/** The registry of all services, in the order in which they are offered. */
export type Services = ServiceRegistry<ServiceDefinition>;

export const SERVICES: Services = new ServiceRegistry<ServiceDefinition>([dcs, sms]);
