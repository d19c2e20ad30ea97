import type { Language } from '../../errors.js';

const version = '6';

/** The page that shows the API: everything on it comes from this server. `mayHaveSession`: the browser sent a cookie that may be of a session. */
export function docsPage(language: Language, mayHaveSession: boolean): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${mayHaveSession ? ' data-session' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Redress API · 消费者投诉合规判定接口</title>
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css?v=${version}">
<link rel="stylesheet" href="/api/docs/start.css?v=${version}">
</head>
<body>
<div id="who"></div>
<div id="page"></div>
<script src="/api/docs/swagger-ui-bundle.js?v=${version}"></script>
<script src="/api/docs/start.js?v=${version}"></script>
</body>
</html>
`;
}

/** What the page loads besides, from us and from the package that draws it, and its type. */
export const ownAssets: Readonly<Record<string, string>> = {
  'start.js': 'text/javascript; charset=utf-8',
  'start.css': 'text/css; charset=utf-8',
};
export const packageAssets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};
