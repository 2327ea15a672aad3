import "./assert-node.ts";
import { join } from "node:path";
import { installCaCertificate, isCaCertificateInstalled } from "office-addin-dev-certs";
import { ensureCertificate } from "./certificate.ts";
import { dataFolder } from "./local-settings.ts";

const { caFile } = await ensureCertificate(join(dataFolder, "tls"));

if (isCaCertificateInstalled()) {
  console.log(`
This machine already trusts an authority named "Developer CA for Microsoft Office Add-ins". When it
is another project's, the browser still warns about ours. To replace it:

    npx --yes office-addin-dev-certs@3 uninstall
    npm run trust
`);
} else {
  console.log(`
Installing the authority of the local certificate (${caFile}), so that browsers
and Outlook on this machine accept https://localhost without a warning. Its key no longer exists, so
nobody can sign anything else with it. The system may ask for your password.
`);
  await installCaCertificate(caFile);
}

if (process.platform === "linux") {
  console.log(`
Chrome, Chromium and Edge on Linux keep their own list. To add it there:

    certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "Zoom Meetings for Outlook" -i ${caFile}
`);
}
console.log("Restart the browser. To undo it: npx --yes office-addin-dev-certs@3 uninstall");
