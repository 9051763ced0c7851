#!/usr/bin/env node
// Plain JavaScript, so that an old Node can still read it and say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `chairside needs Node 24, this is ${process.versions.node}: run it through npx or npm run in the project's folder, where npm ci has put Node 24 first.\n`,
  );
  process.exit(1);
}
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
