#!/usr/bin/env node
// Plain JavaScript, so that a Node that cannot run the rest can still say so.
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `Rollcall needs Node ${NEEDED} or later; this is ${process.version} (${process.execPath}).\n` +
      'In a checkout, `npm ci` brings the right one along and `npm start` or `npm run sandbox` use it;\n' +
      '`npm ci --ignore-scripts` or `--omit=optional` leave it out. Otherwise install it from https://nodejs.org.\n',
  );
  process.exitCode = 1;
} else {
  const { cli } = await import('../src/cli.ts');
  process.exitCode = await cli(process.argv.slice(2));
}
