import 'reflect-metadata';
import { readConfig } from './config.js';
import { describe, RedressError } from './errors.js';
import { serve } from './serve.js';
import { stopRequested } from './stop.signals.js';

const { language } = readConfig();
const told = {
  listening: {
    en: (url: string, token: string) => `Redress listens at ${url} (API: ${url}/api/docs). Token: ${token}`,
    zh: (url: string, token: string) => `Redress 正在监听 ${url}（接口说明：${url}/api/docs）。令牌：${token}`,
  },
  stopping: { en: 'Stopping …', zh: '正在停止……' },
};

try {
  const stop = stopRequested();
  const server = await serve();
  // Not to the standard output: that is the log, which may be kept.
  process.stderr.write(`${told.listening[language](server.url, server.token)}\n`);
  await stop;
  process.stderr.write(`${told.stopping[language]}\n`);
  await server.close();
} catch (error) {
  if (!(error instanceof RedressError)) throw error;
  for (const fault of error.faults) process.stderr.write(`${describe(fault, language)}\n`);
  process.exitCode = 1;
}
