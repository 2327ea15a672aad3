import { lockDataDirectory } from "../../../src/server/store/data-directory-lock.ts";

/** Run as its own process: holds the lock of the directory named, says so, and waits to be ended. */
lockDataDirectory(process.argv[2] ?? "");
process.stdout.write("locked\n");
setInterval(() => undefined, 60_000);
