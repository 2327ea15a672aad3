import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCertificates } from "office-addin-dev-certs";

export interface Certificate {
  cert: string;
  key: string;
}

/** A throw-away certificate for localhost, signed by a throw-away authority nobody trusts. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "certificate-"));
  try {
    const [cert, key] = [join(folder, "localhost.crt"), join(folder, "localhost.key")];
    await generateCertificates(join(folder, "ca.crt"), cert, key, 1);
    return { cert: await readFile(cert, "utf8"), key: await readFile(key, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
