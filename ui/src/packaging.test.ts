// Whatever a platform or package merges into tauri.conf.json may change the packaging, but not the program.
import schema from '@tauri-apps/cli/config.schema.json';
import Ajv from 'ajv';
import { expect, test } from 'vitest';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Table = { [name: string]: Json };

const files = import.meta.glob<Table>(['../../*.conf.json', '../../packaging/*.conf.json'], { import: 'default', eager: true });
const named = (pattern: RegExp) => Object.entries(files).filter(([path]) => pattern.test(path)).map(([, file]) => file);
const [base = {}] = named(/\/tauri\.conf\.json$/);
const platforms = named(/\/tauri\.\w+\.conf\.json$/);
const packages = named(/\/packaging\//);

/** RFC 7396, which is how Tauri merges them. */
function merged(target: Json, patch: Json): Json {
  if (!isTable(patch)) return patch;
  const result: Table = isTable(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name] ?? null, value);
  }
  return result;
}

function isTable(value: Json): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every possible configuration: each platform alone, and with any of the packages' files on top. */
const all = [{}, ...platforms].flatMap(platform => {
  let piles: Json[] = [merged(base, platform)];
  for (const one of packages) piles = piles.concat(piles.map(pile => merged(pile, one)));
  return piles as Table[];
});

test('every_platform_and_package_is_looked_at', () => {
  expect([platforms.length, packages.length, all.length]).toEqual([3, 2, 16]);
});

test('no_platform_and_no_package_adds_a_window_or_a_permission_or_changes_the_content_policy', () => {
  // The program creates the only window.
  expect(base.app).toMatchObject({ windows: [], withGlobalTauri: false, security: { freezePrototype: true } });
  const { bundle: _, productName: __, ...rest } = base;
  for (const configuration of all) {
    const { bundle: _, productName: __, ...its } = configuration;
    expect(its).toEqual(rest);
  }
  expect(Object.keys(rest)).not.toContain('plugins');
  expect(JSON.stringify(all)).not.toMatch(/devtools|devUrl|dangerous/i);
});

test('every_configuration_keeps_to_the_schema_of_tauri', () => {
  // Number formats and patterns of the schema are Rust's.
  const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  for (const configuration of all) expect(isValid(configuration), JSON.stringify(isValid.errors)).toBe(true);
  expect(isValid({ ...base, bundle: { tragets: [] } })).toBe(false);
});

test('the_version_stands_in_one_place', () => {
  for (const configuration of all) expect(configuration.version).toBeUndefined();
});

const installer = import.meta.glob<string>('../../packaging/windows/*.nsh', { query: '?raw', import: 'default', eager: true });

test('uninstalling_on_windows_never_takes_the_record_and_needs_no_administrator_by_default', () => {
  const windows = platforms.find(platform => JSON.stringify(platform).includes('nsis'));
  expect(windows).toMatchObject({
    bundle: {
      targets: ['nsis'],
      windows: {
        allowDowngrades: false,
        nsis: { installMode: 'currentUser', installerHooks: 'packaging/windows/keep-the-record.nsh' },
      },
    },
  });
  const hook = installer['../../packaging/windows/keep-the-record.nsh'] ?? '';
  expect(hook).toMatch(/NSIS_HOOK_PREUNINSTALL\s[^!]*StrCpy \$DeleteAppDataCheckboxState 0\s/);
  // Below the app's own folders, list every path.
  const removed = [...hook.matchAll(/^\s*(?:RMDir \/r|Delete) (.*)$/gim)].map(([, path]) => path);
  expect(removed).toEqual([
    '"$LOCALAPPDATA\\${BUNDLEID}\\EBWebView"',
    '"$LOCALAPPDATA\\${BUNDLEID}\\logs"',
    '"$APPDATA\\${BUNDLEID}\\.window-state.json"',
  ]);
});

test('the_uninstaller_asks_nobody_for_a_language', () => {
  const hook = installer['../../packaging/windows/keep-the-record.nsh'];
  expect(hook).toMatch(/^!macroundef MUI_UNGETLANGUAGE\n!macro MUI_UNGETLANGUAGE\n!macroend$/m);
});

test('the_installer_says_the_same_things_in_both_languages', () => {
  const strings = (language: string) =>
    [...(installer[`../../packaging/windows/${language}.nsh`] ?? '').matchAll(/^LangString (\w+) \$\{LANG_(\w+)\} "(.+)"$/gm)];
  const [chinese, english] = [strings('SimpChinese'), strings('English')];
  expect(chinese.length).toBeGreaterThan(25);
  // Spelt so in the template of the pinned CLI, which leaves a line empty for an unknown name.
  expect(chinese.map(([, name]) => name)).toContain('choowHowToInstall');
  expect(chinese.map(([, name]) => name)).toEqual(english.map(([, name]) => name));
  expect(new Set(chinese.map(([, , language]) => language))).toEqual(new Set(['SIMPCHINESE']));
  expect(new Set(english.map(([, , language]) => language))).toEqual(new Set(['ENGLISH']));
  for (const [at, [, name, , text = '']] of chinese.entries()) {
    for (const variable of ['$0', '$1', '$R4', '${PRODUCTNAME}', '${VERSION}', '{{product_name}}']) {
      expect(english[at]?.[3]?.includes(variable), `${name} ${variable}`).toBe(text.includes(variable));
    }
  }
});
