import "./assert-node.ts";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const manifest = join(import.meta.dirname, "../manifest.xml");

const everywhere = `
In every Outlook (web, new and classic Windows, Mac, phones) by upload:

    1. open https://aka.ms/olksideload and sign in with your mailbox
    2. My add-ins > Custom Addins > Add a custom add-in > Add from File
    3. choose ${manifest}

The product must run at the address in that manifest, with a certificate this machine trusts
(npm run trust), and with your Microsoft and Zoom apps in .env (npm run server).
`;

if (!existsSync(manifest)) {
  console.error(`${manifest} is missing. Nothing was sideloaded.`);
  process.exit(1);
}

if (process.platform === "linux") {
  console.log("There is no desktop Outlook on Linux to load the add-in into.");
  console.log(everywhere);
} else {
  console.log("Loading the add-in into Outlook on this machine …");
  const command = `npx --yes office-addin-debugging@7 start "${manifest}" desktop --app outlook --no-debug`;
  const result = spawnSync(command, { stdio: "inherit", shell: true });
  if (result.status === 0) {
    console.log(`To remove it again: npx --yes office-addin-debugging@7 stop "${manifest}"`);
  } else {
    console.error("The add-in could not be loaded that way; nothing else was changed.");
    console.log(everywhere);
    process.exitCode = 1;
  }
}
