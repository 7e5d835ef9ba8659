/**
 * One term is one word in each translation: where an English sentence has the term, its translation has the word. Chinese follows the official pages
 * of the services; the German words are ours, as there are no official ones.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const LANGUAGES = readdirSync(path.join(root, 'l10n')).flatMap(
	(file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? [],
);

/** An English term and, by language, what its translations have in one form or another. */
interface Term {
	readonly term: RegExp;
	readonly words: Readonly<Record<string, RegExp>>;
}

const row = (term: RegExp, de: RegExp, zhCn: RegExp): Term => ({ term, words: { de, 'zh-cn': zhCn } });

const TERMS: readonly Term[] = [
	// Migrations
	row(/\btasks?\b/i, /aufgabe/i, /任务/),
	row(/\bsource\b/i, /quell|Herkunft/i, /源/),
	row(/\btarget\b/i, /ziel/i, /目标|目的端/),
	row(/\bsource server/i, /Quellserver/, /源端服务器/),
	row(/\btarget server/i, /Zielserver/, /目的端服务器/),
	row(/\binstances?\b/i, /instanz/i, /实例/),
	row(/\bonline migrations?\b/i, /Onlinemigration/, /在线迁移/),
	row(/\bfull migration/i, /Vollmigration/, /全量迁移/),
	row(/\bfull sync\b/i, /Vollsynchronisation/, /全量/),
	row(/\bincremental/i, /inkrementell/i, /增量/),
	row(/\bbackup/i, /Sicherung/i, /备份/),
	row(/\boffset\b/i, /Offset/, /偏移量/),
	row(/\bmigration machine/i, /Migrationsserver/, /迁移机/),
	row(/\bcutover\b/i, /Umstellung/, /割接/),
	row(/\bbandwidth limit/i, /Bandbreitenlimit/, /带宽限制/),
	row(/\breconnection\b/i, /Neuverbindung/, /重连/),
	row(/\bconsistency\b/i, /konsistenz/i, /一致性/),
	row(/\bsnapshot/i, /Snapshot/, /快照/),
	row(/\bdrill\b/i, /Testmigration/, /演练/),
	row(/\bclone\b/i, /Klon/, /克隆/),
	row(/\breplica\b/i, /Replikat/, /副本/),
	row(/\bdatabase/i, /Datenbank/, /数据库|DB|逐库/),
	row(/\bwaiting for configuration\b/i, /Konfiguration ausstehend/, /待配置/),
	row(/\bdrained\b/i, /leergelaufen/i, /追平/),
	row(/\bverdict\b/i, /Urteil/, /评估结果/),
	// Accounts
	row(/\bconnections?\b/i, /verbindung/i, /连接|重连/),
	row(/\bcredential\b/i, /Anmeldedaten/, /凭证/),
	row(/\baccess key\b/i, /Zugriffsschlüssel/, /访问密钥|Access Key/),
	row(/\bpasswords?\b/i, /Kenn(wort|wörter)/, /密码/),
	row(/\baccount\b/i, /Konto/i, /账号/),
	row(/\bregion\b/i, /Region/, /区域/),
	row(/\bendpoint/i, /endpunkt/i, /终端节点/),
	row(/\benterprise project/i, /Enterprise-Projekt/, /企业项目/),
	row(/\bsubnet/i, /Subnetz/, /子网/),
	row(/\bsecurity group/i, /Sicherheitsgruppe/, /安全组/),
	row(/\bwhitelist/i, /Zulassungsliste/, /白名单/),
	row(/\bkeyring\b/i, /Schlüsselbund/, /密钥环/),
	row(/\bsecret storage\b/i, /Geheimnisspeicher/, /机密存储/),
	// The extension
	row(/\bsandbox\b/i, /Sandbox/, /沙箱/),
	row(/\boverview\b/i, /Übersicht/, /概览/),
	row(/\bfilter\b/i, /filter/i, /筛选/),
	row(/\blog\b/i, /protokoll/i, /日志/),
	row(/\bsamples\b/i, /Mess/i, /采样/),
	row(/\bwatched?\b|\bwatching\b/i, /beobacht/i, /关注|观察/),
	row(/\brequest\b/i, /Anforderung/, /请求/),
	row(/\bpermission/i, /Berechtigung/, /权限/),
	row(/\bconsole\b/i, /Konsole/i, /控制台/),
];

/** What is written alike in every language. */
const NAMES =
	/Migration Tasks|migrationTasks\.\w+|command:[\w.]+|credentials\.csv|\.huaweicloud\/credentials|repl-[\w-]+/g;

for (const language of LANGUAGES) {
	describe(`The words of ${language}`, () => {
		const english = { ...read('l10n/bundle.l10n.json'), ...read('package.nls.json') };
		const translated = { ...read(`l10n/bundle.l10n.${language}.json`), ...read(`package.nls.${language}.json`) };

		it('are one for each term', () => {
			const wrong: string[] = [];
			for (const { term, words } of TERMS) {
				const word = words[language];
				assert.ok(word, `no word for ${term}`);
				for (const [key, sentence] of Object.entries(english)) {
					if (term.test(sentence.replace(NAMES, '')) && !word.test(translated[key] ?? '')) {
						wrong.push(`${term}: ${sentence} → ${translated[key]}`);
					}
				}
			}
			assert.deepEqual(wrong, []);
		});
	});
}
