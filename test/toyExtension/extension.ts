/** The extension with one service more than it ships. */
import type * as vscode from 'vscode';
import type { MigrationTasksApi } from '../../src/api';
import { start } from '../../src/extension';
import { ServiceRegistry } from '../../src/migration/ports';
import { SERVICES } from '../../src/services';
import type { ServiceDefinition } from '../../src/services/definition';
import { toy } from '../toyService';

export function activate(context: vscode.ExtensionContext): MigrationTasksApi {
	return start(context, new ServiceRegistry<ServiceDefinition>([...SERVICES.all, toy]));
}
