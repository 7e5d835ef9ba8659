/** Where toys are moved. */
import type { ServicePlaces } from '../../src/services/definition';

export const endpoints: ServicePlaces['endpoints'] = { huawei: (region) => `https://toy.${region}.example.com` };

export const consolePages: ServicePlaces['console'] = {
	huawei: (region) => `https://console.example.com/toy/${region}`,
};
