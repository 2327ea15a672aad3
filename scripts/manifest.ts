import "./assert-node.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  assertDeployable,
  type ManifestDeployment,
  ManifestError,
  renderManifest,
} from "../src/shared/manifest/render-manifest.ts";

const usage = `Prints the add-in's manifest for a deployment, to be uploaded in the Microsoft 365 admin center.

    PUBLIC_URL=https://zoom.example.com npm run --silent manifest > manifest.production.xml
    npm run manifest -- --public-url https://zoom.example.com --out manifest.production.xml

    --public-url   where the deployment is reached (instead of PUBLIC_URL)
    --support-url  a page that opens without signing in (instead of the portal)
    --out          the file to write (instead of printing)
`;

interface Order {
  deployment: ManifestDeployment;
  out: string | undefined;
}

/** @throws TypeError for an option that does not exist; ManifestError when no address is given. */
function readOrder(): Order {
  const { values } = parseArgs({
    options: {
      "public-url": { type: "string" },
      "support-url": { type: "string" },
      out: { type: "string" },
    },
  });
  const publicUrl = values["public-url"] ?? process.env.PUBLIC_URL;
  if (publicUrl === undefined) {
    throw new ManifestError("publicUrlInvalid", "PUBLIC_URL is not set. No manifest was written.");
  }
  const supportUrl = values["support-url"];
  return {
    deployment: { publicUrl, ...(supportUrl === undefined ? {} : { supportUrl }) },
    out: values.out,
  };
}

try {
  const { deployment, out } = readOrder();
  assertDeployable(deployment.publicUrl);
  const template = readFileSync(join(import.meta.dirname, "../manifest.xml"), "utf8");
  const manifest = renderManifest(template, deployment);
  if (out === undefined) process.stdout.write(manifest);
  else writeFileSync(out, manifest);
} catch (error) {
  if (!(error instanceof ManifestError || error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}
