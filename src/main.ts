import 'reflect-metadata';
import { readConfig, readRoles } from './config.js';
import { describe, RedressError } from './errors.js';
import { openDoors, serve } from './serve.js';
import { stopRequested } from './stop.signals.js';
import { entranceLines } from './texts/entrance-texts.js';

const { language } = readConfig();
const told = {
  listening: {
    en: (url: string) => `Redress listens at ${url} (API: ${url}/api/docs).`,
    zh: (url: string) => `Redress 正在监听 ${url}（接口说明：${url}/api/docs）。`,
  },
  stopping: { en: 'Stopping …', zh: '正在停止……' },
};

try {
  const stop = stopRequested();
  const roles = readRoles();
  const isApi = roles.has('api');
  const server = await serve(undefined, roles);
  // Not to the standard output: that is the log, which may be kept.
  const lines = [
    told.listening[language](server.url),
    ...(isApi ? entranceLines(await openDoors(server)).map((line) => line[language]) : []),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  await stop;
  process.stderr.write(`${told.stopping[language]}\n`);
  await server.close();
} catch (error) {
  if (!(error instanceof RedressError)) throw error;
  for (const fault of error.faults) process.stderr.write(`${describe(fault, language)}\n`);
  process.exitCode = 1;
}
