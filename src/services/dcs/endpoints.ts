/** Where DCS is found in each cloud, by the cloud's id. One address a region. */
import * as l10n from '@vscode/l10n';
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

export const notes: ServicePlaces['notes'] = {
	'huawei-eu': () => l10n.t('Sources disagree: DCS may also be at dcs.eu-west-101.myhuaweicloud.com.'),
};
