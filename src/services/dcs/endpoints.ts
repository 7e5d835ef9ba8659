/** Where DCS is found in each cloud, by the cloud's id. One address a region. */
import type { ServicePlaces } from '../definition';

export const endpoints: ServicePlaces['endpoints'] = {
	huawei: (region) => `https://dcs.${region}.myhuaweicloud.com`,
	'huawei-eu': (region) => `https://dcs.${region}.myhuaweicloud.eu`,
	otc: (region) => `https://dcs.${region}.otc.t-systems.com`,
	'flexible-engine': (region) => `https://dcs.${region}.prod-cloud-ocb.orange-business.com`,
};

/** The page of DCS in each cloud's console, where one is known. */
export const consolePages: ServicePlaces['console'] = {
	huawei: (region) => `https://console.huaweicloud.com/dcs/?region=${encodeURIComponent(region)}`,
};
