const needed = 26;

if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `This needs Node ${needed}, and this is Node ${process.versions.node}. Run it through npm ` +
      "(npm start, npm run server, npm test), which uses the Node that npm ci installed.",
  );
  process.exit(1);
}
