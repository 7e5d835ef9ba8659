/** The networks of the account, in which its instances stand and its migration machines are made. */
import { uuid } from './random';

/** A subnet with its VPC and a security group. */
export interface Network {
	readonly vpcId: string;
	readonly vpcName: string;
	readonly subnetId: string;
	readonly subnetName: string;
	readonly subnetCidr: string;
	readonly securityGroupId: string;
	readonly securityGroupName: string;
}

/** Where an instance stands of which nothing else is said. */
export const HOME: Network = {
	vpcId: uuid('sandbox', 'vpc'),
	vpcName: 'vpc-sandbox',
	subnetId: uuid('sandbox', 'subnet'),
	subnetName: 'subnet-sandbox',
	subnetCidr: '192.168.0.0/16',
	securityGroupId: uuid('sandbox', 'security-group'),
	securityGroupName: 'sg-sandbox',
};

/** Another VPC, from which no machine of the first reaches an instance. */
export const PARTNER: Network = {
	vpcId: uuid('sandbox', 'vpc', 'partner'),
	vpcName: 'vpc-partner',
	subnetId: uuid('sandbox', 'subnet', 'partner'),
	subnetName: 'subnet-partner',
	subnetCidr: '172.16.0.0/20',
	securityGroupId: uuid('sandbox', 'security-group', 'partner'),
	securityGroupName: 'sg-partner',
};

export const NETWORKS: readonly Network[] = [HOME, PARTNER];
