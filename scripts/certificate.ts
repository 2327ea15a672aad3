import { X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { generateCertificates } from "office-addin-dev-certs";

export interface LocalCertificate {
  caFile: string;
  certFile: string;
  keyFile: string;
}

const validDays = 365;
const renewBeforeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * A certificate for https://localhost in `folder`, made there when absent or about to end, and
 * signed by an authority whose key is thrown away. Nothing is installed on the machine.
 */
export async function ensureCertificate(folder: string): Promise<LocalCertificate> {
  const files: LocalCertificate = {
    caFile: join(folder, "ca.crt"),
    certFile: join(folder, "localhost.crt"),
    keyFile: join(folder, "localhost.key"),
  };
  if (isUsable(files)) return files;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // generateCertificates keeps what is there as soon as the authority's file is.
  for (const file of Object.values(files) as string[]) rmSync(file, { force: true });
  await generateCertificates(files.caFile, files.certFile, files.keyFile, validDays, [
    "localhost",
    "127.0.0.1",
  ]);
  chmodSync(files.keyFile, 0o600);
  return files;
}

function isUsable({ caFile, certFile, keyFile }: LocalCertificate): boolean {
  if (![caFile, certFile, keyFile].every((file) => existsSync(file))) return false;
  const certificate = new X509Certificate(readFileSync(certFile));
  const authority = new X509Certificate(readFileSync(caFile));
  return (
    certificate.checkIssued(authority) &&
    certificate.validToDate.getTime() - Date.now() > renewBeforeMs
  );
}
